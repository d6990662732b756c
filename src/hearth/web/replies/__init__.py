"""Answers in two taps, by a link and without an account."""
