"""How the library's schema came to be what it is."""
