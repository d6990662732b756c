"""Pages of the records auditor: a few plans, drawn by chance, and how well they were made."""
