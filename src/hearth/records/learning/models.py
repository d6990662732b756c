"""Training, supervision and confidence of professionals; their notes are theirs alone."""
