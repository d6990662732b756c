"""Figures of a community that can show how an element stands: a code, and its newest result."""


def figures_in(_community: object) -> list[tuple[str, str]]:
    """Return (code, what it says) of each metric that has a result."""
    return []
