"""What comes in by paste and drop, and how it fits."""
