"""Feeds of other directories, and what came of reading them."""
