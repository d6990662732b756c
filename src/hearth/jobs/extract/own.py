"""Hearth's own records as readers: one for each table, streamed. No words of anybody go out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from hearth.jobs.extract.batches import Batch, Rejected, Rejection, Row
from hearth.jobs.extract.cells import EPOCH, Days, after_last
from hearth.jobs.extract.happened import event, what_happened
from hearth.jobs.extract.means import Means, in_usual_unit
from hearth.records.access.population import registrations_for_extract
from hearth.records.people.population import PersonRow, everyone_for_extract
from hearth.records.plans.queries.population import (
    PlanRow,
    budgets_for_extract,
    plans_for_extract,
)
from hearth.records.referrals.queries import rows_for_extract
from hearth.records.results.population import (
    conditions_for_extract,
    medicines_for_extract,
    results_for_extract,
)

BATCH_ROWS = 20_000
SOURCE = "hearth"


@dataclass(frozen=True)
class OwnTable:
    """A table of Hearth's own. `mark` says when it was read: a build never goes on with another."""

    name: str
    table: str
    held: Callable[[], Iterator[Any]]
    row: Callable[[Means, Any], Row]
    means: Means
    mark: str
    size: int = 1

    @property
    def has_persons(self) -> bool:
        return self.table == "persons"

    def batches(self, position: tuple[int, int]) -> Iterator[Batch]:
        """Give every row. (A build from Hearth's own records begins again when it was stopped.)"""
        batch = Batch(position=position)
        for number, each in enumerate(self.held(), 1):
            try:
                row = (number, *self.row(self.means, each))
            except Rejected as error:
                batch.rejected.append(Rejection(number, error.column, error.reason))
            else:
                batch.rows.setdefault(self.table, []).append(row)
            batch.read += 1
            if batch.read >= BATCH_ROWS:
                yield batch
                batch = Batch()
        batch.done = self.size
        yield batch


def own_tables(means: Means, at: datetime) -> list[OwnTable]:
    """Every table that Hearth has something for, persons first."""
    held: dict[str, tuple[str, Callable[[], Iterator[Any]], Callable[[Means, Any], Row]]] = {
        "persons": ("persons", everyone_for_extract, _person),
        "registrations": ("registrations", registrations_for_extract, _registration),
        "results": ("events", results_for_extract, _result),
        "conditions": ("events", conditions_for_extract, _condition),
        "medicines": ("medications", medicines_for_extract, _medicine),
        "plans": ("plans", plans_for_extract, _plan),
        "budgets": ("budgets", budgets_for_extract, _budget),
        "referrals": ("referrals", rows_for_extract, _referral),
        **{name: ("events", told, event) for name, told in what_happened(at).items()},
    }
    mark = at.isoformat()
    return [OwnTable(name, *each, means, mark) for name, each in held.items()]


def _person(means: Means, each: PersonRow) -> Row:
    # How deprived a place is, is not in the records: it comes with a source that has it.
    return (
        means.person(str(each.id)), _count(each.born), each.sex or None, _count(each.died),
        each.ethnicity or None, each.language or None, None, each.town,
        means.number(each.number) if each.number else None,
    )  # fmt: skip


def _registration(means: Means, each: tuple[int, UUID, str, str, date, date | None]) -> Row:
    _, person, code, name, starts, ends = each
    return means.person(str(person)), code or name, _count(starts), after_last(_count(ends))


def _result(means: Means, each: tuple[int, UUID, str, str, date, Any, str]) -> Row:
    _, person, system, code, on, value, unit = each
    if value is not None:
        value = in_usual_unit(float(value), (unit,), means.units.get((system, code), {unit: 1.0}))
    return means.person(str(person)), _system(system), code, _count(on), value


def _condition(means: Means, each: tuple[int, UUID, str, str, date | None]) -> Row:
    _, person, system, code, began = each
    return means.person(str(person)), _system(system), code, _needed(began, "began_on"), None


def _medicine(means: Means, each: tuple[int, UUID, str, str, date | None, bool]) -> Row:
    _, person, system, code, started, goes_on = each
    starts = _needed(started, "started_on")
    return means.person(str(person)), _system(system), code, starts, None if goes_on else starts


def _plan(means: Means, each: PlanRow) -> Row:
    agreed, reviewed = _day_of(each.agreed_at), _day_of(each.reviewed_at)
    started = _count(each.started_on)
    return means.person(str(each.person_id)), started, agreed, reviewed, _count(each.review_due)


def _budget(means: Means, each: tuple[int, UUID, str, str, str, datetime]) -> Row:
    _, person, kind, starts, ends, at = each
    read = Days().read
    first = read(starts, "starts") if starts else _day_of(at)
    return means.person(str(person)), kind, first, after_last(read(ends, "ends") if ends else None)


def _referral(means: Means, each: tuple[UUID, date, str]) -> Row:
    person, on, by = each
    return means.person(str(person)), _count(on), by


def _system(system: str) -> str:
    if not system:
        raise Rejected("system", "This code has no system.")
    return system


def _needed(day: date | None, column: str) -> int | None:
    if day is None:
        raise Rejected(column, "There is no date.")
    return _count(day)


def _count(day: date | None) -> int | None:
    return None if day is None else day.toordinal() - EPOCH


def _day_of(at: datetime | None) -> int | None:
    return None if at is None else _count(timezone.localdate(at))
