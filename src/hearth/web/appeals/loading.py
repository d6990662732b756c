"""Finds a disagreement for a page, and says what this viewer can do with it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from hearth.core.appeal import State, Taker, next_steps
from hearth.records.access.door import Record
from hearth.records.appeals.queries import AppealStanding, appeal_seen, takers
from hearth.web.appeals.forms import OWN_STEPS, STEP_FORMS, Asks
from hearth.web.page import person_context


def appeal_or_404(record: Record, key: UUID) -> AppealStanding:
    found = appeal_seen(record, key, today=timezone.localdate())
    if found is None:
        raise Http404
    return found


def words_or_404(record: Record, key: UUID) -> AppealStanding:
    """A disagreement whose words this viewer may read."""
    found = appeal_or_404(record, key)
    if not found.shows_words:
        raise Http404
    return found


def steps_open_to(record: Record, held: AppealStanding) -> list[tuple[State, Asks, str]]:
    """The steps that this viewer may take: the state, what it asks, and the name of its page."""
    mine = takers(record, held)
    own = mine == frozenset({Taker.RAISED_IT})
    page = "appeal-own-step" if own else "appeal-step"
    found = next_steps(held.state, mine)
    if own:
        found = [each for each in found if each in OWN_STEPS]
    return [(each, STEP_FORMS[each], page) for each in found]


def asks_or_404(held: AppealStanding, slug: str, takes: frozenset[Taker]) -> tuple[State, Asks]:
    """The step that an address names, if it can be taken from here."""
    found = next((each for each in next_steps(held.state, takes) if each.value == slug), None)
    if found is None:
        raise Http404
    return found, STEP_FORMS[found]


def page_context(record: Record, request: HttpRequest, held: AppealStanding) -> dict[str, Any]:
    """What every page about one disagreement is given."""
    return person_context(record, request) | {"held": held}
