"""Finding people: saved searches that a House lead builds without code. Counts, never people."""
