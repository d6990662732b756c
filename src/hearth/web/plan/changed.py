"""What changed since last time: between two versions, or a version and the working copy."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.core.kinds import KINDS
from hearth.core.plan import Change, Entry, changes_between
from hearth.formats.plan_copy import TITLES_BEFORE_YES
from hearth.records.access.door import Record
from hearth.records.plans.queries.entries import draft_plan_entries
from hearth.records.plans.queries.versions import VersionStanding, versions
from hearth.web.door import person_page
from hearth.web.page import person_context
from hearth.web.plan.loading import to_show, version_entries

DRAFT = "draft"


@person_page(why="looked at what changed")
def changes(request: HttpRequest, record: Record) -> HttpResponse:
    """?from=1&to=2, or to=draft. Without them: from the plan in force to the working copy."""
    held = versions(record)
    earlier = _version(held, request.GET.get("from", "")) or to_show(held)
    later = _version(held, request.GET.get("to", DRAFT))
    page: dict[str, Any] = {"earlier": earlier, "later": later, "groups": []}
    if earlier:
        before = version_entries(record, earlier)
        found = changes_between(before, _entries(record, later))
        page["groups"] = grouped(found, agreed=later is not None and later.is_in_force)
    return render(request, "plan/changes.html", person_context(record, request) | page)


def _version(held: list[VersionStanding], asked: str) -> VersionStanding | None:
    if asked in ("", DRAFT):
        return None
    found = next((each for each in held if str(each.version.number) == asked), None)
    if found is None:
        raise Http404
    return found


def _entries(record: Record, later: VersionStanding | None) -> list[Entry]:
    return version_entries(record, later) if later else draft_plan_entries(record)


def grouped(found: list[Change], *, agreed: bool) -> list[tuple[str, list[Change]]]:
    """Put changes under the title of their kind; what is not agreed is not called so."""
    groups: dict[str, list[Change]] = {}
    for change in found:
        title = KINDS[change.kind].title
        title = title if agreed else TITLES_BEFORE_YES.get(title, title)
        groups.setdefault(title, []).append(change)
    return list(groups.items())
