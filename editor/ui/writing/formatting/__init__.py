"""What the formatting keys and buttons do to the text."""
