"""Unmet need: what people wanted and could not find, and what was done about it."""
