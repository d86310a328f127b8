"""The article's details at the right."""
