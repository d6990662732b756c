"""Signing a plan as key worker or for a service, and the list of what waits to be signed."""
