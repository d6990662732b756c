"""What people say about how it went: in three taps, on paper, and what was done about it."""
