"""What a user does, one verb a function; the window and the command line call the same."""
