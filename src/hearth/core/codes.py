"""Codes and tokens that open something: only their hash is kept."""

from hashlib import sha256


def hashed(code: str) -> str:
    """SHA-256 of a code: 64 hexadecimal digits. Enough for random ones; found by an index."""
    return sha256(code.encode()).hexdigest()
