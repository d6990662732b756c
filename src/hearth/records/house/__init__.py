"""The House of a community: who sits at its table, its framework, and how it was assessed."""
