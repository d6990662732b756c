"""Open a record in an emergency: one form, then the record. Quick, or nobody would use it."""

from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import MAY_BREAK_GLASS
from hearth.core.words import Refused
from hearth.records.access.emergency import WayIn, open_in_emergency
from hearth.web.door import account_of, staff_page
from hearth.web.entry_form import add_refusals
from hearth.web.glass.forms import EmergencyAccessForm
from hearth.web.page import staff_nav

TOO_MANY = "There were too many tries. Wait 15 minutes, then try again."


@staff_page(*MAY_BREAK_GLASS, methods="GET POST")
def emergency_access(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """Name one person exactly and say why. Who reads the record anyhow is just taken there."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    form = EmergencyAccessForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (way := _way_in(request, posts[0], form)):
        return redirect("in-an-emergency" if way.broke else "my-plan", way.person_id)
    status = 422 if form.errors else 200
    return render(request, "glass/emergency_access.html", {"form": form}, status=status)


def _way_in(request: HttpRequest, post: Any, form: EmergencyAccessForm) -> WayIn | None:
    """Open it, or put the reasons why not beside what was typed."""
    if not ratelimit.consume(request, action="emergency_access", dry_run=True):
        form.add_error(None, TOO_MANY)
        return None
    try:
        return open_in_emergency(
            named=form.named(),
            post=post,
            reason=form.cleaned_data["reason"],
            by=account_of(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        ratelimit.consume(request, action="emergency_access")
        add_refusals(form, refusal.reasons)
        return None
