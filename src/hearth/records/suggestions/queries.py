"""What may suit a person from the directory, as one viewer may know of it.

It starts from the entries that the door lets this viewer see: a sealed line suggests nothing to
those to whom it is closed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from hearth.core.access import Role
from hearth.core.directory.matching import Circumstances, Suggestion, match
from hearth.core.directory.wanting import Want
from hearth.core.plan import Entry
from hearth.records.access.door import Record
from hearth.records.plans.queries.entries import current_entries
from hearth.records.suggestions.models import NotForMe
from hearth.records.suggestions.nearby import candidates, circumstances
from hearth.records.suggestions.said import wants_in

EACH_WANT = 3
"""So many are shown for one thing that was said."""


@dataclass(frozen=True)
class ForOneWant:
    """Something that the person said, and what is near that may answer it."""

    want: Want
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True)
class No:
    """A no that stands, and what it was said to, in words."""

    pk: int
    words: str


@dataclass(frozen=True)
class NearMe:
    """All that the page of things near a person shows.

    `nos` are those that this viewer may see; `in_plan` has the names of what stands in the plan, in
    lower case.
    """

    wants: tuple[ForOneWant, ...]
    nos: tuple[No, ...]
    about: Circumstances
    in_plan: frozenset[str]

    @property
    def found(self) -> tuple[ForOneWant, ...]:
        """Return what was said and can be answered, the best answers first."""
        return tuple(each for each in self.wants if each.suggestions)

    @property
    def not_found(self) -> tuple[ForOneWant, ...]:
        """Return what was said and nothing near is known for."""
        return tuple(each for each in self.wants if not each.suggestions)


def suggestions_for(record: Record, *, today: date, limit: int = 12) -> list[Suggestion]:
    """Return what may suit, the best first, and nothing after a death. A constant few queries."""
    shown = [each for one in near_me(record, today=today).wants for each in one.suggestions]
    return shown[:limit]


def near_me(record: Record, *, today: date) -> NearMe:
    """Return what may suit, under what the person said. Each activity stands there once."""
    entries = current_entries(record)
    said_no = nos(record)
    about = circumstances(record, entries, today=today)
    wants = [] if record.death else _open(wants_in(entries), said_no)
    in_plan = {str(each.content.get("what", "")).casefold() for each in entries
               if each.kind == "community"}  # fmt: skip
    found = match(
        wants,
        candidates({want.interest.code for want in wants}, about),
        about,
        today=today,
        left_out={str(each.activity_id) for each in said_no if each.activity_id},
    )
    told = tuple(_told(said_no, entries))
    return NearMe(tuple(_by_want(wants, found)), told, about, frozenset(in_plan))


def _told(said_no: Iterable[NotForMe], entries: Iterable[Entry]) -> Iterator[No]:
    leads = {each.thread: each.lead for each in entries}
    for row in said_no:
        interest = settings.INTERESTS.by_code.get(row.interest)
        words = row.activity.name if row.activity else interest.name if interest else ""
        yield No(row.pk, words or leads.get(str(row.thread), "Offers beside a line of the plan"))


def _open(wants: Sequence[Want], said_no: Sequence[NotForMe]) -> list[Want]:
    closed = {each.interest for each in said_no if each.interest}
    return [want for want in wants if want.interest.code not in closed]


def _by_want(wants: Sequence[Want], found: Sequence[Suggestion]) -> list[ForOneWant]:
    """Put each suggestion under the first interest that it answers, the newest words first."""
    first = {want.interest.code: want for want in reversed(wants)}
    groups: dict[str, list[Suggestion]] = {want.interest.code: [] for want in wants}
    for each in found:
        code = each.wants[0].interest.code
        if len(groups[code]) < EACH_WANT:
            groups[code].append(each)
    return [ForOneWant(first[code], tuple(each)) for code, each in groups.items()]


def nos(record: Record) -> list[NotForMe]:
    """Return the nos that stand: to the person all of them, to others what they wrote down."""
    rows = NotForMe.objects.filter(person=record.person, undone_at__isnull=True)
    if record.role is not Role.PERSON:
        rows = rows.filter(by=record.account)
    return list(rows.select_related("activity").order_by("-at", "-pk"))
