"""The directory: what is near people, where it came from, and who looked after it."""
