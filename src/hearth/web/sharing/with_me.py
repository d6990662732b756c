"""What people share with a member of staff."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.words import TITLES
from hearth.records.access.shares import shared_with
from hearth.web.door import account_of, staff_page
from hearth.web.page import staff_nav
from hearth.web.supporter.forms import SHARED

MOST = 50


@staff_page()
def shared_with_me(request: HttpRequest, posts: list[Any]) -> HttpResponse:  # noqa: ARG001
    """The people who share something with me or my service, for what, and until when."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    rows = shared_with(account_of(request), on=timezone.localdate())[:MOST]
    found = [(row, [TITLES[each] for each in SHARED if each.value in row.sections]) for row in rows]
    return render(request, "sharing/with_me.html", {"rows": found})
