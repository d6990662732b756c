"""Links that open without a sign-in, and the emergency page."""
