"""A record is opened in an emergency, and an auditor looks into it."""
