"""Pictures: read, cleaned of what their writer did not mean to publish, kept once."""
