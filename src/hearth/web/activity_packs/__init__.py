"""Packs to take home: made by a setting, shared in a community, printed, and open to everyone."""
