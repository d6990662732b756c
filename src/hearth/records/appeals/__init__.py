"""Disagreements: what somebody does not agree with, each step to an answer, and an advocate."""
