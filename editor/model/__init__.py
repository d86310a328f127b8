"""What an article is: frozen values, standard library only."""
