"""The House of Care: its parts and elements, how they are rated, and whether the house stands."""
