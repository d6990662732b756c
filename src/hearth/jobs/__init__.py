"""What a clock or a terminal starts."""
