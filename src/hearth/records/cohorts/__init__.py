"""Saved rules that say who is on a list, their versions, and what each run of them counted."""
