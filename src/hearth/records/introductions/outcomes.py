"""How things were before an introduction and three months after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from hearth.core.introductions.outcomes import Answer, Change, Pair, change, pair
from hearth.core.measures import GAS_LEVELS, LONELINESS, ONS4, Item
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
