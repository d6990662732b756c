"""Reads the vocabulary that comes with Hearth: what activities help with, and what people want."""

from functools import cache
from pathlib import Path

from hearth.core.directory.interests import Interests, parse

PACK = Path(__file__).parent.parent / "packs" / "directory" / "interests.toml"


@cache
def interests() -> Interests:
    """Return the vocabulary. Raises BadInterests where the file is wrong."""
    return parse(PACK.read_text(encoding="utf-8"))
