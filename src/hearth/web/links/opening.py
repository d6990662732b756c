"""What who holds a link sees: a passcode first, then the parts of the plan that it shows."""

from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.people import Format
from hearth.core.sharing import LinkKind
from hearth.core.words import Section
from hearth.formats.plan_pdf import plan_pdf, plan_text
from hearth.records.access.door import NotVisible, Record
from hearth.records.access.opening import open_link, reopen_link
from hearth.records.people.queries import banner, wanted_format
from hearth.records.plans.queries.versions import narrowed_document, shown_code, versions
from hearth.records.results.queries import allergies_of, conditions_of, medicines_of
from hearth.web.links import sitting
from hearth.web.links.door import link_page
from hearth.web.links.forms import PasscodeForm, plain
from hearth.web.plan.loading import signatures_seen, to_show, version_reading

DOES_NOT_OPEN = "This does not open. Check the passcode. Or ask for a new link."
TOO_MANY = "There were too many wrong tries. Wait 15 minutes, then try again."


@link_page(why="read the plan through a link", methods="GET HEAD POST")
def open_plan(request: HttpRequest, token: str, why: str) -> HttpResponse:
    """Ask for the passcode, the same for every address; with it, show the plan."""
    if request.method == "POST":
        return _try(request, token, why)
    record = _sitting(request, token, why)
    return _plan_page(request, record, token) if record else _ask(request)


def _try(request: HttpRequest, token: str, why: str) -> HttpResponse:
    if not ratelimit.consume(request, action="open_link", dry_run=True):
        return _ask(request, TOO_MANY, status=429)
    try:
        passcode = plain(request.POST.get("passcode", "")[:60])
        open_link(token, passcode=passcode, at=timezone.now(), why=why)
    except NotVisible:
        ratelimit.consume(request, action="open_link")
        return _ask(request, DOES_NOT_OPEN, status=422)
    answer = redirect("open-link", token)
    sitting.begin(answer, token)
    return answer


def _ask(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    page = {"form": PasscodeForm(), "problems": [problem] if problem else []}
    return render(request, "links/passcode.html", page, status=status)


def _sitting(request: HttpRequest, token: str, why: str) -> Record | None:
    """The record, when the passcode was given here and the link still runs."""
    if not sitting.has_begun(request, token):
        return None
    try:
        return reopen_link(token, at=timezone.now(), why=why, kind=LinkKind.SHARE)
    except NotVisible:
        return None


def _plan_page(request: HttpRequest, record: Record, token: str) -> HttpResponse:
    shown = to_show(versions(record))
    page = {
        "token": token,
        "called": record.person.name.called,
        "banner": banner(record.person, today=timezone.localdate()),
        "plan": version_reading(record, shown) if shown else None,
        "code": shown_code(record, shown.version)[:8] if shown else "",
        "sees_known": record.sees(Section.RESULTS),
        "allergies": allergies_of(record),
        "medicines": [each for each in medicines_of(record) if each.is_current],
        "conditions": [each for each in conditions_of(record) if each.ended_on is None],
    }
    return render(request, "links/plan.html", page)


@link_page(why="printed the plan through a link")
def as_pdf(request: HttpRequest, token: str, why: str) -> HttpResponse:
    """The same parts on paper."""
    record = _sitting(request, token, why)
    facts = _facts(record) if record else None
    if record is None or facts is None:
        return redirect("open-link", token)
    large = wanted_format(record.person) is Format.LARGE_PRINT
    return HttpResponse(
        plan_pdf(**facts, large_print=large),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="plan.pdf"'},
    )


@link_page(why="read the plan as text through a link")
def as_text(request: HttpRequest, token: str, why: str) -> HttpResponse:
    """The same parts as plain text."""
    record = _sitting(request, token, why)
    facts = _facts(record) if record else None
    if facts is None:
        return redirect("open-link", token)
    return HttpResponse(plan_text(**facts), content_type="text/plain; charset=utf-8")


def _facts(record: Record) -> dict[str, Any] | None:
    shown = to_show(versions(record))
    if shown is None:
        return None
    return {
        "document": narrowed_document(record, shown.version),
        "standing": shown.standing,
        "signatures": signatures_seen(record, shown),
        "sha256": shown_code(record, shown.version),
        "frozen_on": shown.frozen_on,
        "today": timezone.localdate(),
    }


@link_page(why="closed a link", methods="POST")
def close(request: HttpRequest, token: str, why: str) -> HttpResponse:  # noqa: ARG001
    """Forget the passcode in this browser. Nothing is asked of the link."""
    answer = redirect("open-link", token)
    sitting.end(answer, token)
    return answer
