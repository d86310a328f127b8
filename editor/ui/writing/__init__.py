"""The middle of the window: title, text, cut."""
