"""The page of demo people: choose one, and see Hearth as they do. Not there outside a demo."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hearth.records.access.queries import own_person_id, posts_of, supported_by
from hearth.records.people.queries import demo_accounts
from hearth.web.door import open_page
from hearth.web.sign_in import sessions

PERSON, SUPPORTER, STAFF = "People with a plan", "Family, friends and others who help", "Staff"


@dataclass(frozen=True)
class DemoPerson:
    """One card: who it is, what they are, and what to try."""

    id: int
    name: str
    part: str
    story: str


@open_page
@require_http_methods(["GET", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Show who there is to be; a POST signs in as one of them."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        account = get_object_or_404(demo_accounts(), pk=_number(request.POST.get("who")))
        sessions.start(request, account)
        return redirect("/")
    return render(request, "sign_in/demo.html", {"groups": _groups()})


def _groups() -> list[tuple[str, list[DemoPerson]]]:
    groups: dict[str, list[DemoPerson]] = {PERSON: [], SUPPORTER: [], STAFF: []}
    for account in demo_accounts():
        group, part = _part(account)
        groups[group].append(DemoPerson(account.pk, account.full_name, part, account.demo_story))
    return [(title, people) for title, people in groups.items() if people]


def _part(account: Any) -> tuple[str, str]:
    """Say which group somebody belongs to, and what they are in a few words."""
    today = timezone.localdate()
    if posts := posts_of(account, on=today):
        return STAFF, str(posts[0])
    if own_person_id(account):
        return PERSON, ""
    row = next(iter(supported_by(account, on=today)), None)
    part = f"{row.relationship} of {row.person.name.called}" if row else ""
    return SUPPORTER, part[:1].upper() + part[1:]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
