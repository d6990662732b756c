"""Feeds as real ones break: in their bytes, in their values, in their shape, and on the way."""

import copy
import json
from random import Random
from typing import Any
from uuid import UUID

from tests.feeds import Answer, FeedServer, as_json

ODD: tuple[Any, ...] = (
    None, "", " ", 0, -1, 1, 999, 10**30, -0.5, float("nan"), float("inf"), True, False, [], {},
    [None], [[]], [1, "a"], {"a": {}}, {"id": None}, "\x00", "a\x00b", "\ud800", "\u202eevil",
    "<p>HTML</p>", "<script>alert(1)</script>", "javascript:alert(1)", "&lt;b&gt;", "9am", "25:99",
    "31/02/2020", "0000-00-00", "2020-13-45", "Monday", "53.7", "91", "-181", "null", "undefined",
    "x" * 20_000, "é" * 300, "’; DROP TABLE activity; --", "{{ 7*7 }}", "%s%n", "٣", "😀" * 400,
    "1e400", "https://", "http://[::1", "//x", "a@b@c", "@", "+44 (0) 1632 960 201 ext. 5 or 6",
)  # fmt: skip
NAMES = (
    "id", "name", "organization", "schedules", "service_at_locations", "location", "attributes",
    "taxonomy_term", "status", "minimum_age", "contacts", "phones", "latitude", "addresses",
    "source_said", "hearth_source", "hearth_added", "eligibilitys", "languages", "cost_options",
)  # fmt: skip


def rich_service(number: int) -> dict[str, Any]:
    """Return a service with something in every part; odd ones speak profile 1."""
    key = str(UUID(int=number + 1))
    place = {
        "id": f"l{number}", "name": "Hall", "latitude": 53.7, "longitude": -2.0,
        "addresses": [{"address_1": "1 Mill Lane", "city": "Calderwick", "postal_code": "XW1 1AA"}],
        "accessibility": [{"description": "Step-free"}],
    }  # fmt: skip
    common: dict[str, Any] = {
        "id": key, "name": f"Group {number}", "description": "<p>We <b>sing</b>.</p>",
        "status": "active", "email": "a@b.example.org", "url": "https://x.example.org",
        "assured_date": "2026-10-01", "last_modified": "2026-10-01T10:00:00Z",
        "organization": {"id": f"o{number % 3}", "name": "Trust", "description": "A charity"},
        "contacts": [{"id": "c", "name": "Jean", "phones": [{"number": "01632 960201"}]}],
        "cost_options": [{"id": "f", "option": "Each", "amount": 3.5}],
        "languages": [{"id": "g", "language": "Urdu"}],
        "service_at_locations": [{"id": f"s{number}", "location": place}],
    }  # fmt: skip
    times = [{"id": "t", "byday": "TU", "opens_at": "10:00", "closes_at": "11:30"}]
    term = {"id": "w", "name": "Singing", "vocabulary": "LGA"}
    if number % 2:
        ages = [{"minimum_age": 18, "maximum_age": 65, "eligibility": "Adults"}]
        return common | {"regular_schedules": times, "eligibilitys": ages,
                         "service_taxonomys": [{"id": "x", "taxonomy": term}]}  # fmt: skip
    return common | {"schedules": times, "minimum_age": 18,
                     "attributes": [{"id": "x", "taxonomy_term": term}]}  # fmt: skip


def nodes(given: Any) -> list[tuple[Any, Any]]:
    """Return every place in a tree that holds a value: (its container, its name or number)."""
    found: list[tuple[Any, Any]] = []
    inside = given.items() if isinstance(given, dict) else enumerate(given)
    for name, value in inside:
        found.append((given, name))
        if isinstance(value, dict | list):
            found += nodes(value)
    return found


def spoil_values(page: Any, chance: Random) -> None:
    """Put odd values in some places, take some away, and call some by other names."""
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        holder, name = chance.choice(nodes(page))
        match chance.randrange(5):
            case 0 if isinstance(holder, dict):
                holder.pop(name, None)
            case 1 if isinstance(holder, dict) and name in holder:
                holder[chance.choice(NAMES)] = holder.pop(name)
            case 2 if isinstance(holder, dict):
                holder[chance.choice(NAMES)] = copy.deepcopy(chance.choice(ODD))
            case 3:
                _nest(holder, name, chance.choice((3, 25, 150)))
            case _ if isinstance(holder, list) or name in holder:
                holder[name] = copy.deepcopy(chance.choice(ODD))


def _nest(holder: Any, name: Any, deep: int) -> None:
    value: Any = "deep"
    for place in range(deep):
        value = [value] if place % 2 else {"a": value}
    if isinstance(holder, list) or name in holder:
        holder[name] = value


def spoil_bytes(body: bytes, chance: Random) -> bytes:
    """Change, lose or repeat some bytes, or cut the rest off."""
    spoilt = bytearray(body)
    for _ in range(chance.choice((1, 1, 3, 30))):
        place = chance.randrange(len(spoilt))
        match chance.randrange(4):
            case 0:
                spoilt[place] = chance.randrange(256)
            case 1:
                del spoilt[place : place + chance.randrange(1, 40)]
            case 2:
                spoilt[place:place] = spoilt[place : place + chance.randrange(1, 40)]
            case _ if chance.random() < 0.2:
                del spoilt[place + 1 :]
        if not spoilt:
            return b""
    return bytes(spoilt)


def spoil_way(good: Answer, chance: Random) -> Answer:
    """Answer as servers do that are ill."""
    return chance.choice(
        (
            (500, {}, b""), (404, {}, b"{}"), (200, {}, b""), (200, {}, b"null"), (204, {}, b""),
            (200, {}, b"[]"), (200, {}, b"{}"), (302, {"Location": "/elsewhere"}, b""),
            (200, {}, b"<html>Down</html>"), (401, {}, b"{}"), (200, {}, b"\xef\xbb\xbf" + good[2]),
            (302, {"Location": "gopher://x"}, b""), (200, {}, b"[" * 5000), (200, {}, b'"text"'),
        )
    )  # fmt: skip


class Spoiler:
    """Spoils the pages of a feed, each of them or one, as chance has it. Counts them."""

    def __init__(self, server: FeedServer, chance: Random) -> None:
        self.chance, self.pages = chance, 0
        self.kind = chance.choice(("values", "values", "values", "bytes", "way", "envelope"))
        self.only = chance.randrange(1, 4)
        server.spoil = self.answer

    def answer(self, path: str, query: dict[str, str], good: Answer) -> Answer:
        """Return what leaves the server instead of a good answer."""
        if path != "/api/services":
            return good
        if self.kind != "values" and query.get("page") != str(self.only):
            return good
        self.pages += 1
        match self.kind:
            case "bytes":
                return 200, good[1], spoil_bytes(good[2], self.chance)
            case "way":
                return spoil_way(good, self.chance)
            case "envelope":
                page = json.loads(good[2])
                name = self.chance.choice([*page])
                page[name] = copy.deepcopy(self.chance.choice(ODD))
                return as_json(page)
            case _:
                page = json.loads(good[2])
                spoil_values(page["contents"], self.chance)
                return as_json(page)
