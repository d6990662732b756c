"""Metrics: what is counted and why, which numbers may be shown, and what a change means."""
