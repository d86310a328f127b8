"""What every part of the window is made of: the look, and small controls."""
