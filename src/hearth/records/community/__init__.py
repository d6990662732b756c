"""Organisations and the people who work there."""
