"""Articles written as documents: pages, lists and feeds; no Qt, no network."""
