"""Reads the framework that comes with Hearth: the elements of the House, in our own words."""

from functools import cache
from pathlib import Path

from hearth.core.house.framework import Framework, parse

PACK = Path(__file__).parent.parent / "packs" / "house" / "house-of-care.toml"


@cache
def house_of_care() -> Framework:
    """Return the framework of the House of Care. Raises NotAFramework where the file is wrong."""
    return parse(PACK.read_text(encoding="utf-8"))
