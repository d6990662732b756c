"""Prompts in other systems (CDS Hooks): what was shown, and what became of it."""
