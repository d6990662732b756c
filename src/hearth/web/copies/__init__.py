"""A copy of the whole record: the person asks, a practitioner checks, the person takes it."""
