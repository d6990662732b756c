"""Made-up communities as plain histories, and every metric counted again from those alone.

Nothing here knows the language of cohorts or its engines: it is a second opinion, in plain Python.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from hearth.core.cohorts.facts import Event, PersonFacts, Registration
from tests.tiny_extract import TinyExtract, tiny_extract

DAY = date(2026, 10, 31)
YEAR_BEFORE = date(2025, 10, 31)
QUARTER_BEFORE = date(2026, 7, 31)
THREE_YEARS_BEFORE = date(2023, 10, 31)
EDGES = (
    DAY, DAY + timedelta(days=1), YEAR_BEFORE, YEAR_BEFORE - timedelta(days=1), QUARTER_BEFORE,
    QUARTER_BEFORE - timedelta(days=1), THREE_YEARS_BEFORE, THREE_YEARS_BEFORE - timedelta(days=1),
)  # fmt: skip
HERE, ELSEWHERE = ("Mill Lane", "Canal Street"), "Far Away"
SEXES = ("female", "male", None)
SCORES = (
    "collaborate-top", "ltc6-mattered", "ltc6-joined-up", "ltc6-confident", "prompts-useful",
    "still-going",
)  # fmt: skip
FEELINGS = ("ons4-satisfied", "ons4-worthwhile", "ons4-happy", "ons4-anxious")


@dataclass
class Talk:
    """One conversation; how many days before it prompts were sent, and whether they came back."""

    on: date
    lead: int
    came_back: bool
    in_format: bool | None


@dataclass
class Life:
    """What one person, or one professional, went through."""

    practice: str
    starts: date
    ends: date | None
    died: date | None
    sex: str | None
    talks: list[Talk] = field(default_factory=list)
    days: dict[str, list[date]] = field(default_factory=dict)
    answers: dict[str, list[tuple[date, int]]] = field(default_factory=dict)

    @property
    def is_here(self) -> bool:
        """Alive on the day, and registered here on it."""
        lives = self.died is None or self.died > DAY
        runs = self.starts <= DAY and (self.ends is None or self.ends > DAY)
        return lives and runs and self.practice in HERE

    def did(self, code: str, since: date = YEAR_BEFORE) -> bool:
        days = [talk.on for talk in self.talks] if code == "talk" else self.days.get(code, [])
        return any(since <= on <= DAY for on in days)

    @property
    def last_talk(self) -> Talk | None:
        held = [talk for talk in self.talks if YEAR_BEFORE <= talk.on <= DAY]
        return max(held, key=lambda talk: talk.on, default=None)

    def said(self, code: str) -> int | None:
        """The last answer of the year; of two on one day, the higher."""
        given = [each for each in self.answers.get(code, []) if YEAR_BEFORE <= each[0] <= DAY]
        return max(given)[1] if given else None


def some_lives(seed: int, people: int = 60) -> list[Life]:
    """A community of its own for each seed."""
    chance = Random(seed)
    return [_life(chance) for _ in range(people)]


def _life(chance: Random) -> Life:
    life = Life(
        practice=chance.choice((*HERE, *HERE, ELSEWHERE)),
        starts=chance.choice((date(2015, 1, 1), DAY, DAY + timedelta(days=1))),
        ends=chance.choice((None, None, None, DAY, DAY + timedelta(days=1))),
        died=chance.choice((None,) * 8 + (DAY, DAY + timedelta(days=1))),
        sex=chance.choice(SEXES),
    )
    for on in {_day(chance) for _ in range(chance.randint(0, 3))}:
        lead = chance.choice((-1, 0, 6, 7, 20))
        known = chance.choice((None, False)) if lead < 0 else True
        life.talks.append(Talk(on, lead, chance.random() < 0.5, known))
    for code in (
        "recall-due", "plan-agreed", "plan-opened-by-them", "plan-opened-by-staff", "review-held",
        "introduced", "arrived", "trained", "supervised",
    ):  # fmt: skip
        life.days[code] = [_day(chance) for _ in range(chance.randint(0, 2))]
    scales = dict.fromkeys((*SCORES, "confident"), (0, 1)) | dict.fromkeys(FEELINGS, (0, 10))
    for code, (low, high) in {**scales, "goal-scaled": (-2, 2)}.items():
        times = range(chance.randint(0, 2))
        life.answers[code] = [(_day(chance), chance.randint(low, high)) for _ in times]
    return life


def _day(chance: Random) -> date:
    if chance.random() < 0.4:
        return chance.choice(EDGES)
    return DAY - timedelta(days=chance.randint(-30, 1300))


def extract_of(lives: list[Life], folder: Path) -> TinyExtract:
    """Write these lives as an extract, as the readers of Hearth's own records would."""
    people = [
        PersonFacts(
            number, sex=life.sex, died=life.died, events=tuple(_events(life)),
            registrations=(Registration(life.practice, life.starts, life.ends),),
        )
        for number, life in enumerate(lives, 1)
    ]  # fmt: skip
    return tiny_extract(folder, people, DAY)


