"""Links by which a group or a person answers in two taps, without an account."""
