"""One recall for each person: why and when they are due, what is sent next, and how."""
