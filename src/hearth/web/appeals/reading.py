"""Reading: what happens when you do not agree, and one disagreement from start to end."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.appeal import DUTIES, STATE_NAMES, STATE_WORDS, State, Taker
from hearth.formats.appeal_letter import HEADINGS, SAID
from hearth.records.access.door import Record
from hearth.records.appeals.queries import (
    AppealStanding,
    advocacy_rows,
    advocacy_standing,
    appeals_seen,
    missed_reasons,
    takers,
)
from hearth.web.appeals.loading import appeal_or_404, page_context, steps_open_to
from hearth.web.door import person_page
from hearth.web.page import person_context


@person_page(why="read what happens when people do not agree")
def not_agreed(request: HttpRequest, record: Record) -> HttpResponse:
    """The steps and their usual days, for everyone and before anything happens."""
    rules = settings.JURISDICTION.appeal
    page = person_context(record, request) | {
        "rules": rules,
        "days": {state.name: days for state, days in rules.days.items()},
        "appeals": appeals_seen(record, today=timezone.localdate()),
        "state_words": STATE_WORDS,
        "may_appeal": record.may(Action.APPEAL),
    }
    return render(request, "appeals/not_agreed.html", page)


@person_page(why="read a disagreement")
def appeal_page(request: HttpRequest, record: Record, appeal: UUID) -> HttpResponse:
    """Where it stands: who does what next and by when, each step, the letters, what I can do."""
    held = appeal_or_404(record, appeal)
    rows = advocacy_rows(held)
    mine = takers(record, held)
    standing = advocacy_standing(rows)
    rules = settings.JURISDICTION.appeal
    page = page_context(record, request, held) | {
        "state_words": STATE_WORDS,
        "state_names": {state.value: name for state, name in STATE_NAMES.items()},
        "duties": DUTIES,
        "letters": {state.value: words for state, words in HEADINGS.items()},
        "said": {state.value: words for state, words in SAID.items()},
        "reasons": missed_reasons(held),
        "mine": Taker.RAISED_IT in mine,
        "answers": Taker.STAFF in mine,
        "steps": steps_open_to(record, held),
        "advocacy": rows,
        "advocate": standing,
        "refer_by": rules.refer_by(standing.waits_since) if standing.waits_since else None,
        "rules": rules,
        "may_explain": record.may(Action.ANSWER_APPEAL),
        "can_ask": _can_ask(record, held, mine) and not standing.is_wanted,
    }
    return render(request, "appeals/appeal.html", page)


def _can_ask(record: Record, held: AppealStanding, mine: frozenset[Taker]) -> bool:
    """The person can ask for an advocate, and so can who raised it, while it is open."""
    theirs = Taker.RAISED_IT in mine or record.role.value == "person"
    return theirs and held.is_open and held.state is not State.OUTSIDE and record.may(Action.APPEAL)
