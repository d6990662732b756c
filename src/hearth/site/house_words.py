"""Reads the words by which a line of an agenda is known to be about an element of the House."""

import tomllib
from functools import cache
from pathlib import Path

from hearth.core.house.tagging import Words

PACK = Path(__file__).parent.parent / "packs" / "house" / "words.toml"


@cache
def house_words() -> Words:
    """Return the words that come with Hearth."""
    found = tomllib.loads(PACK.read_text(encoding="utf-8"))
    means, hints = (
        {code: tuple(phrases) for code, phrases in found[name].items()}
        for name in ("means", "hints")
    )
    return Words(means, hints, tuple(found["set_aside"]))