def _events(life: Life) -> Iterator[Event]:
    found: list[tuple[str, date, float | None]] = []
    for talk in life.talks:
        found.append(("conversation-held", talk.on, None))
        found.append(("prompts-sent", talk.on, talk.lead))
        found.append(("prompts-returned", talk.on, talk.came_back))
        if talk.in_format is not None:
            found.append(("prompts-in-format", talk.on, talk.in_format))
    found += [(code, on, None) for code, days in life.days.items() for on in days]
    found += [(code, *each) for code, given in life.answers.items() for each in given]
    for code, on, value in sorted(found, key=lambda each: each[1]):
        yield Event("urn:hearth:happened", code, on, None if value is None else float(value))


Count = Callable[[Life], bool]
"""Says of one life whether it is counted."""


def _talked(life: Life) -> bool:
    return life.did("talk")


def _agreed(life: Life) -> bool:
    return life.did("plan-agreed")


def _in_format(life: Life) -> list[bool]:
    """Whether it went in the right format, of the last talk that says."""
    known = [
        talk for talk in life.talks if talk.in_format is not None and YEAR_BEFORE <= talk.on <= DAY
    ]
    last = max(known, key=lambda talk: talk.on, default=None)
    return [] if last is None else [bool(last.in_format)]


def _scored(code: str) -> tuple[Count, list[Count]]:
    return lambda life: life.said(code) is not None, [lambda life: life.said(code) == 1]


def _between(code: str, *ends: tuple[int, int]) -> tuple[Count, list[Count]]:
    return (
        lambda life: life.said(code) is not None,
        [
            lambda life, low=low, high=high: (
                low <= (life.said(code) or 0) <= high and life.said(code) is not None
            )
            for low, high in ends
        ],
    )


WELL = ((0, 4), (5, 6), (7, 8), (9, 10))

RECOUNTS: dict[str, tuple[Count, list[Count]]] = {
    "talked-when-due": (lambda life: life.did("recall-due"), [_talked]),
    "plan-agreed": (_talked, [_agreed]),
    "plan-reviewed": (
        lambda life: life.did("plan-agreed", date.min),
        [lambda life: life.did("review-held") or _agreed(life)],
    ),
    "plan-opened": (_agreed, [lambda life: life.did("plan-opened-by-them")]),
    "plan-opened-by-staff": (_agreed, [lambda life: life.did("plan-opened-by-staff")]),
    "prompts-in-time": (
        _talked, [lambda life: life.last_talk is not None and life.last_talk.lead >= 7],
    ),
    "prompts-returned": (
        lambda life: life.last_talk is not None and life.last_talk.lead >= 0,
        [lambda life: life.last_talk is not None and life.last_talk.came_back],
    ),
    "prompts-in-format": (
        lambda life: bool(_in_format(life)), [lambda life: _in_format(life) == [True]],
    ),
    "introduced": (_talked, [lambda life: life.did("introduced")]),
    "arrived": (lambda life: life.did("introduced"), [lambda life: life.did("arrived")]),
    "staff-trained": (lambda _: True, [lambda life: life.did("trained", THREE_YEARS_BEFORE)]),
    "staff-supervised": (lambda _: True, [lambda life: life.did("supervised", QUARTER_BEFORE)]),
    "staff-confident": _scored("confident"),
    "goals": _between("goal-scaled", (-2, -2), (-1, -1), (0, 0), (1, 2)),
    **{code: _scored(code) for code in SCORES},
    **{code: _between(code, *WELL) for code in FEELINGS[:3]},
    FEELINGS[3]: _between(FEELINGS[3], (0, 1), (2, 3), (4, 5), (6, 10)),
}  # fmt: skip
"""By metric: who is in the denominator, and who is counted, or is in each band."""


def recounted(code: str, lives: list[Life]) -> tuple[int, tuple[int, ...]]:
    """Count a metric again: how many in the denominator, and in each part of it."""
    eligible, counted = RECOUNTS[code]
    of = [life for life in lives if life.is_here and eligible(life)]
    return len(of), tuple(sum(map(part, of)) for part in counted)
