"""The one door to a person's record."""
