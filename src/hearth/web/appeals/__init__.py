"""What people do when they do not agree, and how staff answer."""
