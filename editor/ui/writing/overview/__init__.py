"""The whole article at a glance: its outline, and how long it is."""
