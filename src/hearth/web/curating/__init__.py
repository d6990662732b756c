"""Looking after the directory: feeds, duplicates, and what groups change themselves."""
