"""Packs to take home: chosen once, always current."""
