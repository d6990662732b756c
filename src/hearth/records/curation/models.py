"""Comes with its first rows."""
