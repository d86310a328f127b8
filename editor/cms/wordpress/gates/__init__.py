"""How a WordPress site keeps the locked part: a file for each gate, and one that minds them all."""
