"""Who sees my plan: everyone with what they see and why, part by part, and as they see it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.access import Action
from hearth.records.access.door import Record
from hearth.records.access.preview import preview
from hearth.records.access.sealing import seals_seen
from hearth.records.plans.queries.entries import current_entries
from hearth.records.plans.queries.versions import versions
from hearth.web.door import person_page
from hearth.web.links.managing import links_context
from hearth.web.page import person_context
from hearth.web.plan.loading import draft_reading, to_show, version_reading
from hearth.web.sharing import present


@person_page(Action.SHARE, why="looked at who sees the plan")
def sharing(request: HttpRequest, record: Record) -> HttpResponse:
    """Everyone who sees something of my plan: what, for what, until when; and how to stop it."""
    everyone = present.seers(record, at=timezone.now())
    page = person_context(record, request)
    page |= {
        "services": present.of_kind(everyone, present.SERVICE),
        "helpers": present.of_kind(everyone, present.SUPPORTER),
        "shares": present.of_kind(everyone, present.SHARE),
    } | links_context(record)
    return render(request, "sharing/sharing.html", page)


@person_page(Action.SHARE, why="looked at who sees each part")
def parts(request: HttpRequest, record: Record) -> HttpResponse:
    """Part by part: who sees it, and whether I closed it."""
    at = timezone.now()
    closed = {row.section: row for row in seals_seen(record, at=at) if not row.thread}
    page = person_context(record, request)
    page |= {"parts": present.by_part(present.seers(record, at=at)), "closed": closed}
    return render(request, "sharing/parts.html", page)


@person_page(Action.SHARE, why="looked at the plan as others see it")
def as_they_see_it(request: HttpRequest, record: Record, kind: str, pk: int) -> HttpResponse:
    """My plan as somebody else sees it. It is not noted as a look of theirs."""
    at = timezone.now()
    who = present.recipient_of(record, kind, pk, at=at)
    shown = [each for each in present.seers(record, at=at) if (each.kind, each.pk) == (kind, pk)]
    if who is None or not shown:
        raise Http404
    theirs = preview(record, who, at=at)
    newest = to_show(versions(record))
    plan = (
        version_reading(theirs, newest)
        if newest
        else draft_reading(theirs, current_entries(theirs))
    )
    page = person_context(record, request) | {"plan": plan, "seer": shown[0]}
    return render(request, "sharing/as_they_see_it.html", page)
