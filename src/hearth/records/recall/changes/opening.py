"""Open a recall for each person who needs one, move it to its month, and end what is over."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hearth.core.recall.deciding import month_of, why_left_out
from hearth.core.recall.facts import Ending, Facts
from hearth.core.recall.stages import Stage, stage
from hearth.records.access.models import Involvement
from hearth.records.people.models import Account
from hearth.records.periods import not_over
from hearth.records.plans.models import KeyWorker
from hearth.records.recall.changes.noting import note_people
from hearth.records.recall.models import Recall
from hearth.records.recall.queries.facts import facts_of


@transaction.atomic
def open_recalls(
    people: Collection[UUID], *, by: Account | None, at: datetime, month: date | None = None
) -> int:
    """Open a recall for each of these people who has none, is due some day, and is not left out.

    Their practice asks them; without one, another service that has a part in their care. Their key
    worker answers for it. `month`: in which month, whatever the facts say. Says how many.
    """
    today, rule = timezone.localdate(at), settings.JURISDICTION.recall
    held = set(
        Recall.objects.select_for_update()
        .filter(person__in=people, ended_at__isnull=True)
        .values_list("person_id", flat=True)
    )
    months: dict[UUID, date] = {}
    for person, facts in facts_of([each for each in people if each not in held]).items():
        if why_left_out(facts, today) is None and (due := month or month_of(facts, today, rule)):
            months[person] = due
    return _open(months, by, at)


def _open(months: Mapping[UUID, date], by: Account | None, at: datetime) -> int:
    ties, keepers = _ties(months, on=timezone.localdate(at)), _keepers(months)
    Recall.objects.bulk_create(
        (
            Recall(
                person_id=person, organisation_id=ties[person][-1], month=month,
                first_month=month, opened_at=at, opened_by=by, accountable_id=keepers.get(person),
            )
            for person, month in months.items()
            if person in ties
        ),
        ignore_conflicts=True,  # Two lists may be put in the same moment: the first opens it.
    )  # fmt: skip
    mine = Recall.objects.filter(person__in=months, opened_at=at, ended_at__isnull=True)
    rows = list(mine.values_list("person_id", flat=True))
    note_people(rows, "opened a recall", by=by, at=at)
    return len(rows)


def _keepers(people: Collection[UUID]) -> dict[UUID, int]:
    """The post that is the key worker of each of these people."""
    rows = KeyWorker.objects.filter(person__in=people, ends__isnull=True)
    return dict(rows.values_list("person_id", "post_id"))


def _ties(people: Collection[UUID], *, on: date) -> dict[UUID, list[int]]:
    """The organisations with a part in the care of each; the last asks: their practice, if any."""
    rows = Involvement.objects.filter(not_over(on), person__in=people, starts__lte=on).values_list(
        "person_id", "organisation_id", "kind"
    )
    practice, found = Involvement.Kind.PRACTICE.value, defaultdict[UUID, list[int]](list)
    for person, place, _ in sorted(rows, key=lambda row: row[2] == practice):
        found[person].append(place)
    return found


@transaction.atomic
def keep_recalls(people: Collection[UUID], *, by: Account | None, at: datetime) -> dict[str, int]:
    """End the recalls of these people that are over, move those whose date has moved, open new.

    Who has moved to another service is asked by that one from now on.

    The same twice changes nothing more.
    """
    rows = Recall.objects.select_for_update().filter(person__in=people, ended_at__isnull=True)
    held = {row.person_id: row for row in rows.order_by("pk")}
    facts, today = facts_of(list(held)), timezone.localdate(at)
    over = {row: why for pk, row in held.items() if (why := _over(facts[pk], today))}
    for why in set(over.values()):
        _end([row for row, each in over.items() if each is why], why, by, at)
    moved = [row for pk, row in held.items() if row not in over and _moved(row, facts[pk], today)]
    Recall.objects.bulk_update(moved, ["month", "first_month"], batch_size=200)
    note_people([row.person_id for row in moved], "moved a recall", by=by, at=at)
    _follow([row for row in held.values() if row not in over], by, at)
    opened = open_recalls(people, by=by, at=at)
    return {"ended": len(over), "moved": len(moved), "opened": opened}


def _follow(rows: Collection[Recall], by: Account | None, at: datetime) -> None:
    """Let the service that cares for somebody now ask them, where the one that asked does not."""
    ties = _ties([row.person_id for row in rows], on=timezone.localdate(at))
    left = [
        row
        for row in rows
        if (places := ties.get(row.person_id)) and row.organisation_id not in places
    ]
    keepers = _keepers([row.person_id for row in left])
    for row in left:
        row.organisation_id = ties[row.person_id][-1]
        row.accountable_id = keepers.get(row.person_id)
    Recall.objects.bulk_update(left, ["organisation", "accountable"], batch_size=200)
    note_people([row.person_id for row in left], "gave a recall to another service", by=by, at=at)


def _over(facts: Facts, today: date) -> Ending | None:
    rule = settings.JURISDICTION.recall
    if facts.died:
        return Ending.DIED
    here = stage(facts, today)
    if here is Stage.MET:
        return Ending.MET
    if here is Stage.LAST_LETTER and (today - _last_sent(facts)).days > rule.last_letter_after:
        return Ending.NO_REPLY
    untouched = not (facts.sent or facts.said or facts.step)
    if untouched and not facts.listed and month_of(facts, today, rule) is None:
        return Ending.OFF_LISTS
    return None


def _last_sent(facts: Facts) -> date:
    return max(each.at for each in facts.sent).date()


def _moved(row: Recall, facts: Facts, today: date) -> bool:
    """Move a recall that nobody has begun to the month that the facts say now."""
    since = timezone.localdate(row.opened_at)
    put_off = any(each.since >= since for each in facts.left_out)
    if facts.sent or facts.said or put_off:
        return False
    due = month_of(facts, today, settings.JURISDICTION.recall)
    # A birth month that went by without a letter stays where it is: it is late, not next year's.
    if due is None or due == row.month or row.month <= today < due:
        return False
    if row.first_month == row.month:
        row.first_month = due
    row.month = due
    return True


@transaction.atomic
def end_recall(*, recall: Recall, why: Ending, by: Account | None, at: datetime) -> None:
    """End one recall."""
    _end([recall], why, by, at)


def _end(rows: Collection[Recall], why: Ending, by: Account | None, at: datetime) -> None:
    still_open = Recall.objects.filter(pk__in=[row.pk for row in rows], ended_at__isnull=True)
    still_open.update(ended_at=at, ended_why=why.value)
    note_people([row.person_id for row in rows], "ended a recall", what=why.value, by=by, at=at)
