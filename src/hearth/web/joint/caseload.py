"""People whom services share: one list for a team meeting, with the next thing for each."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.rounds import STEP_WORDS
from hearth.records.access.queries import PAGE
from hearth.records.accountability.queries.together import as_shared, partners, shared_people
from hearth.records.people.queries import numbers_of
from hearth.web.door import account_of, staff_page
from hearth.web.page import staff_nav
from hearth.web.worklists.present import READERS


@staff_page(*READERS)
def together(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """Two or more services have a part in their care. The nearest date comes first."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    account, today = account_of(request), timezone.localdate()
    places = partners(account, today=today)
    chosen = next((each for each in places if str(each.pk) == request.GET.get("service")), None)
    mine = request.GET.get("mine") == "1"
    found = shared_people(
        account,
        today=today,
        service=chosen.pk if chosen else None,
        posts=[post.pk for post in posts] if mine else (),
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    people = list(page)
    context = {
        "page": page,
        "rows": as_shared(people, today=today),
        "numbers": numbers_of(person.pk for person in people),
        "places": places,
        "chosen": chosen,
        "mine": mine,
        "query": f"service={chosen.pk if chosen else ''}&mine={'1' if mine else ''}&",
        "step_words": STEP_WORDS,
        "today": today,
    }
    return render(request, "joint/together.html", context)
