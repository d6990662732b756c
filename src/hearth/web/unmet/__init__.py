"""What people wanted and could not find, and what was done about it."""
