"""The first page after signing in: each kind of person goes to where they begin."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Role
from hearth.records.access.queries import own_person_id, posts_of, supported_by
from hearth.records.house.sight import seats_on
from hearth.web import seated
from hearth.web.door import open_page


@open_page
def home(request: HttpRequest) -> HttpResponse:
    """Send people on: the person to their plan, supporters to whom they help, staff to today."""
    if not request.user.is_authenticated:
        return redirect("demo") if settings.DEMO else render(request, "home.html")
    today = timezone.localdate()
    if posts := posts_of(request.user, on=today):
        return redirect(_first_page({post.role for post in posts}))
    has_seat = seats_on(today).filter(account=request.user).exists()
    if person_id := own_person_id(request.user):
        seated.remember(request, has_seat, own="My plan")
        return redirect("my-plan", person_id=person_id)
    if supported_by(request.user, on=today):
        seated.remember(request, has_seat, own="People I help")
        return redirect("who-i-help")
    return redirect("house") if has_seat else render(request, "home.html")


def _first_page(roles: set[str]) -> str:
    """Where staff begin: those who only ever see figures begin with the figures."""
    if roles == {Role.AUDITOR.value}:
        return "quality"
    return "house" if roles <= {Role.HOUSE_LEAD.value, Role.COMMISSIONER.value} else "today"
