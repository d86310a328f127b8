"""The outside world: one adapter for each kind of site."""
