"""The sheet of authors."""
