"""Thin clients of services outside."""
