"""CSV in: our own tables, and others' through a mapping."""
