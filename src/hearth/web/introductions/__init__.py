"""Putting people in touch, and following up what came of it."""
