"""The left of the window: shelves, search and articles."""
