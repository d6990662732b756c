"""What a supporter meets."""
