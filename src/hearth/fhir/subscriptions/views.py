"""Subscription over HTTP: made, read, searched and turned off by the app that made it alone.

It is no resource of a person's record, so it stands in no store of resources: each app sees its
own, and a number that is another's is as unknown as one that nobody has.
"""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hearth.core.subscriptions import Topic
from hearth.fhir.addressing import asked, base_of, without
from hearth.fhir.caller import Caller
from hearth.fhir.conditions import is_unchanged, must_match
from hearth.fhir.door import open_for
from hearth.fhir.made import Body
from hearth.fhir.negotiating import in_json, prefer, sent, version_headers, whole_body
from hearth.fhir.outcome import Issue, Wrong, not_there
from hearth.fhir.parsing import bytes_of, parsed
from hearth.fhir.policy import fhir_page
from hearth.fhir.reading import must_be_in_scope
from hearth.fhir.subscriptions.asker import asker_of
from hearth.fhir.subscriptions.asking import FOCUS, asked_of, is_off, shown, wanted_of
from hearth.fhir.subscriptions.happening import begin
from hearth.fhir.validating import validate
from hearth.fhir.whose import as_person_id, nobody_here
from hearth.records.subscriptions import changes, queries
from hearth.records.subscriptions.changes import Wanted
from hearth.records.subscriptions.queries import Subscription
from hearth.records.subscriptions.secrets import secret_of

TYPE = "Subscription"
SEARCHED = ("_id", "status", "criteria", "type", "url", "payload")


@fhir_page(methods="GET POST")
def all_of_them(request: HttpRequest, caller: Caller) -> HttpResponse:
    """GET searches the app's own, POST makes one."""
    if request.method == "POST":
        return _make(request, caller)
    must_be_in_scope(caller, TYPE, "s")
    pairs = asked(request)
    return in_json(bytes_of(searched(caller, pairs, base_of(request))))


@fhir_page(methods="POST")
def by_post(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Search with what is asked in the body."""
    must_be_in_scope(caller, TYPE, "s")
    more = parse_qsl(whole_body(request).decode("utf-8", "replace"), keep_blank_values=True)
    pairs = [*asked(request), *without(more)]
    return in_json(bytes_of(searched(caller, pairs, base_of(request))))


@fhir_page(methods="GET PUT")
def one(request: HttpRequest, caller: Caller, fid: str) -> HttpResponse:
    """GET reads one, PUT changes it or turns it off."""
    if request.method == "PUT":
        return _change(request, caller, fid)
    must_be_in_scope(caller, TYPE, "r")
    row = own(caller, fid)
    if is_unchanged(request, str(row.version), row.changed_at):
        return version_headers(HttpResponse(status=304), str(row.version), row.changed_at)
    return _answer(row, shown(row))


def _make(request: HttpRequest, caller: Caller) -> HttpResponse:
    must_be_in_scope(caller, TYPE, "c")
    at, body = timezone.now(), _received(request)
    wanted = _wanted(caller, body, at)
    asker = asker_of(caller, FOCUS[wanted.topic])
    begin(at=at)
    row = changes.subscribe(asker=asker, wanted=wanted, by=caller.account, at=at)
    response = _answer(row, shown(row, secret_of(row)), 201)
    if prefer(request).returns == "minimal":
        response.content = b""
    response.headers["Location"] = f"{base_of(request)}/{TYPE}/{row.pk}/_history/{row.version}"
    return response


def _change(request: HttpRequest, caller: Caller, fid: str) -> HttpResponse:
    must_be_in_scope(caller, TYPE, "u")
    at, body = timezone.now(), _received(request)
    row = own(caller, fid)
    if body.get("id") != fid:
        words = "The id in the resource is not the one in the address."
        raise Wrong(400, Issue("invalid", words, "Subscription.id"))
    must_match(request.META.get("HTTP_IF_MATCH"), shown(row), str(row.version), body)
    wanted = _wanted(caller, body, at)
    asker_of(caller, FOCUS[wanted.topic])
    new = changes.change(
        subscription=row, wanted=wanted, off=is_off(body), base=row.version, by=caller.account,
        at=at,
    )  # fmt: skip
    return _answer(new, shown(new))


def _received(request: HttpRequest) -> Body:
    raw = sent(request)
    body = parsed(raw)
    if body.get("resourceType") != TYPE:
        raise Wrong(400, Issue("invalid", "This is no Subscription.", "Subscription.resourceType"))
    validate(raw.decode(), body)
    return body


def _wanted(caller: Caller, body: Body, at: datetime) -> Wanted:
    """Read what is asked for; a person by whom it is narrowed must be one whom the app may see."""
    said, person = asked_of(body)
    person_id = as_person_id(person)
    wanted = wanted_of(said, person_id, body, at=at)
    if person:
        _must_be_seen(caller, person_id, wanted.topic, at)
    return wanted


def _must_be_seen(caller: Caller, person_id: str, topic: Topic, at: datetime) -> None:
    where = "Subscription.criteria.extension"
    if not person_id:
        raise nobody_here(where)
    try:
        open_for(caller, person_id, FOCUS[topic], "r", at)
    except Wrong as wrong:
        raise nobody_here(where) from wrong


def own(caller: Caller, fid: str) -> Subscription:
    """One subscription of this app; another's is not there."""
    row = queries.subscription(caller.account, caller.app_id, fid)
    if row is None:
        raise not_there()
    return row


def searched(caller: Caller, pairs: list[tuple[str, str]], base: str) -> Body:
    """Return the app's own subscriptions that fit, as a Bundle."""
    rows = [shown(row) for row in queries.subscriptions_of(caller.account, caller.app_id)]
    wanted = [(name, value.split(",")) for name, value in pairs if name in SEARCHED]
    found = [row for row in rows if all(_value(row, name) in some for name, some in wanted)]
    link = f"{base}/{TYPE}?{urlencode([pair for pair in pairs if pair[0] in SEARCHED])}"
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": len(found),
        "link": [{"relation": "self", "url": link.rstrip("?")}],
        "entry": [
            {
                "fullUrl": f"{base}/{TYPE}/{row['id']}",
                "resource": row,
                "search": {"mode": "match"},
            }
            for row in found
        ],
    }


def _value(row: Body, name: str) -> Any:
    channel = row["channel"]
    values = {
        "_id": row["id"],
        "status": row["status"],
        "criteria": row["criteria"],
        "type": channel.get("type"),
        "url": channel.get("endpoint"),
        "payload": channel.get("payload"),
    }
    return values[name]


def _answer(row: Subscription, body: Body, status: int = 200) -> HttpResponse:
    return version_headers(in_json(bytes_of(body), status), str(row.version), row.changed_at)
