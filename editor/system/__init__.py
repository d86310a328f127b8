"""The machine we run on: where things are kept, settings, secrets and the log."""
