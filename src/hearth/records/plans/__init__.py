"""Rounds, entries, versions and agreement."""
