"""How things were before an introduction and three months after: of one, and of many."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from hearth.core.introductions.outcomes import Answer, Change, Pair, change, counted, pair
from hearth.core.measures import GAS_LEVELS, LONELINESS, ONS4, Item
from hearth.core.metrics.small_numbers import Table, published, rounded
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.introductions.models import Introduction
from hearth.records.measures.models import GoalScaled, Response
from hearth.records.measures.queries import goals_scaled, responses

ITEMS: tuple[Item, ...] = (*LONELINESS.items, *ONS4.items)
GOAL = "goal"
GOAL_WORDS = {level: words for level, _, words in GAS_LEVELS}


@dataclass(frozen=True)
class Outcome:
    """One question, with the answers before and after in words, and how it changed."""

    question: str
    before: str
    after: str
    change: Change | None


def answers_of(record: Record, item: Item) -> list[Answer]:
    """The answers of a person to one question; none for who may not see them."""
    instrument = LONELINESS if item in LONELINESS.items else ONS4
    return list(_answers(responses(record, instrument.code), item.name))


def outcomes_of(record: Record, row: Introduction) -> list[Outcome]:
    """Before and after, question by question, for what there is. Three queries."""
    start = timezone.localdate(row.made_at)
    told = {code: responses(record, code) for code in (LONELINESS.code, ONS4.code)}
    found = []
    for item in ITEMS:
        code = LONELINESS.code if item in LONELINESS.items else ONS4.code
        found.append(_outcome(item, pair(_answers(told[code], item.name), start)))
    if row.goal and record.shows(Section.GOALS, row.goal):
        scaled = goals_scaled(record).get(str(row.goal), [])
        found.append(_goal(pair(_levels(scaled), start)))
    return [each for each in found if each.before or each.after]


def _outcome(item: Item, both: Pair) -> Outcome:
    return Outcome(
        item.question, _words(item, both.before), _words(item, both.after), change(item.name, both)
    )


def _words(item: Item, answer: Answer | None) -> str:
    if answer is None:
        return ""
    if item in LONELINESS.items:
        return item.band(answer.value).capitalize()
    return f"{answer.value} out of {item.highest}"


def _goal(both: Pair) -> Outcome:
    before, after = (GOAL_WORDS[each.value] if each else "" for each in (both.before, both.after))
    return Outcome("The goal that it is for", before, after, change(GOAL, both))


def _answers(rows: Iterable[Response], name: str) -> Iterator[Answer]:
    for row in rows:
        if name in row.answers:
            yield Answer(timezone.localdate(row.at), row.answers[name])


def _levels(rows: Iterable[GoalScaled]) -> Iterator[Answer]:
    return (Answer(timezone.localdate(row.at), row.level) for row in rows)


def outcome_counts(
    *, start: date, end: date, community: int | None = None
) -> Mapping[str, Mapping[Change, int]]:
    """Count, for each question, what became better, stayed or became worse, three months after.

    Of introductions made from `start` to `end`, both included; those that were only told are left
    out. Counts are exact: who shows them hides the small ones and rounds (ADR 11). Four queries.
    """
    made = list(_made(start, end, community))
    people = {person for person, _, _ in made}
    told = _told(people)
    levels = _scaled({goal for _, goal, _ in made if goal})
    changes = []
    for person, goal, day in made:
        answers = told.get(person, {})
        changes += [
            (item.name, change(item.name, pair(answers.get(item.name, ()), day))) for item in ITEMS
        ]
        if goal:
            changes.append((GOAL, change(GOAL, pair(levels.get(goal, ()), day))))
    return counted(changes)


def outcomes_shown(
    *, start: date, end: date, community: int | None = None
) -> Mapping[str, Table[Change]]:
    """Return those counts as they may be published: each question a table of its own (ADR 11).

    Small counts are hidden with what would give them away, and the others are rounded to fives.
    """
    counts = outcome_counts(start=start, end=end, community=community)
    return {
        item: rounded(published({each: (number,) for each, number in row.items()}))
        for item, row in counts.items()
    }


def _made(
    start: date, end: date, community: int | None
) -> Iterator[tuple[UUID, UUID | None, date]]:
    rows = Introduction.objects.exclude(agreed_at=None)
    rows = rows.filter(made_at__date__gte=start, made_at__date__lte=end)
    if community is not None:
        rows = rows.filter(activity__community=community)
    for person, goal, at in rows.values_list("person", "goal", "made_at"):
        yield person, goal, timezone.localdate(at)


def _told(people: Iterable[UUID]) -> dict[UUID, dict[str, list[Answer]]]:
    found: dict[UUID, dict[str, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    rows = Response.objects.filter(
        person__in=list(people), instrument__in=[LONELINESS.code, ONS4.code]
    )
    for person, answers, at in rows.values_list("person", "answers", "at"):
        for name, value in answers.items():
            found[person][name].append(Answer(timezone.localdate(at), value))
    return found


def _scaled(goals: Iterable[Any]) -> dict[UUID, list[Answer]]:
    found: dict[UUID, list[Answer]] = defaultdict(list)
    rows = GoalScaled.objects.filter(thread__in=list(goals))
    for thread, level, at in rows.values_list("thread", "level", "at"):
        found[thread].append(Answer(timezone.localdate(at), level))
    return found
