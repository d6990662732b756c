"""The gaps in a phrase: how each kind of value is written in a rule's text, and read back.

A slot that may stay empty brings its own words: “ since 2024-01-01”, “ on at least 2 days”.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from hearth.core.cohorts.rules import Bands, Comparison, Lists, Months, NotARule, Since

BARE = r"\w[\w./@+-]*"
NAME = rf'(?:{BARE}|"(?:[^"\\]|\\.)*"|“[^”]*”)'
NAMES = rf"{NAME}(?: or {NAME})*"
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
NUMBER = r"[0-9]{1,6}"
DECIMAL = r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:e[+-]?[0-9]{1,3})?"
MONTHS = rf"{NUMBER} months?"
SHARE = r"[0-9]{1,9}(?:\.[0-9]{1,12}|/[0-9]{1,9})?"


@dataclass(frozen=True)
class Scope:
    """The groups of code lists and the bands that a text names at its head."""

    groups: Mapping[str, Lists] = field(default_factory=dict)
    bands: Mapping[str, Bands] = field(default_factory=dict)


@dataclass(frozen=True)
class Slot:
    """How one kind of value is matched, read and written; `write` gives None for what it cannot.

    `is_extra`: may be left out, and then has its default.
    """

    pattern: str
    read: Callable[[str, Scope], Any]
    write: Callable[[Any], str | None]
    is_extra: bool = False


def name_read(text: str) -> str:
    """Read a bare or a quoted name."""
    name = re.sub(r"\\(.)", r"\1", text[1:-1]) if text[0] == '"' else text.strip("“”")
    if not name.strip():
        raise NotARule("A name is empty. Write the name between the quotes.")
    return name


def name_written(name: str) -> str:
    """Write a name, in quotes where it holds a space or another mark."""
    if re.fullmatch(BARE, name):
        return name
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def names_read(text: str) -> tuple[str, ...]:
    """Read one or more names with “or” between them."""
    return tuple(name_read(found[1]) for found in re.finditer(rf"(?:^| or )({NAME})", text))


def share_read(text: str) -> Fraction:
    """Read a share, 0.12 or 1/3, exactly."""
    try:
        return Fraction(text)
    except ZeroDivisionError:
        raise NotARule("A share cannot be divided by 0.") from None


def share_written(share: Fraction) -> str:
    """Write a share as a decimal where it is exact in twelve places, else as a fraction."""
    for places in range(13):
        scaled = share * 10**places
        if scaled.denominator == 1:
            digits = str(scaled.numerator).zfill(places + 1)
            return f"{digits[: len(digits) - places]}.{digits[len(digits) - places :]}".rstrip(".")
    return f"{share.numerator}/{share.denominator}"


def decimal_read(text: str) -> float:
    """Read a finite number."""
    if math.isinf(value := float(text)):
        raise NotARule("The number is too big.")
    return value


def decimal_written(value: float) -> str | None:
    """Write a number as short as it can be read back; 58.0 is 58."""
    if not math.isfinite(value):
        return None
    return repr(float(value) + 0.0).removesuffix(".0")


def day_read(text: str) -> date:
    """Read a day, 2024-03-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotARule(f"There is no day {text}. Write year-month-day.") from None


def months_written(count: int) -> str:
    """Write 1 month, 12 months."""
    return f"{count} month" if count == 1 else f"{count} months"


def _since_read(text: str) -> Since:
    words = text.strip().lower()
    if words.startswith("since"):
        return day_read(words.split()[1])
    return Months(int(words.split()[3]))


def _since_written(since: Since) -> str:
    match since:
        case None:
            return ""
        case Months(count):
            return f" in the last {months_written(count)}"
        case _:
            return f" since {since.isoformat()}"


def _group(text: str, scope: Scope) -> Lists:
    name = name_read(text)
    if name not in scope.groups:
        raise NotARule(f"There is no group called “{name}”. Add “group {name_written(name)}”.")
    return scope.groups[name]


def _bands(text: str, scope: Scope) -> Bands:
    name = name_read(text)
    if name not in scope.bands:
        raise NotARule(f"There are no bands called “{name}”. Add “bands {name_written(name)}”.")
    return scope.bands[name]


def _whole(value: int | None) -> str | None:
    return None if value is None else str(value)


NUMBER_SLOT = Slot(NUMBER, lambda text, _: int(text), _whole)
NAMES_SLOT = Slot(
    NAMES,
    lambda text, _: names_read(text),
    lambda names: " or ".join(map(name_written, names)) or None,
)

SLOTS: dict[str, Slot] = {
    "age": NUMBER_SLOT,
    "number": NUMBER_SLOT,
    "decimal": Slot(DECIMAL, lambda text, _: decimal_read(text), decimal_written),
    "list": Slot(NAME, lambda text, _: name_read(text), name_written),
    "names": NAMES_SLOT,
    "band names": NAMES_SLOT,
    "column": Slot(r"[a-z][a-z0-9_]{0,59}", lambda text, _: text, lambda name: str(name)),
    "months": Slot(MONTHS, lambda text, _: int(text.split()[0]), months_written),
    "period": Slot(
        MONTHS,
        lambda text, _: Months(int(text.split()[0])),
        lambda period: months_written(period.count),
    ),
    "comparison": Slot(
        "|".join(Comparison),
        lambda text, _: Comparison(text.lower()),
        lambda comparison: str(comparison.value),
    ),
    "group": Slot(NAME, _group, lambda lists: name_written(lists.called)),
    "bands": Slot(NAME, _bands, lambda bands: name_written(bands.called)),
    "since": Slot(
        rf" since {DAY}| in the last {MONTHS}",
        lambda text, _: _since_read(text),
        _since_written,
        is_extra=True,
    ),
    "times": Slot(
        rf" on at least {NUMBER} days",
        lambda text, _: int(text.split()[3]),
        lambda times: "" if times == 1 else f" on at least {times} days",
        is_extra=True,
    ),
    "never": Slot(
        ", or never measured",
        lambda _text, _: True,
        lambda never: ", or never measured" if never else "",
        is_extra=True,
    ),
}
"""Every kind of slot. The kinds are also those of a form's fields (`operators.Field.kind`)."""
