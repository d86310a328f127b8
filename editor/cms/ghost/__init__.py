"""Ghost, over its Admin API."""
