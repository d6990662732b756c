"""Agendas and work plans from elsewhere, and the year's view."""
