"""One recall: the month, letters to many at once, who is left out, and what people answer."""
