"""What people meet in the browser."""
