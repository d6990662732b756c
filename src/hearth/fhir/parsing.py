"""Read and write the JSON of FHIR so that a number comes back as it was written (1.50 is not 1.5).

Reading refuses what no database or other system could carry: bytes that are not UTF-8, a NUL,
half a character, a number without end, lists in lists without end.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import orjson

from hearth.fhir.made import Body
from hearth.fhir.outcome import Issue, Wrong

MOST_BYTES = 5_000_000
DIGITS = 40
"""A decimal of FHIR has 18 digits; we keep longer ones too, up to where it is a mischief."""

_LONG = re.compile(rb"[0-9][0-9.]{38}|[0-9][eE][+-]?[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_ESCAPED = re.compile(rb"\\u(?:00[01]|[dD][89a-fA-F])")


class Written(float):
    """A number that remembers how it was written: 1.50 is not 1.5, and long ones stay whole."""

    __slots__ = ("written",)

    def __new__(cls, written: str) -> "Written":
        made = super().__new__(cls, written)
        made.written = written
        return made

    def __getnewargs__(self) -> tuple[str]:  # type: ignore[override]
        return (self.written,)

    written: str


def parsed(raw: bytes) -> Body:
    """Return the resource that the bytes hold. Raises Wrong: 400, naming the place."""
    if len(raw) > MOST_BYTES:
        raise Wrong(413, Issue("too-long", "This is more than 5 MB. Send it in parts."))
    try:
        body = json.loads(
            raw.decode("utf-8"), parse_float=Written, parse_int=_whole, parse_constant=_no_number
        )
    except UnicodeDecodeError as error:
        words = f"This is not UTF-8 from byte {error.start + 1} on."
        raise Wrong(400, Issue("structure", words)) from None
    except RecursionError:
        words = "Lists stand in lists too deeply here."
        raise Wrong(400, Issue("structure", words)) from None
    except ValueError as error:
        raise Wrong(400, Issue("structure", f"This is not JSON: {_place(error)}.")) from None
    if not isinstance(body, dict) or not isinstance(body.get("resourceType"), str):
        words = "A resource is an object with a resourceType."
        raise Wrong(400, Issue("structure", words, "resourceType"))
    _refuse_what_nobody_carries(raw, body)
    return body


def text_of(body: Body) -> str:
    """Return the JSON of a resource, each number as it was written."""
    return bytes_of(body).decode()


def bytes_of(body: Body) -> bytes:
    """Return the JSON of a resource in UTF-8, each number as it was written."""
    return orjson.dumps(body, default=_as_written)


def _as_written(value: Any) -> orjson.Fragment:
    if isinstance(value, Written):
        return orjson.Fragment(value.written)
    if isinstance(value, Decimal):
        return orjson.Fragment(str(value))
    raise TypeError(f"{type(value).__name__} is no value of JSON")


def _whole(text: str) -> int | Written:
    return int(text) if len(text) < 16 else Written(text)


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number")


def _place(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} (line {error.lineno}, column {error.colno})"
    return "a number in it cannot be read"


def _refuse_what_nobody_carries(raw: bytes, body: Body) -> None:
    """Walk the resource only where its bytes hold something odd."""
    issues = []
    if _ESCAPED.search(raw) or any(byte < 32 and byte not in (9, 10, 13) for byte in set(raw)):
        words = "This holds a character that no text may have (a control character)."
        issues += [Issue("value", words, at) for at, each in leaves(body) if _is_odd(each)]
    if _LONG.search(raw):
        words = "This number is longer than a decimal may be."
        issues += [Issue("value", words, at) for at, each in leaves(body) if _is_long(each)]
    if issues:
        raise Wrong(400, issues[:20])


def _is_odd(value: Any) -> bool:
    return isinstance(value, str) and bool(_CONTROL.search(value))


def _is_long(value: Any) -> bool:
    if not isinstance(value, Written):
        return False
    _, digits, exponent = Decimal(value.written).as_tuple()
    return len(digits) > DIGITS or not isinstance(exponent, int) or abs(exponent) > DIGITS


def leaves(body: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every single value with its path, such as "Goal.target[0].dueDate"; names too."""
    waiting = [(at or str(body.get("resourceType", "Resource")), body)]
    while waiting:
        at, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{at}.{name}", each) for name, each in value.items()]
            yield from ((at, name) for name in value)
        elif isinstance(value, list):
            waiting += [(f"{at}[{place}]", each) for place, each in enumerate(value)]
        else:
            yield at, value
