"""Training, supervision and confidence."""
