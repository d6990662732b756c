"""Bulk Data Access 2.0: whole populations, as files, for backend services."""
