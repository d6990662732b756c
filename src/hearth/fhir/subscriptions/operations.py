"""$status: how subscriptions stand; and $events: what was told before, for who missed some."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hearth.core.subscriptions import Content
from hearth.fhir.addressing import asked as asked_in
from hearth.fhir.addressing import base_of
from hearth.fhir.caller import Caller
from hearth.fhir.made import Body
from hearth.fhir.negotiating import in_json, sent, whole_body
from hearth.fhir.operating import Asked, Operation
from hearth.fhir.outcome import Issue, Wrong
from hearth.fhir.parsing import bytes_of, parsed
from hearth.fhir.policy import fhir_page
from hearth.fhir.reading import must_be_in_scope
from hearth.fhir.subscriptions.asker import caller_now
from hearth.fhir.subscriptions.bundles import Event, event_of, notification, status
from hearth.fhir.subscriptions.telling import Fate, decide
from hearth.fhir.subscriptions.views import TYPE, own
from hearth.records.subscriptions import queries
from hearth.records.subscriptions.queries import Notice, Subscription

GUIDE = "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/"
STATUS = "backport-subscription-status"
MOST = 100


def status_of_one(asked: Asked) -> Body:
    """How one subscription stands, in a searchset of one."""
    must_be_in_scope(asked.caller, TYPE, "r")
    return _searchset([own(asked.caller, asked.fid)], asked.base)


def status_of_all(asked: Asked) -> Body:
    """The same of all that this app made, or of those that it names."""
    must_be_in_scope(asked.caller, TYPE, "r")
    pairs = _pairs(asked)
    ids = {each for name, value in pairs if name == "id" for each in value.split(",")}
    states = {each for name, value in pairs if name == "status" for each in value.split(",")}
    rows = queries.subscriptions_of(asked.caller.account, asked.caller.app_id)
    found = [
        row
        for row in rows
        if (not ids or str(row.pk) in ids) and (not states or row.status in states)
    ]
    return _searchset(found, asked.base)


def _searchset(rows: list[Subscription], base: str) -> Body:
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": len(rows),
        "entry": [
            {
                "fullUrl": f"{base}/{TYPE}/{row.pk}/$status",
                "resource": status(row, "query-status", base),
                "search": {"mode": "match"},
            }
            for row in rows
        ],
    }


def events(asked: Asked) -> bytes:
    """What was numbered from one number to another; each goes through the door again."""
    must_be_in_scope(asked.caller, TYPE, "r")
    row, pairs = own(asked.caller, asked.fid), dict(_pairs(asked))
    content = _content(pairs, row)
    told = queries.told(
        row,
        since=_number(pairs, "eventsSinceNumber") or 1,
        until=_number(pairs, "eventsUntilNumber"),
    )
    found = tuple(_event(row, each, content, asked.at) for each in told[:MOST])
    return notification(row, "query-event", asked.base, at=asked.at, events=found)


def _event(row: Subscription, notice: Notice, content: Content, at: datetime) -> Event:
    """What may no longer be told keeps its number, and names nothing."""
    caller = caller_now(row)
    decided = decide(caller, notice, at=at) if caller else None
    happened, number = notice.happening, notice.number or 0
    if decided is None or decided.fate is not Fate.TELL:
        return Event(number, happened.at)
    return event_of(content, number, happened.at, happened.focus, decided.body)


def _content(pairs: dict[str, str], row: Subscription) -> Content:
    said = pairs.get("content", row.payload)
    if said not in set(Content):
        words = "Content is “empty”, “id-only” or “full-resource”."
        raise Wrong(400, Issue("value", words, "content"))
    return Content(said)


def _number(pairs: dict[str, str], name: str) -> int | None:
    said = pairs.get(name)
    if said is None:
        return None
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise Wrong(400, Issue("value", "This is no number.", name))
    return int(said)


def _pairs(asked: Asked) -> list[tuple[str, str]]:
    """What is asked in the address, and in a Parameters resource that was sent."""
    if not asked.given:
        return asked.pairs
    rows = parsed(asked.given).get("parameter")
    more = [
        (str(each.get("name")), str(value))
        for each in (rows if isinstance(rows, list) else [])
        if isinstance(each, dict)
        for name, value in each.items()
        if name.startswith("value")
    ]
    return [*asked.pairs, *more]


SUBSCRIPTION_OPERATIONS = (
    Operation("status", TYPE, True, status_of_one, definition=f"{GUIDE}{STATUS}"),
    Operation("status", TYPE, False, status_of_all, definition=f"{GUIDE}{STATUS}"),
    Operation("events", TYPE, True, events, definition=f"{GUIDE}backport-subscription-events"),
)


@fhir_page(methods="GET POST")
def operation(request: HttpRequest, caller: Caller, name: str, fid: str = "") -> HttpResponse:
    """Do one of them."""
    wanted = (TYPE, bool(fid), name)
    found = next(
        (row for row in SUBSCRIPTION_OPERATIONS if (row.type, row.on_one, row.name) == wanted),
        None,
    )
    if found is None:
        raise Wrong(404, Issue("not-supported", "We have no such operation here."))
    given = sent(request) if request.method == "POST" and whole_body(request) else b""
    now = timezone.now()
    done = found.answer(Asked(caller, fid, asked_in(request), given, base_of(request), now))
    return in_json(done if isinstance(done, bytes) else bytes_of(done))
