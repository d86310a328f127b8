"""Misspelt words: their marks, their menu, the language of a paragraph."""
