"""Subscriptions of R4 with topics, after the guide Subscriptions R5 Backport (1.1, its R4 part)."""
