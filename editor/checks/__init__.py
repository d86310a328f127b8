"""What is looked at before an article goes out, and what to look for afterwards."""
