"""A static site in a folder, its locked parts sealed with a passphrase."""
