"""What the steering group of Calderwick said of its House, round by round, as plain tables.

A step is 1 (needs work) to 4 (cracked it); a pair is: is it there, does it work.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hearth.core.house.assessing import Question, Rating, Voice
from hearth.core.house.framework import Element
from hearth.core.house.parts import Part

THERE, WORKS = Question
STAFF, PEOPLE = Voice
Pair = tuple[int, int]

LEFT, RIGHT, ROOF, BASE, HEARTH = Part

# part: (who answers for it, from so many days ago)
ANSWERS_FOR = {
    RIGHT: ("grace", 436), ROOF: ("priya", 436), BASE: ("dee", 430), HEARTH: ("grace", 430),
}  # fmt: skip
LATELY = {LEFT: ("arthur", 46)}


@dataclass(frozen=True)
class Round:
    """One assessment: when (days ago), what each voice says of each part, and what stands out.

    `closed` 0: it is still open. `only`: the elements that have been answered so far.
    """

    opened: int
    answered: int
    closed: int
    usual: Mapping[Part, tuple[Pair, Pair]]
    apart: Mapping[str, tuple[Pair, Pair]]
    words: Mapping[tuple[str, Voice, Question], str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    differing: Mapping[str, Mapping[str, tuple[Question, int, str]]] = field(default_factory=dict)
    settled: Mapping[str, tuple[Question, str, int, str]] = field(default_factory=dict)
    only: tuple[str, ...] = ()

    def ratings(self, element: Element, voice: Voice) -> tuple[Rating, Rating]:
        """Return what a voice says of an element: is it there, does it work."""
        staff, people = self.apart.get(element.code, self.usual[element.part])
        there, works = staff if voice is STAFF else people
        return Rating(there), Rating(works)

    def who(self, element: Element, voice: Voice) -> str:
        """Return who speaks for a voice: each knows some parts best."""
        staff = {RIGHT: "grace", HEARTH: "grace", BASE: "dee", ROOF: "priya", LEFT: "priya"}
        people = {LEFT: "arthur", HEARTH: "arthur", RIGHT: "rhys", BASE: "rhys", ROOF: "arthur"}
        return staff[element.part] if voice is STAFF else people[element.part]


FIRST = Round(
    opened=424, answered=412, closed=405,
    usual={
        LEFT: ((2, 2), (2, 1)), RIGHT: ((2, 2), (2, 2)), ROOF: ((2, 2), (2, 2)),
        BASE: ((2, 2), (2, 2)), HEARTH: ((3, 2), (2, 2)),
    },
    apart={
        "letter-before": ((2, 2), (1, 1)), "needed-format": ((2, 1), (1, 1)),
        "things-near-me": ((1, 1), (1, 1)), "a-few-good-figures": ((1, 1), (2, 1)),
        "one-recall": ((1, 1), (1, 1)), "urgent-results": ((3, 3), (3, 3)),
        "held-against-the-house": ((1, 1), (1, 1)),
    },
    words={
        ("letter-before", PEOPLE, WORKS): "My wife’s came the day after she had been seen.",
        ("one-recall", STAFF, THERE): "Three recalls for one man with three conditions, in March.",
        ("things-near-me", PEOPLE, WORKS): "Half the numbers on that list are dead.",
        ("a-few-good-figures", STAFF, THERE): "We count visits. Nothing else has a first value.",
    },
)  # fmt: skip

SECOND = Round(
    opened=224, answered=214, closed=206,
    usual={
        LEFT: ((3, 3), (2, 2)), RIGHT: ((3, 3), (3, 2)), ROOF: ((3, 3), (3, 3)),
        BASE: ((2, 2), (2, 2)), HEARTH: ((3, 3), (3, 3)),
    },
    apart={
        "letter-before": ((3, 3), (2, 1)), "needed-format": ((3, 2), (1, 1)),
        "things-near-me": ((2, 2), (2, 1)), "a-few-good-figures": ((2, 1), (2, 2)),
        "one-recall": ((3, 2), (2, 2)), "urgent-results": ((4, 4), (3, 3)),
        "held-against-the-house": ((2, 1), (2, 2)), "without-the-internet": ((2, 2), (1, 1)),
    },
    words={
        ("letter-before", STAFF, THERE): "All letters go from one list now, two weeks before.",
        ("letter-before", PEOPLE, WORKS): "It came. Four pages of numbers. It went in a drawer.",
        ("needed-format", PEOPLE, WORKS): "We asked for large print twice.",
        ("without-the-internet", PEOPLE, THERE): "The letter says: go to our website.",
        ("things-near-me", PEOPLE, WORKS): "Dee’s list is good. Nobody else seems to have it.",
    },
    differing={
        "one-recall": {"grace": (WORKS, 4, "My clinic has it. I have not seen the others.")},
        "things-near-me": {"grace": (THERE, 3, "There is a list on the wall of the staff room.")},
    },
    settled={
        "one-recall": (WORKS, "priya", 3, "It works at Mill Lane, and starts elsewhere."),
    },
)  # fmt: skip

THIRD = Round(
    opened=42, answered=33, closed=26,
    usual={
        LEFT: ((3, 3), (3, 3)), RIGHT: ((3, 3), (3, 3)), ROOF: ((3, 3), (3, 3)),
        BASE: ((3, 3), (3, 3)), HEARTH: ((3, 3), (3, 3)),
    },
    apart={
        "letter-before": ((4, 3), (2, 1)), "needed-format": ((3, 3), (2, 1)),
        "things-near-me": ((3, 3), (3, 2)), "help-to-get-there": ((3, 2), (2, 2)),
        "a-few-good-figures": ((3, 2), (3, 3)), "one-recall": ((4, 4), (3, 3)),
        "urgent-results": ((4, 4), (4, 4)), "without-the-internet": ((3, 2), (2, 1)),
        "held-against-the-house": ((3, 3), (3, 3)), "peer-support": ((3, 3), (3, 3)),
        "own-agenda": ((4, 4), (3, 3)), "both-tell-stories": ((4, 4), (4, 4)),
        "learning-to-live-well": ((3, 3), (3, 2)), "roles-and-rooms": ((4, 3), (3, 3)),
    },
    words={
        ("letter-before", PEOPLE, THERE): "It comes in time now, for most.",
        ("letter-before", PEOPLE, WORKS): "It is written for nurses. Who knows what it asks?",
        ("needed-format", PEOPLE, WORKS): "Large print came this time, without the questions.",
        ("without-the-internet", PEOPLE, WORKS): "You can ring. Then they ask for your email.",
        ("own-agenda", STAFF, WORKS): "We sat in on six talks. All six began with the person.",
        ("things-near-me", PEOPLE, WORKS): "Two of the five that I rang were right.",
        ("urgent-results", PEOPLE, WORKS): "They rang my friend the same afternoon.",
        ("peer-support", PEOPLE, WORKS): "The Wednesday table at the Mend Shed keeps me going.",
    },
    links={"urgent-results": "https://example.org/calderwick/who-rings-whom.pdf"},
    figures={
        "letter-before": ("prompts-in-time", "84 in 100 got theirs a week before"),
        "one-recall": ("talked-when-due", "71 in 100 who were due had their talk"),
        "partnership-training": ("staff-trained", "15 in 20 are trained"),
    },
    differing={
        "letter-before": {"grace": (WORKS, 2, "Half of mine come without having read it.")},
        "needed-format": {"rhys": (WORKS, 2, "")},
    },
    settled={
        "needed-format": (WORKS, "rhys", 1, "Without the questions it is no use. We agree."),
    },
)  # fmt: skip

NOW = Round(
    opened=4, answered=2, closed=0, usual=THIRD.usual,
    apart={"letter-before": ((4, 3), (3, 2)), "needed-format": ((3, 3), (3, 2))},
    words={("letter-before", PEOPLE, WORKS): "Arthur’s group rewrote page one. It reads well."},
    only=("letter-before", "needed-format"),
)  # fmt: skip
