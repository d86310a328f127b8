"""The sheet of sites."""
