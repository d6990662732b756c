"""Signing in and out: passwords, second steps, outside providers, sessions that end, the demo."""
