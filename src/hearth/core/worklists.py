"""Worklists: what has not happened, for whom, since when, who answers for it, and what is next.

One table (`LISTS`) says each list in words; one rule for each says the day from which it is late.
The lists are those of the process of care and support planning in general practice (domain, 2).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Worklist(StrEnum):
    """What has not happened, in the order in which to read: what cannot wait comes first."""

    RED_FLAG = "red-flag"
    NOT_INVITED = "not-invited"
    NO_REPLY = "no-reply"
    RESULTS_PENDING = "results-pending"
    UNBOOKED = "unbooked"
    LETTER = "letter"
    PLAN_NOT_ISSUED = "plan-not-issued"
    ACTION_OVERDUE = "action-overdue"
    REVIEW_OVERDUE = "review-overdue"
    REFERRAL = "referral"


class Answers(StrEnum):
    """Who answers for a list; the records know which person that is for each row."""

    RECALL = "who answers for the recall"
    ROUND = "who leads the round"
    KEY_WORKER = "the key worker"
    REFERRER = "who asked"


@dataclass(frozen=True)
class About:
    """A list in words. `counted`: from when its age runs. `next`: what to do now."""

    title: str
    means: str
    counted: str
    next: str
    answers: Answers


LISTS: Mapping[Worklist, About] = {
    Worklist.RED_FLAG: About(
        "Urgent results that nobody has dealt with",
        "A result was so far out that someone must call. No letter may go before that.",
        "from the day of the result",
        "Call them, and say what was done",
        Answers.ROUND,
    ),
    Worklist.NOT_INVITED: About(
        "Not invited yet",
        "They are due, and no invitation has left.",
        "from the day they were due",
        "Send the invitation",
        Answers.RECALL,
    ),
    Worklist.NO_REPLY: About(
        "No reply",
        "They were asked, and they have not answered.",
        "from the day an answer could be hoped for",
        "Ask in another way",
        Answers.RECALL,
    ),
    Worklist.RESULTS_PENDING: About(
        "Came for tests, and the results are not in",
        "They came for their tests. Some results are still not here.",
        "from the day the results should have come",
        "Chase the results",
        Answers.ROUND,
    ),
    Worklist.UNBOOKED: About(
        "No time for the conversation",
        "They said yes, and the conversation has no day yet.",
        "from the day it should have been booked",
        "Agree a day with them",
        Answers.ROUND,
    ),
    Worklist.LETTER: About(
        "Letter not sent, or in the wrong format",
        "The conversation is near. They do not have a letter that they can read.",
        "from the last good day to send it",
        "Send the letter in their format",
        Answers.ROUND,
    ),
    Worklist.PLAN_NOT_ISSUED: About(
        "Plan not given",
        "The conversation took place, and they do not have their plan.",
        "from the day after the conversation",
        "Write it up, and give them a copy",
        Answers.ROUND,
    ),
    Worklist.ACTION_OVERDUE: About(
        "Actions past their date",
        "Something was agreed, and its date has passed.",
        "from the day after the date of the oldest one",
        "Ask how it goes",
        Answers.KEY_WORKER,
    ),
    Worklist.REVIEW_OVERDUE: About(
        "Review past its date",
        "The plan should have been looked at again.",
        "from the day after the review was due",
        "Start the review",
        Answers.KEY_WORKER,
    ),
    Worklist.REFERRAL: About(
        "Referral without an answer",
        "Someone asked for help for them, and no answer came.",
        "from the day an answer should have come",
        "Ask the service, or tell who asked",
        Answers.REFERRER,
    ),
}

PAUSED = frozenset(
    {
        Worklist.NOT_INVITED,
        Worklist.NO_REPLY,
        Worklist.UNBOOKED,
        Worklist.LETTER,
        Worklist.REVIEW_OVERDUE,
    }
)
"""Lists that ask the person to come: silent while they said no or not now."""


@dataclass(frozen=True)
class Facts:
    """What has happened to one person, as days; none where it has not.

    `due`: the recall. `asked`: the last invitation or reminder. `said_yes`: to the invitation, or
    the start of a round without one. `came`: for their tests. `results`: all of them are in.
    `red_flags`: days of urgent results still open. `letter`: the preparation letter left;
    `letter_fits`: in the format that they need. `conversation`: the day booked. `met`: it took
    place. `issued`: they have their plan. `actions`: dates of actions still open.
    `review`: the day agreed for it; none once it has begun. `referrals`: days on which someone
    referred them and no answer came. `excepted`: they are left out of the recall today.
    """

    due: date | None = None
    asked: date | None = None
    said_yes: date | None = None
    came: date | None = None
    results: date | None = None
    red_flags: tuple[date, ...] = ()
    conversation: date | None = None
    letter: date | None = None
    letter_fits: bool = True
    met: date | None = None
    issued: date | None = None
    actions: tuple[date, ...] = ()
    review: date | None = None
    referrals: tuple[date, ...] = ()
    excepted: bool = False
    died: bool = False


@dataclass(frozen=True)
class Late:
    """One row of a worklist. `since`: from this day it is late; `days`: its age, 0 on that day."""

    list: Worklist
    since: date
    days: int

    @property
    def about(self) -> About:
        """The list in words."""
        return LISTS[self.list]

    @property
    def age(self) -> str:
        """The age in words."""
        return {0: "since today", 1: "1 day"}.get(self.days, f"{self.days:,} days")


def late(facts: Facts, today: date, days: Mapping[Worklist, int]) -> list[Late]:
    """Say which lists a person is on today, in the order of the lists.

    `days`: for each list, how many days after its fact it counts as late (from the jurisdiction
    pack; fewer than none for the letter, which must leave before the conversation).
    """
    if facts.died:
        return []
    found = []
    for each, rule in RULES.items():
        fact = None if facts.excepted and each in PAUSED else rule(facts)
        if fact and (since := _late_from(each, facts, fact, days[each])) <= today:
            found.append(Late(each, since, (today - since).days))
    return found


def _late_from(worklist: Worklist, facts: Facts, fact: date, days: int) -> date:
    if worklist is Worklist.LETTER and facts.letter:
        return fact  # A letter that they cannot read is wrong from the day on which it left.
    return fact + timedelta(days=days)


def _not_invited(facts: Facts) -> date | None:
    return None if facts.asked or facts.said_yes else facts.due


def _no_reply(facts: Facts) -> date | None:
    return None if facts.said_yes else facts.asked


def _results_pending(facts: Facts) -> date | None:
    return None if facts.results or facts.met else facts.came


def _unbooked(facts: Facts) -> date | None:
    return None if facts.conversation or facts.met else facts.said_yes


def _letter(facts: Facts) -> date | None:
    if facts.met:
        return None
    if facts.letter:
        return None if facts.letter_fits else facts.letter
    return facts.conversation


def _plan_not_issued(facts: Facts) -> date | None:
    return None if facts.issued else facts.met


RULES: Mapping[Worklist, Callable[[Facts], date | None]] = {
    Worklist.RED_FLAG: lambda facts: min(facts.red_flags, default=None),
    Worklist.NOT_INVITED: _not_invited,
    Worklist.NO_REPLY: _no_reply,
    Worklist.RESULTS_PENDING: _results_pending,
    Worklist.UNBOOKED: _unbooked,
    Worklist.LETTER: _letter,
    Worklist.PLAN_NOT_ISSUED: _plan_not_issued,
    Worklist.ACTION_OVERDUE: lambda facts: min(facts.actions, default=None),
    Worklist.REVIEW_OVERDUE: lambda facts: facts.review,
    Worklist.REFERRAL: lambda facts: min(facts.referrals, default=None),
}
"""For each list the fact that it counts from; none when what it waits for has happened."""
