"""Is this person due, and why? One pure decision, for lists, for letters and for a prompt.

A date that was agreed or is owed comes before the birth month; of several, the earliest counts.
(One recall for each person, by birth month: Year of Care in general practice.)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hearth.core.days import day_words, months_after
from hearth.core.recall.facts import Facts, LeftOut, Listed, ListKind, RecallRule, WhyNot
from hearth.core.rounds import Step


class Standing(StrEnum):
    """How somebody stands with the recall."""

    DUE = "due"
    NOT_YET = "not yet"
    LEFT_OUT = "left out"
    UNDER_WAY = "under way"
    NOT_LISTED = "on no list"


@dataclass(frozen=True)
class Decision:
    """How somebody stands, in which month they are due, and why, in plain words.

    `until`: the last day on which they are left out, where there is one.
    """

    standing: Standing
    reasons: tuple[str, ...]
    month: date | None = None
    until: date | None = None

    @property
    def is_due(self) -> bool:
        return self.standing is Standing.DUE


def decide(facts: Facts, today: date, rule: RecallRule) -> Decision:
    """Say whether this person is due for a planning conversation today, and why."""
    if out := why_left_out(facts, today):
        return Decision(Standing.LEFT_OUT, (_out_words(out),), facts.month, out.until)
    if facts.step is not None and facts.step is not Step.REVIEW:
        return Decision(Standing.UNDER_WAY, ("A round is under way.",), facts.month)
    month = facts.month or month_of(facts, today, rule)
    if month is None:
        return Decision(Standing.NOT_LISTED, ("They are on no list.",))
    opens = month - timedelta(days=rule.invite_before)
    standing = Standing.DUE if opens <= today else Standing.NOT_YET
    return Decision(standing, tuple(reasons(facts)), month)


def why_left_out(facts: Facts, today: date) -> LeftOut | None:
    """Return what keeps this person out of the recall today: a death first of all."""
    if facts.died:
        return LeftOut(WhyNot.DIED, today)
    if facts.death_told:
        return LeftOut(WhyNot.DIED, today, words="Someone told us. Nobody has checked it yet.")
    running = [each for each in facts.left_out if each.runs(today)]
    return max(running, key=lambda each: each.until or date.max, default=None)


def _out_words(out: LeftOut) -> str:
    """The reason and its end. What was said with it stays on the person's own page."""
    until = f", until {day_words(out.until)}" if out.until else ""
    return f"{out.why.value.capitalize()}{until}." + (
        f" {out.words}" if out.words and out.why is WhyNot.DIED else ""
    )


def month_of(facts: Facts, today: date, rule: RecallRule) -> date | None:
    """Return the first day of the month in which this person is due; None when on no list.

    A date in the past gives its own month: they have been due since then.
    """
    horizon = months_after(today, rule.look_ahead_months)
    dates = [day for day in _dates(facts, rule) if day <= horizon]
    if dates:
        return _not_again_yet(min(dates), facts, rule).replace(day=1)
    return _birth_month(facts, today, rule) if facts.listed else None


def _not_again_yet(day: date, facts: Facts, rule: RecallRule) -> date:
    """Who said no or nothing is left in peace for a while."""
    rested = facts.last_asked and months_after(facts.last_asked, rule.rest_months)
    return max(day, rested) if rested else day


def _dates(facts: Facts, rule: RecallRule) -> Iterator[date]:
    """Dates agreed or owed. What fell due soon after a conversation was dealt with there."""
    if facts.review_due:
        yield facts.review_due
    for each in facts.listed:
        if each.due and not _rests(each.due, facts, rule):
            yield each.due
        if each.kind is ListKind.ASKED and not each.due and not _rests(each.since, facts, rule):
            yield each.since


def _rests(day: date, facts: Facts, rule: RecallRule) -> bool:
    return facts.last_met is not None and day < months_after(facts.last_met, rule.rest_months)


def _birth_month(facts: Facts, today: date, rule: RecallRule) -> date:
    this_month = today.replace(day=1)
    month = date(today.year, facts.born.month, 1)
    first = _not_again_yet(this_month, facts, rule)
    while month < first or _rests(month, facts, rule):
        month = month.replace(year=month.year + 1)
    return month


def reasons(facts: Facts) -> Iterator[str]:
    """Say in plain words why somebody is asked: each list, each date, or their birth month."""
    for each in facts.listed:
        yield _listed_words(each)
    if facts.review_due:
        yield f"Their plan says to look at it again by {day_words(facts.review_due)}."
    if not facts.review_due and not any(each.due for each in facts.listed):
        yield f"Their birth month is {facts.born:%B}."


def _listed_words(each: Listed) -> str:
    match each.kind:
        case ListKind.SOCIAL_CARE if each.due:
            return f"Their social care review is due by {day_words(each.due)}."
        case ListKind.BUDGET if each.due:
            return f"Their personal budget is due for a review by {day_words(each.due)}."
        case ListKind.ASKED:
            return f"They asked for it on {day_words(each.due or each.since)}."
        case _:
            due = f", due by {day_words(each.due)}" if each.due else ""
            return f"On the list “{each.name}” since {day_words(each.since)}{due}."
