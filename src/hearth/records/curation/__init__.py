"""Looking after the directory: what groups change themselves, what is the same, what is checked."""
