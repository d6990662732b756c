"""Persons, their needs, their supporters, and everyone's sign-in."""
