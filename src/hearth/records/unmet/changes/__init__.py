"""What changes about what people could not find."""
