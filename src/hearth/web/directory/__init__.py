"""Finding what is near: for everyone."""
