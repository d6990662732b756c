"""What curators and groups change in the directory, each with its audit row."""
