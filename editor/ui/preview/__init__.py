"""The article as one reader sees it."""
