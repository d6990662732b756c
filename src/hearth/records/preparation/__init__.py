"""Letters, urgent results, and the person's answers before the conversation."""
