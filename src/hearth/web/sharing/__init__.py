"""The person chooses who sees the plan, and what stays closed."""
