"""Introductions of people to activities: what happened, who told us, and the links to reply."""
