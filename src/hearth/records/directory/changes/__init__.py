"""Keep activities as their sources tell them, and say which are listed."""
