"""What each address under /fhir/ does: it reads the request, asks a room, and answers."""

from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hearth.fhir import batch, capability, history, openapi, papers, reading, writing
from hearth.fhir.addressing import Pairs, asked, base_of, without
from hearth.fhir.caller import Caller
from hearth.fhir.conditions import is_unchanged
from hearth.fhir.negotiating import (
    FORM,
    in_json,
    prefer,
    sent,
    version_headers,
    whole_body,
)
from hearth.fhir.offered import OPERATIONS
from hearth.fhir.operating import Asked
from hearth.fhir.outcome import Issue, Wrong
from hearth.fhir.parsing import bytes_of
from hearth.fhir.policy import fhir_page


@fhir_page(who="everyone")
def metadata(request: HttpRequest) -> HttpResponse:
    """What this server can do."""
    return in_json(bytes_of(capability.statement(base_of(request))))


@fhir_page(who="everyone")
def openapi_document(request: HttpRequest) -> HttpResponse:
    """The same as OpenAPI."""
    response = in_json(bytes_of(openapi.document(base_of(request))))
    response.headers["Content-Type"] = "application/json"
    return response


@fhir_page(methods="POST")
def base(request: HttpRequest, caller: Caller) -> HttpResponse:
    """POST a batch or a transaction."""
    return batch.answer(request, caller, base_of(request))


@fhir_page(methods="GET POST PUT")
def all_of_type(request: HttpRequest, caller: Caller, type: str) -> HttpResponse:
    """GET searches, POST creates, PUT updates the one that a search finds."""
    if request.method == "POST":
        return writing.post(request, caller, type, base_of(request))
    if request.method == "PUT":
        return writing.put(request, caller, type, "", base_of(request))
    return _searched(request, caller, type, asked(request))


@fhir_page(methods="POST")
def search_by_post(request: HttpRequest, caller: Caller, type: str) -> HttpResponse:
    """Search with what is asked in the body, where no log writes it down."""
    if request.META.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != FORM:
        raise Wrong(415, Issue("not-supported", f"Send a search as {FORM}."))
    try:
        said = whole_body(request).decode("utf-8")
        more = parse_qsl(said, keep_blank_values=True, max_num_fields=500)
    except ValueError:
        raise Wrong(400, Issue("structure", "This search cannot be read.")) from None
    return _searched(request, caller, type, asked(request) + without(more))


@fhir_page()
def in_compartment(
    request: HttpRequest, caller: Caller, person_fid: str, type: str
) -> HttpResponse:
    """Search what is one person's: Patient/123/Goal."""
    whose = ("_id" if type == "Patient" else "patient", person_fid)
    return _searched(request, caller, type, [*asked(request), whose])


@fhir_page(methods="GET PUT")
def one(request: HttpRequest, caller: Caller, type: str, fid: str) -> HttpResponse:
    """GET reads one, PUT updates it."""
    if request.method == "PUT":
        return writing.put(request, caller, type, fid, base_of(request))
    if type == "Binary":
        return papers.answered(request, caller, fid)
    found = reading.read(caller, type, fid, at=timezone.now())
    return _versioned(request, found)


@fhir_page()
def one_version(
    request: HttpRequest, caller: Caller, type: str, fid: str, version: str
) -> HttpResponse:
    """Read one as it stood in one version."""
    return _versioned(request, reading.vread(caller, type, fid, version, at=timezone.now()))


@fhir_page()
def history_of_one(request: HttpRequest, caller: Caller, type: str, fid: str) -> HttpResponse:
    """Every version of one, newest first."""
    said = history.of_one(caller, type, fid, asked(request), base_of(request), at=timezone.now())
    return in_json(said)


@fhir_page()
def history_of_type(request: HttpRequest, caller: Caller, type: str) -> HttpResponse:
    """Every version of all that the caller may see of a type, newest first."""
    said = history.of_type(caller, type, asked(request), base_of(request), at=timezone.now())
    return in_json(said)


@fhir_page(methods="GET POST")
def operation(
    request: HttpRequest, caller: Caller, name: str, type: str = "", fid: str = ""
) -> HttpResponse:
    """Do what an operation such as $everything does."""
    found = OPERATIONS.get((type, bool(fid), name))
    if found is None:
        raise Wrong(404, Issue("not-supported", "We have no such operation here."))
    if request.method not in found.methods:
        raise Wrong(405, Issue("not-supported", f"Ask for it by {' or '.join(found.methods)}."))
    given = sent(request) if request.method == "POST" and whole_body(request) else b""
    done = found.answer(Asked(caller, fid, asked(request), given, base_of(request), timezone.now()))
    return in_json(done if isinstance(done, bytes) else bytes_of(done))


@fhir_page(methods="GET POST PUT")
def nothing(request: HttpRequest, caller: Caller) -> HttpResponse:  # noqa: ARG001
    """Any other address."""
    raise Wrong(404, Issue("not-found", "There is nothing at this address."))


def _searched(request: HttpRequest, caller: Caller, type: str, pairs: Pairs) -> HttpResponse:
    handling = prefer(request).handling
    return in_json(reading.searched(caller, type, pairs, base_of(request), handling))


def _versioned(request: HttpRequest, found: reading.Found) -> HttpResponse:
    shown = found.shown
    if is_unchanged(request, shown.version, shown.at):
        return version_headers(HttpResponse(status=304), shown.version, shown.at)
    return version_headers(in_json(shown.body), shown.version, shown.at)
