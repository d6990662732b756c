"""Meetings of the steering group."""
