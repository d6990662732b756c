"""Hearth: care and support planning, one plan that the person owns."""

__version__ = "0.1.0"
