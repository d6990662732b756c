"""Search: conditions become SQL that sees only what the caller sees; texts are sent as stored."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlencode

from django.utils import timezone

from hearth.fhir.caller import Caller
from hearth.fhir.outcome import Issue, outcome
from hearth.fhir.parsing import bytes_of
from hearth.fhir.search.asking import Asked, Pairs, read_asked
from hearth.fhir.search.including import included
from hearth.fhir.search.narrowing import is_narrowed, narrowed
from hearth.fhir.search.paging import CURSOR, marked, opened
from hearth.fhir.search.seeing import Seeing, seeing
from hearth.fhir.showing import shown
from hearth.records.exchange import finding
from hearth.records.exchange.finding import Hit, Mark
from hearth.records.exchange.values import When

Answered = tuple[Hit, str]
"""What was found, and its JSON as the caller sees it."""
EVERY = 100_000


def search(
    caller: Caller,
    type: str,
    pairs: Pairs,
    base: str,
    *,
    handling: str = "",
    at: datetime | None = None,
) -> bytes:
    """Return the Bundle of one page, as JSON. Raises Wrong for what cannot be read."""
    at = at or timezone.now()
    said, after = opened(caller, type, pairs)
    asked = read_asked(type, said, base, at, strict=handling == "strict")
    seen = seeing(caller, asked, base, at)
    if asked.summary == "count":
        return _bundle(base, asked, [], [], total=total_of(asked, seen))
    page, more = found(asked, seen, after)
    along = _texts(included(asked, seen, [hit for hit, _ in page]), seen)
    seen.note(finding.person_of(hit) for hit, _ in [*page, *along])
    total = total_of(asked, seen) if asked.total != "none" else None
    mark = marked(caller, type, said, page[-1][0].mark) if more and page else ""
    return _bundle(base, asked, page, along, total=total, mark=mark)


def found(asked: Asked, seen: Seeing, after: Mark | None) -> tuple[list[Answered], bool]:
    """Return one page, and whether there is more."""
    page: list[Answered] = []
    most = asked.count + 1
    while True:
        hits = finding.find(
            asked.type, asked.condition, seen.sight, order=asked.order, after=after, most=most
        )
        page += (each for each in _texts(hits, seen, asked.changed))
        if len(hits) < most or len(page) > asked.count:
            return page[: asked.count], len(page) > asked.count
        after = hits[-1].mark


def total_of(asked: Asked, seen: Seeing) -> int:
    """Count all that the caller sees; one by one only where a date must be looked at."""
    if not asked.changed or seen.sight.is_whole:
        return finding.count(asked.type, asked.condition, seen.sight)
    hits = finding.find(asked.type, asked.condition, seen.sight, most=EVERY)
    return len(_texts(hits, seen, asked.changed))


def _texts(
    hits: list[Hit], seen: Seeing, changed: Iterable[tuple[When, ...]] = ()
) -> list[Answered]:
    """Cut what must be cut, and leave out composites whose date, as it is shown, does not fit."""
    if seen.sight.is_whole:
        return [(hit, hit.body) for hit in hits]
    rows = finding.whole_rows(hit.key for hit in hits if hit.is_composite)
    texts = []
    for hit in hits:
        if not hit.is_composite:
            texts.append((hit, hit.body))
            continue
        as_seen = shown(rows[hit.key], seen.record_of(finding.person_of(hit)))
        if as_seen and all(any(_was(when, as_seen.at) for when in each) for each in changed):
            texts.append((hit, as_seen.body))
    return texts


def _was(when: When, at: datetime) -> bool:
    match when.op:
        case "eq" | "ap":
            return when.low <= at < when.high
        case "ne":
            return not when.low <= at < when.high
        case "gt" | "sa":
            return at >= when.high
        case "lt" | "eb":
            return at < when.low
        case "ge":
            return at >= when.low
    return at < when.high


def _bundle(
    base: str,
    asked: Asked,
    page: list[Answered],
    along: list[Answered],
    *,
    total: int | None,
    mark: str = "",
) -> bytes:
    address = f"{base}/{asked.type}"
    query = urlencode(asked.used)
    links = [{"relation": "self", "url": f"{address}?{query}" if query else address}]
    if mark:
        links.append({"relation": "next", "url": f"{address}?{urlencode({CURSOR: mark})}"})
    head = {"resourceType": "Bundle", "type": "searchset"}
    told = {} if total is None else {"total": total}
    entries = [_entry(each, base, asked, is_match=True) for each in page]
    entries += [_entry(each, base, asked, is_match=False) for each in along]
    entries += _warnings(asked)
    begun = bytes_of({**head, **told, "link": links})[:-1]
    return begun + (b',"entry":[%s]}' % b",".join(entries) if entries else b"}")


def _entry(answered: Answered, base: str, asked: Asked, *, is_match: bool) -> bytes:
    hit, text = answered
    if is_narrowed(asked):
        text = narrowed(text, asked, is_match=is_match)
    mode = "match" if is_match else "include"
    return (
        f'{{"fullUrl":"{base}/{hit.type}/{hit.fid}","resource":{text},"search":{{"mode":"{mode}"}}}}'
    ).encode()


def _warnings(asked: Asked) -> list[bytes]:
    if not asked.unknown:
        return []
    issues = [
        Issue("not-supported", f"We do not know “{name[:60]}”; it was let be.", severity="warning")
        for name in asked.unknown
    ]
    return [bytes_of({"resource": outcome(issues), "search": {"mode": "outcome"}})]
