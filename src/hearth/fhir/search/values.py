"""Read what a search says of one parameter, and make conditions of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from hearth.fhir.dates import span_of
from hearth.fhir.index import IDENTIFIER, TEXT, cut, folded
from hearth.fhir.outcome import Issue, Wrong
from hearth.fhir.parameters import Parameter
from hearth.records.exchange.conditions import AnyOf, Condition, Holds, Not
from hearth.records.exchange.values import (
    Amount,
    Code,
    Exactly,
    Holding,
    StartOf,
    Starts,
    Test,
    Texts,
    When,
)

PREFIXES = ("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap")
_PREFIXED = re.compile(rf"(?P<op>{'|'.join(PREFIXES)})?(?P<rest>[-+0-9].*)", re.DOTALL)
_COMMA = re.compile(r"(?<!\\)((?:\\\\)*),")
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_ESCAPED = re.compile(r"\\([,|$\\])")
_VERSIONED = re.compile(r"(?P<reference>.+/[A-Za-z0-9.-]{1,64})/_history/[A-Za-z0-9.-]{1,64}")
MOST_VALUES = 500


@dataclass(frozen=True)
class Said:
    """One parameter of a search: its name, what follows the colon, and what it says."""

    parameter: Parameter
    modifier: str
    text: str
    base: str
    at: datetime

    @property
    def name(self) -> str:
        """The name as it was written."""
        return f"{self.parameter.code}:{self.modifier}" if self.modifier else self.parameter.code


def split(text: str, by: re.Pattern[str] = _COMMA) -> list[str]:
    """Split at each comma that is not escaped; what is escaped stays so."""
    return by.sub("\\1\x00", text).split("\x00")


def plain(text: str) -> str:
    """Take the escapes out of one value."""
    return _ESCAPED.sub(r"\1", text)


def condition_of(said: Said) -> Condition:
    """Return the condition. Raises Wrong (400) for what cannot be read or is not supported."""
    if said.modifier == "missing":
        return _missing(said)
    kind = said.parameter.kind
    values = split(said.text)
    if not said.text or len(values) > MOST_VALUES:
        raise wrong(said.name, "Say at least one value, and not more than 500.")
    if said.modifier == "not" and kind == "token":
        return Not(_any([_token(said, each) for each in values]))
    read = _READ.get((kind, said.modifier)) or _typed(said)
    if read is None:
        raise wrong(said.name, f"We do not know “:{said.modifier}” here.", "not-supported")
    return _any([read(said, each) for each in values])


def _any(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def wrong(name: str, words: str, code: str = "value") -> Wrong:
    """Name the parameter that is wrong."""
    return Wrong(400, Issue(code, words, name))


def _missing(said: Said) -> Condition:
    if said.text not in ("true", "false"):
        raise wrong(said.name, "Say true or false.")
    there = AnyOf((Holds(said.parameter.code), Holds(said.parameter.code + TEXT)))
    if said.parameter.kind == "reference":
        there = AnyOf((Holds(said.parameter.code), Holds(said.parameter.code + IDENTIFIER)))
    return Not(there) if said.text == "true" else there


def _holds(said: Said, test: Test, beside: str = "") -> Condition:
    return Holds(said.parameter.code + beside, test)


def _token(said: Said, value: str) -> Condition:
    return _holds(said, code_of(said, value))


def code_of(said: Said, value: str) -> Code:
    """Read a token: code, system|code, |code, system|."""
    first, *more = (plain(each) for each in split(value, _BAR))
    if not more:
        return Code(cut(first))
    if len(more) > 1 or not (first or more[0]):
        raise wrong(said.name, "Write a code as system|code.")
    return Code(cut(more[0]), cut(first))


def _words_of_token(said: Said, value: str) -> Condition:
    return _holds(said, Holding(folded(plain(value))), TEXT)


def _string(said: Said, value: str) -> Condition:
    return _holds(said, Starts(folded(plain(value))))


def _exact(said: Said, value: str) -> Condition:
    return _holds(said, Exactly(cut(plain(value))))


def _containing(said: Said, value: str) -> Condition:
    return _holds(said, Holding(folded(plain(value))))


def _uri(said: Said, value: str) -> Condition:
    return _holds(said, Texts((cut(plain(value)),)))


def _below(said: Said, value: str) -> Condition:
    return _holds(said, Starts(cut(plain(value))))


def _above(said: Said, value: str) -> Condition:
    return _holds(said, StartOf(cut(plain(value))))


def _reference(said: Said, value: str) -> Condition:
    text = plain(value)
    if text.startswith(f"{said.base}/"):
        text = text.removeprefix(f"{said.base}/")
    if found := _VERSIONED.fullmatch(text):
        text = found["reference"]
    if "/" in text or ":" in text:
        return _holds(said, Texts((cut(text),)))
    return _holds(said, Texts((text, *(f"{each}/{text}" for each in said.parameter.targets))))


def _identifier(said: Said, value: str) -> Condition:
    return _holds(said, code_of(said, value), IDENTIFIER)


def _typed(said: Said) -> Callable[[Said, str], Condition] | None:
    """Read `subject:Patient=123`."""
    if said.parameter.kind != "reference" or said.modifier not in said.parameter.targets:
        return None
    return lambda told, value: _holds(
        told, Texts((f"{told.modifier}/{plain(value).removeprefix(f'{told.modifier}/')}",))
    )


def _date(said: Said, value: str) -> Condition:
    return _holds(said, when_of(said.name, value, said.at))


def when_of(name: str, value: str, at: datetime) -> When:
    """Read a date with its prefix, such as ge2026-03. Raises Wrong."""
    found = _PREFIXED.fullmatch(value)
    span = span_of(found["rest"]) if found else None
    if not found or span is None:
        raise wrong(name, "Write a date as 2026-11-02, with eq, ne, gt, lt, ge, le, sa, eb or ap.")
    low, high = span
    if found["op"] == "ap":
        slack = max(abs(at - low) / 10, timedelta(0))
        low, high = _moved(low, -slack), _moved(high, slack)
    return When(found["op"] or "eq", low, high)


def _moved(at: datetime, by: timedelta) -> datetime:
    try:
        return at + by
    except OverflowError:
        return at


def _amount(said: Said, value: str) -> Condition:
    first, *unit = (plain(each) for each in split(value, _BAR))
    found = _PREFIXED.fullmatch(first)
    try:
        number = Decimal(found["rest"]) if found else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if found is None or not number.is_finite() or len(unit) not in (0, 2):
        raise wrong(said.name, "Write a number as 5.4, or with its unit as 5.4|system|code.")
    half = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
    if found["op"] == "ap":
        half = abs(number) / 10
    system, code = (unit[0] or None, unit[1]) if unit else (None, "")
    low, high = float(number - half), float(number + half)
    return _holds(said, Amount(found["op"] or "eq", float(number), low, high, code, system))


_READ: dict[tuple[str, str], Callable[[Said, str], Condition]] = {
    ("token", ""): _token,
    ("token", "text"): _words_of_token,
    ("string", ""): _string,
    ("string", "exact"): _exact,
    ("string", "contains"): _containing,
    ("uri", ""): _uri,
    ("uri", "below"): _below,
    ("uri", "above"): _above,
    ("reference", ""): _reference,
    ("reference", "identifier"): _identifier,
    ("date", ""): _date,
    ("quantity", ""): _amount,
    ("number", ""): _amount,
}
