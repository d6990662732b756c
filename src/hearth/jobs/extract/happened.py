"""What happened in Hearth as events of an extract: readers of codes, days and numbers.

`core.metrics.happened` says what each code means. Nothing that somebody has closed comes here.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from hearth.core.days import months_before
from hearth.core.metrics.answered import happened_in
from hearth.core.metrics.happened import SYSTEM
from hearth.jobs.extract.batches import Row
from hearth.jobs.extract.cells import EPOCH
from hearth.jobs.extract.means import Means
from hearth.records.access.population import openings_for_extract
from hearth.records.measures.population import goals_for_extract, responses_for_extract
from hearth.records.plans.queries.population import agreements_for_extract, reviews_for_extract
from hearth.records.preparation.population import prompts_helped_for_extract
from hearth.records.recall.population import conversations_for_extract, recalls_for_extract
from hearth.records.replies.population import introductions_for_extract

Told = tuple[UUID, str, date, int | None]
"""(person, code, day, value)"""

LOOKS_BACK = 15
"""So many months of who opened what are read: a metric looks at twelve, as of a day gone by."""


def what_happened(at: datetime) -> dict[str, Callable[[], Iterator[Told]]]:
    """Return a reader for each kind of thing that happened, by its name."""
    return {
        "recalls": recalls_for_extract,
        "conversations": lambda: conversations_for_extract(at),
        "agreements": _agreements,
        "reviews": _reviews,
        "openings": lambda: _openings(at),
        "answers": _answers,
        "prompts helped": prompts_helped_for_extract,
        "goals": _goals,
        "introductions": introductions_for_extract,
    }


def event(means: Means, told: Told) -> Row:
    """Return the row of an event."""
    person, code, on, value = told
    number = None if value is None else float(value)
    return means.person(str(person)), SYSTEM, code, on.toordinal() - EPOCH, number


def _agreements() -> Iterator[Told]:
    for person, at in agreements_for_extract():
        yield person, "plan-agreed", timezone.localdate(at), None


def _reviews() -> Iterator[Told]:
    for person, at in reviews_for_extract():
        yield person, "review-held", timezone.localdate(at), None


def _openings(at: datetime) -> Iterator[Told]:
    first = months_before(timezone.localdate(at), LOOKS_BACK)
    for person, theirs, on in openings_for_extract(_begins(first)):
        yield person, "plan-opened-by-them" if theirs else "plan-opened-by-staff", on, None


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _answers() -> Iterator[Told]:
    for person, instrument, version, answers, at in responses_for_extract():
        for code, value in happened_in(instrument, version, answers):
            yield person, code, timezone.localdate(at), value


def _goals() -> Iterator[Told]:
    for person, on, level in goals_for_extract():
        yield person, "goal-scaled", on, level
