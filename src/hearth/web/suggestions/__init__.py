"""What may suit a person, with the reason; and saying no to it."""
