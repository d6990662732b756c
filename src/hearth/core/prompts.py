"""A prompt in somebody else's system: when there is one, how urgent it is, and its words.

Words here are for staff who look at something else: one line, then the reasons. They tell of the
process alone (an invitation, a date), and never of what stands in a plan.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hearth.core.days import day_words


class Outcome(StrEnum):
    """What became of a card, in the words of CDS Hooks."""

    ACCEPTED = "accepted"
    OVERRIDDEN = "overridden"


class Why(StrEnum):
    """Why there is a card, the most pressing first."""

    REVIEW_OVERDUE = "review-overdue"
    DUE = "due"
    INVITED = "invited"
    PLAN = "plan-to-open"


class Indicator(StrEnum):
    """How a card is marked. Nothing that we say is an emergency: “critical” is never used."""

    INFO = "info"
    WARNING = "warning"


OVERRIDE_SYSTEM = "urn:hearth:prompt-answer"
OVERRIDE_REASONS = {
    "not-today": "There is no time for it today",
    "not-wanted": "They do not want to talk about it now",
    "done": "It has been done",
    "not-right": "It is not right for them",
}
TELL_MOST = 140
"""The longest summary that CDS Hooks allows."""


@dataclass(frozen=True)
class Facts:
    """What is known of one person's process, as far as the viewer may know of it.

    `due`: why they are due, in words; `late`: since which month nobody has asked them.
    `review`: the day agreed for a review that has gone by. `invited`: asked, and no answer came.
    `has_plan`: there is a plan to open.
    """

    due: tuple[str, ...] = ()
    late: bool = False
    review: date | None = None
    invited: bool = False
    has_plan: bool = False


@dataclass(frozen=True)
class Card:
    """One card: its reasons as codes, and its words."""

    why: tuple[Why, ...]
    summary: str
    lines: tuple[str, ...]
    indicator: Indicator

    @property
    def detail(self) -> str:
        """The reasons as a list in Markdown."""
        return "\n".join(f"- {line}" for line in self.lines)


def card(facts: Facts, *, plan_counts: bool = True) -> Card | None:
    """Return the one card about a person; none where there is nothing to say.

    One card however many reasons: who is shown three, reads none. `plan_counts`: a plan to open
    is enough for a card (when a record is opened, and not when a time is booked).
    """
    found = [(why, line) for why, lines in _reasons(facts) for line in lines]
    why = tuple(dict.fromkeys(each for each, _ in found))
    if not why or (why == (Why.PLAN,) and not plan_counts):
        return None
    is_late = Why.REVIEW_OVERDUE in why or (Why.DUE in why and facts.late)
    return Card(
        why=why,
        summary=SUMMARIES[why[0]],
        lines=tuple(line for _, line in found),
        indicator=Indicator.WARNING if is_late else Indicator.INFO,
    )


SUMMARIES = {
    Why.REVIEW_OVERDUE: "The review of their care and support plan is late.",
    Why.DUE: "They are due a care and support planning conversation.",
    Why.INVITED: "They were asked to a planning conversation, and have not answered.",
    Why.PLAN: "They have a care and support plan.",
}


def _reasons(facts: Facts) -> Iterable[tuple[Why, tuple[str, ...]]]:
    if facts.review:
        yield Why.REVIEW_OVERDUE, (f"The review was agreed for {day_words(facts.review)}.",)
    if facts.due:
        yield Why.DUE, facts.due
    if facts.invited:
        yield Why.INVITED, ("An invitation has left. You can ask them now.",)
    if facts.has_plan:
        yield Why.PLAN, ("Open the plan to see what matters to them.",)
