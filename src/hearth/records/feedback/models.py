"""What people say about how it went, its themes, and what was done about it."""
