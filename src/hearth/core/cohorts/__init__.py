"""Population rules as frozen values: who would benefit from a conversation, and why (F1, F2)."""
