"""Look at a batch before it goes, choose whom it is for, and send it with one button."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.words import Refusal, Refused
from hearth.jobs.recall.sending import send_letters
from hearth.records.people.queries import numbers_of
from hearth.web.administrator.messages import SENDING_ROLES
from hearth.web.door import account_of, staff_page
from hearth.web.recall.choosing import Choice, Offer, choice_of, offer
from hearth.web.recall.place import PER_PAGE, letter_or_404, place_of, slug_of
from hearth.web.recall.present import by_way, how, how_many, why_in_brief

CHANGED = "The list has changed since you looked. Please look again."


@staff_page(*SENDING_ROLES, methods="GET POST")
def send(request: HttpRequest, posts: list[Any], letter: str) -> HttpResponse:
    """Who would get it, by which way and in which format; who would not, and why."""
    kind, here, at = letter_or_404(letter), place_of(request, posts), timezone.now()
    found, choice, reasons = offer(here.pk, kind, today=timezone.localdate(at)), Choice(), []
    if request.method == "POST":
        choice = choice_of(request.POST, found)
        if choice.is_sent:
            try:
                _must_be_as_seen(request, found)
                batch = send_letters(
                    organisation=here, letter=kind, recalls=choice.chosen(found),
                    by=account_of(request), at=at,
                )  # fmt: skip
                return redirect("recall-batch", batch.pk)
            except Refused as refusal:
                reasons = refusal.reasons
    page = {"here": here, "kind": kind, "slug": slug_of(kind), "reasons": reasons}
    page |= {"failed": bool(reasons), "minutes": settings.JURISDICTION.recall.undo_minutes}
    page |= _shown(found, choice)
    page |= {"many": how_many(kind, len(choice.chosen(found)))}
    return render(request, "recall/send.html", page, status=422 if reasons else 200)


def _must_be_as_seen(request: HttpRequest, found: Offer) -> None:
    if request.POST.get("mark") != found.mark:
        raise Refused([Refusal(CHANGED)])


def _shown(found: Offer, choice: Choice) -> dict[str, Any]:
    """One page of the list, and what was chosen on all of them."""
    page = Paginator(found.ready, PER_PAGE).get_page(choice.page)
    rows = [(each, how(each), why_in_brief(each.line)) for each in page]
    chosen = set(choice.chosen(found))
    people = [*page, *found.stopped[:PER_PAGE]]
    return {
        "found": found,
        "page": page,
        "rows": rows,
        "chosen": chosen,
        "ways": by_way([each for each in found.ready if each.line.recall.pk in chosen]),
        "out": ",".join(str(pk) for pk in sorted(choice.out)),
        "shown": ",".join(str(each.line.recall.pk) for each in page),
        "stopped": found.stopped[:PER_PAGE],
        "more_stopped": len(found.stopped) - PER_PAGE,
        "numbers": numbers_of([each.line.recall.person_id for each in people]),
    }
