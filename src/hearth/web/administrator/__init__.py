"""What practice administrators meet."""
