"""The window: the one room that knows PySide6."""
