"""What a field of Open Referral UK 3.0 may hold: the value as it may be published, or nothing.

The formats are those of the published JSON schemas (openreferral/uk-profile, version 3.0).
"""

import math
import re
from collections.abc import Callable
from datetime import datetime
from typing import Final

Rule = Callable[[object], object]
"""Takes what a source said; returns what may be published, or `NOTHING`."""

NOTHING: Final = object()

EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
URI = re.compile(
    r"[a-z][a-z0-9+.-]*:(?://)?(?:[\w\-.~:/?#\[\]@!$&'()*+,;=]|%[0-9a-f]{2})+", re.I | re.A
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", re.A)


def text(value: object) -> object:
    """Keep text; write a number as text."""
    if isinstance(value, str):
        return value
    return str(value) if is_number(value) else NOTHING


def number(value: object) -> object:
    """Keep a number that JSON can write."""
    return value if is_number(value) else NOTHING


def is_number(value: object) -> bool:
    """Say whether it is a number, neither endless nor a yes or no."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value)


def email(value: object) -> object:
    """Keep one e-mail address."""
    return value if isinstance(value, str) and EMAIL.fullmatch(value) else NOTHING


def uri(value: object) -> object:
    """Keep an address that names its scheme (RFC 3986, in ASCII)."""
    return value if isinstance(value, str) and URI.fullmatch(value) else NOTHING


def moment(value: object) -> object:
    """Keep a date and time with its offset (RFC 3339)."""
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        return NOTHING
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return NOTHING
    return value


def one_of(*allowed: str) -> Rule:
    """Keep one of these values, however its source writes capitals."""
    by_folded = {value.casefold(): value for value in allowed}

    def rule(value: object) -> object:
        folded = value.strip().casefold() if isinstance(value, str) else ""
        return by_folded.get(folded, NOTHING)

    return rule
