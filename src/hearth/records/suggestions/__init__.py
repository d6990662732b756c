"""What may suit a person from the directory, and what they said no to."""
