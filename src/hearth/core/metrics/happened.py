"""What happened in Hearth, as events of a population extract: a code system of our own.

So a metric is rules in the language of cohorts, and every engine that reads those reads metrics.
A fact that nobody recorded is no event: nothing here is guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hearth.core.cohorts.facts import Code

SYSTEM = "urn:hearth:happened"
VERSION = 1
"""Goes up when a code changes its meaning. A metric's hash holds it."""

BEFORE_NAME = "happened/"
"""Before a code, it makes the name of its code list. No list of a site can have such a name."""


class Among(StrEnum):
    """Whose events they are, and so which extract holds them."""

    PEOPLE = "people"
    PROFESSIONALS = "professionals"


@dataclass(frozen=True)
class Happened:
    """One code, with a noun for it. `on`: which day it has; `value`: what its number means."""

    code: str
    words: str
    on: str
    value: str = ""
    among: Among = Among.PEOPLE

    @property
    def list_name(self) -> str:
        """Return the name by which a rule asks for it."""
        return f"{BEFORE_NAME}{self.code}"


TALK = "the day of the conversation"
_GOOD = "0 to 10; 10 is the most"

HAPPENED: tuple[Happened, ...] = (
    Happened("recall-due", "a month in which to be asked", "the first day of that month"),
    Happened("conversation-held", "a planning conversation", TALK),
    Happened(
        "prompts-sent", "number of days from prompts to conversation", TALK,
        "whole days from sending to the conversation; -1 where none were sent before it",
    ),
    Happened("prompts-returned", "answer to “did anything come back before?”", TALK, "1 yes, 0 no"),
    Happened(
        "prompts-in-format", "answer to “did prompts come in the format they need?”", TALK,
        "1 sent in it; 0 that format could not be sent, so somebody had to tell them",
    ),
    Happened(
        "prompts-useful", "answer to “did the prompts help?”", "the day of the answer",
        "1 they helped, 0 they did not",
    ),
    Happened("plan-agreed", "a plan that they agreed", "the day they signed"),
    Happened("plan-opened-by-them", "an opening of the plan by them or a supporter", "that day"),
    Happened("plan-opened-by-staff", "an opening of the plan by somebody at work", "that day"),
    Happened("review-held", "a review of their plan", "the day the round ended with its review"),
    Happened("introduced", "an introduction to something near them", "that day"),
    Happened("arrived", "a first day at what they were introduced to", "their first day there"),
    Happened(
        "still-going", "answer to “do you still go there?”", "the day they told us",
        "1 yes, about three months after their first day or later; 0 no, or it did its work",
    ),
    Happened(
        "collaborate-top", "CollaboRATE top score", "the day of the answers",
        "1 all three have the top score of 9; 0 not. Answers with a gap are left out",
    ),
    *(
        Happened(f"ltc6-{code}", f"LTC-6 answer, {words}", "the day of the answer",
                 "1 the best of the four answers, 0 another one")
        for code, words in (
            ("mattered", "what mattered was discussed"),
            ("involved", "involved in decisions"),
            ("informed", "information"),
            ("supported", "support"),
            ("joined-up", "care joined up"),
            ("confident", "confident to look after their health"),
        )
    ),
    Happened("ons4-satisfied", "ONS4 answer, satisfied with life", "the day of the answer", _GOOD),
    Happened("ons4-worthwhile", "ONS4 answer, life worthwhile", "the day of the answer", _GOOD),
    Happened("ons4-happy", "ONS4 answer, happy yesterday", "the day of the answer", _GOOD),
    Happened("ons4-anxious", "ONS4 answer, anxious yesterday", "the day of the answer", _GOOD),
    Happened(
        "goal-scaled", "goal, the one furthest behind,", "the day they looked at the goals",
        "-2 worse, -1 as before, 0 as hoped, 1 and 2 better. Of several goals that day, the one"
        " that is furthest behind",
    ),
    Happened(
        "trained", "training to work as a partner", "the last day of the training",
        among=Among.PROFESSIONALS,
    ),
    Happened(
        "supervised", "supervision", "that day", among=Among.PROFESSIONALS,
    ),
    Happened(
        "confident", "answer to “do you feel sure?”", "the day of the answer",
        "1 feels sure of every statement (8 or more out of 10), 0 not of all",
        among=Among.PROFESSIONALS,
    ),
)  # fmt: skip

BY_CODE: Mapping[str, Happened] = {each.code: each for each in HAPPENED}

LISTS: Mapping[str, frozenset[Code]] = {
    each.list_name: frozenset({(SYSTEM, each.code)}) for each in HAPPENED
}
"""One code list for each code, for the engines, beside the lists of a site."""

TITLES: Mapping[str, str] = {each.list_name: each.words for each in HAPPENED}
"""What each of these lists is called on a page."""
