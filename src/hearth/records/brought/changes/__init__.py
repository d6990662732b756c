"""Bring a document, tag its lines, take lines over, and delete it."""
