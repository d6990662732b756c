"""A plan or a letter as something to hold: PDF and pictures."""
