"""Who did what with whose record."""
