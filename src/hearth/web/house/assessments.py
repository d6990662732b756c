"""The assessments of a community: opened, watched, closed, and how the house stood in each."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.assessing import Voice
from hearth.core.house.parts import NAMES
from hearth.core.house.since import since
from hearth.core.words import Refused
from hearth.records.house import changes, queries
from hearth.records.house.answers import heard_from
from hearth.records.house.sight import Sight
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_context, house_page
from hearth.web.house.loading import own_rating
from hearth.web.house.present import SHORT, held_by, weak_first
from hearth.web.practitioner.forms import PlainForm, line


class OpenForm(PlainForm):
    """A new assessment is known by its name."""

    title = line("What do you call it?", "Like “Spring 2027”.")


@house_page(HouseAction.SEE_HOUSE)
def assessments(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Each time that the house was rated."""
    return _listing(request, sight, OpenForm())


@house_page(HouseAction.ADAPT, methods="POST")
def begin(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Ask every member anew."""
    form = OpenForm(request.POST)
    if form.is_valid():
        try:
            row = changes.open_assessment(
                community=sight.community, title=form.cleaned_data["title"],
                by=sight.account, at=timezone.now(),
            )  # fmt: skip
            messages.success(request, "It is open. Each member can answer now.")
            return redirect("house-assessment", row.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    return _listing(request, sight, form)


def _listing(request: HttpRequest, sight: Sight, form: OpenForm) -> HttpResponse:
    rows = queries.assessments_of(sight.community)
    film = queries.film_of(sight.community, on=timezone.localdate())
    page = house_context(request, sight) | {
        "assessments": rows,
        "film": film if len(film) > 1 else [],
        "form": form,
        "opens": sight.may(HouseAction.ADAPT) and not any(each.is_open for each in rows),
    }
    return render(request, "house/assessments.html", page, status=422 if form.errors else 200)


def _row_or_404(sight: Sight, pk: int) -> Any:
    row = queries.assessment_in(sight.community, pk)
    if row is None:
        raise Http404
    return row


@house_page(HouseAction.SEE_HOUSE)
def assessment(request: HttpRequest, sight: Sight, pk: int) -> HttpResponse:
    """How the house stood in one assessment; of an open one, who has answered so far."""
    row = _row_or_404(sight, pk)
    page = house_context(request, sight) | {
        "row": row,
        "names": NAMES,
        "closes": row.is_open and sight.may(HouseAction.ADAPT),
        "heard": _heard(sight, row),
        "rated": own_rating(sight) if row.is_open else None,
    }
    if not row.is_open:
        page |= _stood(sight, row)
    return render(request, "house/assessment.html", page)


def _stood(sight: Sight, row: Any) -> dict[str, Any]:
    """How the house stood when it was closed, and what had changed since the time before."""
    standing = queries.standing_in(row, on=timezone.localdate(row.closed_at))
    closed = [each for each in queries.assessments_of(sight.community) if not each.is_open]
    earlier: list[Any] = [each for each in closed if each.opened_at < row.opened_at]
    before = max(earlier, key=lambda each: each.opened_at, default=None)
    return {
        "standing": standing,
        "weak_first": [(each, held_by(each)) for each in weak_first(standing)],
        "since": since(queries.standing_in(before), standing) if before else None,
    }


def _heard(sight: Sight, row: Any) -> list[str]:
    """How many of each voice have answered, of how many who sit there now."""
    heard, seats = heard_from(row), queries.members_of(sight.community, timezone.localdate())
    sit = {voice: sum(seat.voice == voice for seat in seats) for voice in Voice}
    return [f"{SHORT[voice]}: {heard[voice]} of {sit[voice]} have begun." for voice in Voice]


@house_page(HouseAction.ADAPT, methods="POST")
def close(request: HttpRequest, sight: Sight, pk: int) -> HttpResponse:
    """Keep it as it is."""
    changes.close_assessment(assessment=_row_or_404(sight, pk), by=sight.account, at=timezone.now())
    messages.success(request, "Closed. The house stands as it says.")
    return redirect("house")
