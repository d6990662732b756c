"""The month: who is due and why, how they stand, and which letters can go now."""

from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.recall.facts import Letter
from hearth.records.people.queries import numbers_of
from hearth.records.recall.queries import batches as sent
from hearth.records.recall.queries.lines import letters_due, months, recalls_in
from hearth.web.administrator.messages import SENDING_ROLES
from hearth.web.door import staff_page
from hearth.web.recall.place import (
    PER_PAGE,
    month_of,
    place_of,
    places_of,
    slug_of,
)
from hearth.web.recall.present import GROUP_WORDS, counted, group_of, how_many, row_of, size_of

SENT_SHOWN = 5


@staff_page(*SENDING_ROLES)
def month(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """The people of one month, a page at a time, and what can be done now. Constant queries."""
    here, today, first = place_of(request, posts), timezone.localdate(), month_of(request)
    all_lines = recalls_in([here.pk], first, today=today)
    show = request.GET.get("show", "")
    chosen = [each for each in all_lines if show in ("", group_of(each))]
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": here,
        "places": places_of(posts),
        "month": first,
        "this_month": first == today.replace(day=1),
        "months": months([here.pk], today=today),
        "counts": counted(all_lines),
        "all": len(all_lines),
        "show": show,
        "show_words": GROUP_WORDS.get(show),  # type: ignore[call-overload]
        "page": page,
        "rows": [row_of(each) for each in page],
        "numbers": numbers_of([each.recall.person_id for each in page]),
        "query": f"{urlencode(_asked(here, first, show))}&",
        **_to_do(here, today),
    }
    return render(request, "recall/month.html", context)


def _asked(here: Any, first: date, show: str) -> dict[str, str]:
    return {"at": str(here.pk), "month": f"{first:%Y-%m}", "show": show}


def _to_do(here: Any, today: date) -> dict[str, Any]:
    """The letters that can go now, whom somebody has to tell, and what was sent lately."""
    due = Counter(each.next.letter for each in letters_due([here.pk], today=today) if each.next)
    return {
        "due": [(slug_of(each), how_many(each, due[each])) for each in Letter if due[each]],
        "to_tell": sent.to_tell([here.pk], today=today).count(),
        "left_out": sent.left_out([here.pk], today=today).count(),
        "batches": [(row, size_of(row)) for row in sent.batches([here.pk])[:SENT_SHOWN]],
        "now": timezone.now(),
    }
