"""What people could not find: written down, put in a picture without small numbers, answered."""
