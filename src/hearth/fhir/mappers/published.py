"""The published directory as resources: drawn again only where something in it has changed.

It shows what the Open Referral API shows, and nothing more. What is taken off the lists stays as a
resource that says only that it is not active.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from hearth.fhir.made import Body, Common, Made, Version
from hearth.fhir.mappers.codes import plain
from hearth.fhir.mappers.elements import listed, without_empty
from hearth.formats.open_referral import writing
from hearth.records.audit.times import last_of_nobody
from hearth.records.directory import publishing, since
from hearth.records.exchange.drawn import drawn_ids

FIRST = datetime(2000, 1, 1, tzinfo=UTC)
Draws = Callable[[Any], Iterable[Made]]


def drawn_since(type: str, stamp: str, draws: Draws, over: Body) -> Common:
    """Draw what has changed. `over`: what is left to say of one that is off the lists."""
    change = str(last_of_nobody())
    before, _, moment = stamp.partition("|")
    if before == change:
        return Common(stamp, (), all=False)
    last = since.kept_last()
    now = f"{change}|{last.isoformat() if last else ''}"
    from_when = datetime.fromisoformat(moment) if moment else None
    return Common(now, _changed(type, from_when, draws, over), all=False)


def _changed(type: str, moment: datetime | None, draws: Draws, over: Body) -> Iterator[Made]:
    held = drawn_ids(type)
    are_sites = type == "Location"
    now = since.site_ids() if are_sites else since.listed_ids()
    new = {each for each in now if str(each) not in held}
    for row in since.listed_since(moment, since.at_sites(new) if are_sites else new):
        yield from draws(row)
    for id in sorted(held - {str(each) for each in now}):
        yield Made(type, id, (Version(over, FIRST),), is_composite=True)


def service_of(row: Any) -> Body:
    """A service as the open API shows it, with its sites and who runs it."""
    document = publishing.document_to_publish(row)
    return dict(writing.service_of(document, publishing.keys_to_publish(row)))


def sites_of(service: Body) -> list[Body]:
    """Where it is: each site with its location."""
    return [each for each in listed(service.get("service_at_locations")) if each.get("id")]


def said(held: Any, name: str) -> str:
    """One text of a document, "" where it has none."""
    value = held.get(name) if isinstance(held, dict) else None
    return plain(value).strip() if isinstance(value, str) else ""


def ways(held: Body) -> list[Body]:
    """How to reach a service or who runs it: numbers, e-mail, a page."""
    numbers = [said(each, "number") for each in listed(held.get("phones"))]
    email, url = said(held, "email"), said(held, "url") or said(held, "website")
    found = [{"system": "phone", "value": number} for number in numbers if number]
    found += [{"system": "email", "value": email}] if email else []
    return found + ([{"system": "url", "value": url}] if url else [])


def address_of(location: Body) -> Body:
    """The first address of a place."""
    held: Body = next(iter(listed(location.get("addresses"))), {})
    lines = [line for line in (said(held, "address_1"), said(held, "address_2")) if line]
    return without_empty(
        {
            "line": lines,
            "city": said(held, "city"),
            "state": said(held, "state_province"),
            "postalCode": said(held, "postal_code"),
            "country": said(held, "country"),
        }
    )


def when_kept(row: Any) -> datetime:
    """Since when a row says what it says."""
    found: datetime = row.kept_at
    return found
