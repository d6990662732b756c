"""An assessment: each element is rated twice, by two voices. What differs is shown, not averaged.

*Is it there* can be checked; *does it work* is for those who live with it (after the P3C
organisational tool). Staff answer; people who use services, and their carers, answer apart. The
four steps of the scale are those of the Year of Care practice checklist.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from hearth.core.house.framework import Element, Proof
from hearth.core.words import Refusal


class Rating(IntEnum):
    """The four steps, the weakest first."""

    NEEDS_WORK = 1
    GOOD_IDEAS = 2
    NEARLY_THERE = 3
    CRACKED_IT = 4

    @property
    def words(self) -> str:
        """Return the step as people say it: “Nearly there”."""
        return self.name.replace("_", " ").capitalize()


class Question(StrEnum):
    """What is asked of each element."""

    THERE = "Is it there?"
    WORKS = "Does it work?"


class Voice(StrEnum):
    """Who answers. No voice can settle for the other."""

    STAFF = "Staff"
    PEOPLE = "People who use services, and carers"


@dataclass(frozen=True)
class Evidence:
    """What an answer rests on: words, a link, a figure (the code of a metric, and what it said)."""

    words: str = ""
    link: str = ""
    metric: str = ""
    figure: str = ""

    @property
    def proof(self) -> Proof:
        """Return how heavy it is."""
        if self.metric:
            return Proof.COUNTED
        return Proof.SHOWN if self.link else Proof.WORDS


@dataclass(frozen=True)
class Answer:
    """One member's answer. No rating: “I do not know”. `who` tells members apart."""

    element: str
    question: Question
    voice: Voice
    rating: Rating | None
    who: str
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True)
class Settled:
    """What one voice agreed on after it talked, and why."""

    element: str
    question: Question
    voice: Voice
    rating: Rating
    why: str


@dataclass(frozen=True)
class Heard:
    """What one voice says to one question: how many chose each step, and what counts."""

    question: Question
    voice: Voice
    counts: Mapping[Rating, int]
    do_not_know: int = 0
    settled: Settled | None = None

    @property
    def rating(self) -> Rating | None:
        """Return what was settled; else the lowest answer, until they have talked about it."""
        if self.settled:
            return self.settled.rating
        return min(self.counts, default=None)

    @property
    def is_split(self) -> bool:
        """Say whether those who answered differ."""
        return len(self.counts) > 1


@dataclass(frozen=True)
class ElementStanding:
    """How an element stands: what each voice said to each question, and what holds it back."""

    element: Element
    heard: tuple[Heard, ...]
    rating: Rating | None
    held_back: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()

    def of(self, question: Question, voice: Voice) -> Heard:
        """Return what one voice says to one question."""
        return next(h for h in self.heard if (h.question, h.voice) == (question, voice))


def assess(
    element: Element, answers: Iterable[Answer], settled: Iterable[Settled] = ()
) -> ElementStanding:
    """Say how one element stands, from all answers of one assessment.

    It is no better than the weakest answer that counts. It is “nearly there” at most while a voice
    or a question is missing, or while “cracked it” rests on lighter evidence than it needs.
    """
    own = [each for each in answers if each.element == element.code]
    agreed = {(s.question, s.voice): s for s in settled if s.element == element.code}
    heard = tuple(_heard(q, v, own, agreed.get((q, v))) for v in Voice for q in Question)
    lowest = min((each.rating for each in heard if each.rating), default=None)
    held_back = (*_unsaid(heard), *_unproven(element, own, lowest)) if lowest else ()
    top = Rating.NEARLY_THERE if held_back and lowest == Rating.CRACKED_IT else lowest
    return ElementStanding(element, heard, top, held_back, tuple(_disagreements(heard)))


def _heard(
    question: Question, voice: Voice, answers: Iterable[Answer], settled: Settled | None
) -> Heard:
    own = [each for each in answers if (each.question, each.voice) == (question, voice)]
    counts = Counter(each.rating for each in own if each.rating)
    unknown = sum(each.rating is None for each in own)
    return Heard(question, voice, dict(sorted(counts.items())), unknown, settled)


def _unsaid(heard: Iterable[Heard]) -> Iterable[str]:
    for each in heard:
        if each.rating is None:
            yield f"{each.voice} have not said: “{each.question}”"


def _unproven(element: Element, answers: Iterable[Answer], lowest: Rating) -> Iterable[str]:
    """Ask for evidence only where nothing else is in the way of “cracked it”."""
    proofs = [a.evidence.proof.weight for a in answers if a.rating == Rating.CRACKED_IT]
    if lowest == Rating.CRACKED_IT and max(proofs, default=0) < element.proof.weight:
        yield f"“Cracked it” needs {element.proof} to show for it."


def _disagreements(heard: tuple[Heard, ...]) -> Iterable[str]:
    for each in heard:
        if each.is_split:
            low, high = min(each.counts), max(each.counts)
            yield (
                f"{each.voice} differ on “{each.question}”: from “{low.words}” to “{high.words}”."
            )
    for question in Question:
        said = {each.voice: each.rating for each in heard if each.question is question}
        staff, people = said[Voice.STAFF], said[Voice.PEOPLE]
        if staff and people and staff != people:
            yield f"“{question}” Staff say “{staff.words}”. People say “{people.words}”."
    for voice in Voice:
        there, works = (each.rating for each in heard if each.voice is voice)
        if there and works and there - works > 1:
            yield f"{voice} say that it is there, and does not work as it should."


def answer_obstacles(rating: Rating | None, evidence: Evidence) -> list[Refusal]:
    """List what is wrong with an answer before it is kept. `where` is a field of the evidence."""
    found = []
    link = evidence.link.strip()
    if link and not link.startswith(("https://", "http://")):
        found.append(Refusal("A link begins with https://", "link"))
    if rating == Rating.CRACKED_IT and not (evidence.words.strip() or link or evidence.metric):
        found.append(Refusal("Say what shows that you have cracked it.", "words"))
    return found
