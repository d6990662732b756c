"""CDS Hooks 2.0: a prompt where somebody works, about a person whom they may see, or nothing."""
