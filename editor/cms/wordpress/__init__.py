"""WordPress: its REST API, its blocks and its gates."""
