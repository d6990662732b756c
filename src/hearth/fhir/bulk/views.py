"""The addresses of bulk exports: ask, see how far it is, fetch the files, take it back."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date

from hearth.fhir.addressing import asked as asked_in
from hearth.fhir.addressing import base_of
from hearth.fhir.bulk import asking, groups
from hearth.fhir.caller import Caller
from hearth.fhir.negotiating import in_json, prefer, sent
from hearth.fhir.outcome import Issue, Wrong, not_there, outcome
from hearth.fhir.parsing import bytes_of
from hearth.fhir.policy import fhir_page
from hearth.fhir.showing import instant
from hearth.records.bulk_exports import changes, queries

MOST_AT_ONCE = 3
SECONDS = 10
"""After how long a caller may ask again how far an export is."""


@fhir_page(methods="GET POST")
def export_all(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Ask for all that this service may see."""
    return _kick_off(request, caller, "system")


@fhir_page(methods="GET POST")
def export_people(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Ask for all that belongs to the people whom this service may know of."""
    return _kick_off(request, caller, "patient")


@fhir_page(methods="GET POST")
def export_group(request: HttpRequest, caller: Caller, fid: str) -> HttpResponse:
    """Ask for the people of one group."""
    if groups.organisation_in(caller, fid, timezone.now()) is None:
        raise not_there()
    return _kick_off(request, caller, "group", fid)


def _kick_off(request: HttpRequest, caller: Caller, level: str, group: str = "") -> HttpResponse:
    now, how = timezone.now(), prefer(request)
    if not how.is_async:
        words = "An export takes a while: send the header Prefer: respond-async."
        raise Wrong(400, Issue("required", words))
    pairs = asking.pairs_in(sent(request)) if request.method == "POST" else asked_in(request)
    wanted = asking.wanted(caller, level, pairs, is_lenient=how.handling == "lenient")
    if queries.running(caller.account, caller.app_id) >= MOST_AT_ONCE:
        words = "Three exports of yours are being made. Wait for one of them."
        raise Wrong(429, Issue("throttled", words))
    export = changes.ask(
        app_id=caller.app_id, scopes=asking.scopes_of(caller), level=level, group=group,
        request=request.build_absolute_uri(None if request.method == "GET" else request.path),
        asked=wanted.kept(), by=caller.account, at=now,
    )  # fmt: skip
    said = outcome([Issue("informational", "The export was asked for.", severity="information")])
    response = in_json(bytes_of(said), 202)
    response.headers["Content-Location"] = f"{base_of(request)}/bulk/{export.pk}"
    return response


@fhir_page(methods="GET DELETE")
def status(request: HttpRequest, caller: Caller, key: str) -> HttpResponse:
    """GET says how far it is, or which files there are; DELETE takes it back."""
    now = timezone.now()
    export = queries.export_of(caller.account, caller.app_id, key, at=now)
    if export is None:
        raise not_there()
    if request.method == "DELETE":
        changes.cancel(export=export, by=caller.account, at=now)
        return HttpResponse(status=202)
    if export.ended_at is None:
        return _going_on(export)
    if export.trouble:
        raise Wrong(500, Issue("exception", export.trouble))
    return _made(export, base_of(request))


def _going_on(export: queries.BulkExport) -> HttpResponse:
    response = HttpResponse(status=202)
    part = f"{export.done} of {export.people} people" if export.begun_at else "waiting"
    response.headers["X-Progress"] = part
    response.headers["Retry-After"] = str(SECONDS)
    return response


def _made(export: queries.BulkExport, base: str) -> HttpResponse:
    assert export.begun_at is not None
    assert export.ends_at is not None
    manifest: dict[str, Any] = {
        "transactionTime": instant(export.begun_at),
        "request": export.request,
        "requiresAccessToken": True,
        "output": [
            {
                "type": file.type,
                "url": f"{base}/bulk/{export.pk}/{file.type}.ndjson",
                "count": file.count,
            }
            for file in queries.files_of(export)
        ],
        "deleted": [],
        "error": [],
    }
    response = HttpResponse(bytes_of(manifest), content_type="application/json")
    response.headers["Expires"] = http_date(export.ends_at.timestamp())
    return response


@fhir_page()
def _file(request: HttpRequest, caller: Caller, key: str, type: str) -> Any:
    export = queries.export_of(caller.account, caller.app_id, key, at=timezone.now())
    if export is None or export.ended_at is None or export.trouble:
        raise not_there()
    if type not in {each.type for each in queries.files_of(export)}:
        raise not_there()
    if type not in asking.types_for(caller, "system"):
        raise Wrong(403, Issue("forbidden", f"No scope of this token covers {type}."))
    if request.method == "HEAD":
        return HttpResponse(content_type="application/fhir+ndjson")
    made = settings.HOME / "bulk-exports" / str(export.pk) / f"{type}.ndjson"
    try:
        return FileResponse(made.open("rb"), content_type="application/fhir+ndjson")
    except FileNotFoundError:
        raise not_there() from None


def file(request: HttpRequest, **more: Any) -> HttpResponse:
    """One file, a resource on each line. It is no JSON, so it may be asked for as what it is."""
    accepted = request.META.get("HTTP_ACCEPT", "")
    if "ndjson" in accepted:
        request.META["HTTP_ACCEPT"] = "*/*"
    return _file(request, **more)


file.policy = _file.policy  # type: ignore[attr-defined]
file.csrf_exempt = True  # type: ignore[attr-defined]


@fhir_page()
def all_groups(request: HttpRequest, caller: Caller) -> HttpResponse:
    """The groups that this service may export, without their members."""
    return in_json(bytes_of(groups.bundle(caller, base_of(request), timezone.now())))


@fhir_page()
def one_group(request: HttpRequest, caller: Caller, fid: str) -> HttpResponse:  # noqa: ARG001
    """One group, with the ids of the people in it."""
    return in_json(bytes_of(groups.read(caller, fid, timezone.now())))
