"""Read JSON strictly: numbers as they are written, no key twice, no NaN, no bottomless nesting."""

import json
from decimal import Decimal
from typing import Any

from hearth.jobs.imports.opening import Unreadable

DECIMAL_FROM = 20


class _TwiceError(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _whole(digits: str) -> int | Decimal:
    # Python refuses very long ints; the value is refused later, with its field.
    return int(digits) if len(digits) < DECIMAL_FROM else Decimal(digits)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(next(key for key in keys if keys.count(key) > 1))
    return read


def _not_a_number(word: str) -> float:
    raise ValueError(word)


_DECODER = json.JSONDecoder(
    parse_float=Decimal, parse_int=_whole, parse_constant=_not_a_number, object_pairs_hook=_once
)


def read_object(text: bytes | bytearray) -> dict[str, Any]:
    """Read one JSON object. Raises Unreadable with where it goes wrong."""
    try:
        value = _DECODER.decode(text.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"Byte {error.start + 1} is not UTF-8.", "Save the file as UTF-8.", where="text"
        ) from error
    except _TwiceError as error:
        raise Unreadable(
            "One key is here twice.", "Keep one of them.", where=_key(error.key)
        ) from error
    except RecursionError as error:
        raise Unreadable(
            "This is nested too deeply.", "Ask where it comes from.", where="JSON"
        ) from error
    except ValueError as error:
        place = f"character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else "JSON"
        raise Unreadable(
            "This is not well-formed JSON.", "Export it again.", where=place
        ) from error
    if not isinstance(value, dict):
        raise Unreadable("This is not a FHIR resource.", "Each row is an object.", where="JSON")
    return value


def _key(key: str) -> str:
    return key[:60].encode("ascii", "backslashreplace").decode("ascii")
