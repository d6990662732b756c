"""Several services, one person: who else has a part, and a list for a team meeting."""
