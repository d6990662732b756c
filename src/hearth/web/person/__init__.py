"""What the person meets."""
