"""What practitioners meet."""
