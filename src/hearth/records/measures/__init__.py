"""Answers to measures of wellbeing, and goals scaled."""
