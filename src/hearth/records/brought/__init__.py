"""Agendas and work plans that a team brought from elsewhere, line by line, and their tags."""
