"""When a person must be offered somebody independent who speaks up for them.

The four questions are those of the Care Act 2014, s67(4) (substantial difficulty), and the helper
that of s67(5) and (6): someone suitable, not paid to give care, whom the person wants. Where one
answer is "a lot" and there is no such helper, an independent advocate must be offered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hearth.core.words import Refusal, Refused


class Ability(StrEnum):
    """What each question asks about."""

    UNDERSTAND = "understand"
    REMEMBER = "remember"
    WEIGH_UP = "weigh_up"
    TELL_US = "tell_us"


ABILITY_WORDS: dict[Ability, str] = {
    Ability.UNDERSTAND: "Is it hard for them to understand what we say or write?",
    Ability.REMEMBER: "Is it hard for them to keep it in mind for long enough?",
    Ability.WEIGH_UP: "Is it hard for them to weigh things up and choose?",
    Ability.TELL_US: "Is it hard for them to tell us what they think or feel, in any way?",
}


class Difficulty(StrEnum):
    """How hard it is for the person."""

    NONE = "none"
    SOME = "some"
    A_LOT = "a_lot"


DIFFICULTY_WORDS: dict[Difficulty, str] = {
    Difficulty.NONE: "No",
    Difficulty.SOME: "A little",
    Difficulty.A_LOT: "Yes, a lot",
}


class AdvocacyStep(StrEnum):
    """What can happen on the way to an advocate. Each is a row with its day and its author."""

    ASKED_FOR = "asked for"  # the person asked for one: no question needs an answer
    ANSWERED = "four questions answered"
    ACCEPTED = "offered and wanted"
    DECLINED = "offered and not wanted"
    REFERRED = "referred"


WANTED = frozenset({AdvocacyStep.ASKED_FOR, AdvocacyStep.ACCEPTED})


@dataclass(frozen=True)
class FourAnswers:
    """The answers to the four questions, and who could help who is not paid to.

    `helper` names someone suitable whom the person wants; empty when there is nobody.
    """

    answers: Mapping[Ability, Difficulty]
    helper: str = ""

    @property
    def hard(self) -> list[Ability]:
        """What is a lot of difficulty for them, in the order of the questions."""
        return [each for each in Ability if self.answers.get(each) is Difficulty.A_LOT]

    @property
    def must_offer(self) -> bool:
        """Say whether the law asks us to offer an advocate (Care Act 2014, s67)."""
        return bool(self.hard) and not self.helper.strip()


def answer_problems(answers: Mapping[Ability, Difficulty]) -> list[Refusal]:
    """List the questions that have no answer."""
    return [
        Refusal("Choose an answer.", ability.value) for ability in Ability if ability not in answers
    ]


@dataclass(frozen=True)
class AdvocacyFact:
    """One thing that happened. `answers` only where the four questions were answered."""

    step: AdvocacyStep
    on: date
    answers: FourAnswers | None = None


@dataclass(frozen=True)
class AdvocacyStanding:
    """Where it stands: what has been asked, offered and done. Derived from facts, oldest first."""

    facts: Sequence[AdvocacyFact] = ()

    @property
    def answers(self) -> FourAnswers | None:
        """The newest answers to the four questions."""
        given = [each.answers for each in self.facts if each.answers is not None]
        return given[-1] if given else None

    @property
    def is_wanted(self) -> bool:
        """Say whether the person's last word is that they want an advocate."""
        said = [each.step for each in self.facts if each.step in WANTED | {AdvocacyStep.DECLINED}]
        return bool(said) and said[-1] in WANTED

    @property
    def must_offer(self) -> bool:
        """Say whether an offer is owed: the newest answers ask for one, and none came after."""
        owed = False
        for each in self.facts:
            if each.answers is not None:
                owed = each.answers.must_offer
            elif each.step is not AdvocacyStep.REFERRED:
                owed = False
        return owed and not self.is_wanted

    @property
    def waits_since(self) -> date | None:
        """The day on which the person said yes, where nobody has referred them yet."""
        since = None
        for each in self.facts:
            if each.step in WANTED:
                since = since or each.on
            elif each.step is not AdvocacyStep.ANSWERED:
                since = None
        return since

    @property
    def obstacles(self) -> list[str]:
        """List what must happen before a formal review starts."""
        if self.must_offer:
            return ["Offer an advocate first."]
        if self.answers is None and not self.is_wanted:
            return ["Ask the four questions about an advocate first."]
        return []


class CannotArrangeAdvocate(Refused):
    """A step towards an advocate cannot be taken now."""


def advocacy_problems(step: AdvocacyStep, standing: AdvocacyStanding) -> list[str]:
    """List why a step towards an advocate makes no sense now."""
    if step is AdvocacyStep.REFERRED and standing.waits_since is None:
        return ["They have not said yes to an advocate, or one has been asked to come."]
    return []
