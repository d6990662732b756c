"""The plan's pages: reading it, changing it, answering it, and what changed."""
