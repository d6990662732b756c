"""Changes to meetings: planning them, their agenda, what happens in them, and agreeing minutes."""
