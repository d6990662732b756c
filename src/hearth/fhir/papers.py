"""Read a Binary: as FHIR, or as the paper itself where what is asked for is not FHIR."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hearth.fhir import reading
from hearth.fhir.caller import Caller
from hearth.fhir.mappers.binary import filled
from hearth.fhir.negotiating import JSON_TYPES, in_json, version_headers
from hearth.fhir.outcome import not_there
from hearth.fhir.parsing import bytes_of, parsed

SAFE = {"Content-Disposition": "inline", "X-Content-Type-Options": "nosniff"}


def answered(request: HttpRequest, caller: Caller, fid: str) -> HttpResponse:
    """Print what the id names, narrowed to the caller. Nothing of it is kept."""
    at = timezone.now()
    found = reading.read(caller, "Binary", fid, at=at)
    body = parsed(found.shown.body.encode())
    paper = filled(body, found.record, today=timezone.localdate(at))
    if paper is None:
        raise not_there()
    whole, media, content = paper
    if wants_fhir(request):
        answer = in_json(bytes_of(whole))
    else:
        answer = HttpResponse(content, content_type=media, headers=SAFE)
    return version_headers(answer, found.shown.version, found.shown.at)


def wants_fhir(request: HttpRequest) -> bool:
    """Say whether the resource is asked for, and not the paper in it. FHIR, unless said."""
    accepted = request.META.get("HTTP_ACCEPT", "")
    named = {each.partition(";")[0].strip().lower() for each in accepted.split(",")}
    return not accepted or bool(named & JSON_TYPES) or "json" in request.GET.get("_format", "")
