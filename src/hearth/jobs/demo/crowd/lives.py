"""One made-up life in the crowd: who, what they live with, and how far their plan has come."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from random import Random
from typing import Any
from uuid import UUID

from hearth.core.people import ContactWay, Format, NeedKind
from hearth.core.words import Refused
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.crowd.conditions import LIVING, Living
from hearth.jobs.demo.crowd.names import Called, address_for, name_for
from hearth.jobs.demo.crowd.themes import FRIENDS, KIN_OF_OLD, KIN_OF_YOUNG, THEMES, Theme
from hearth.jobs.demo.findings import CONDITIONS, SNOMED, coding_of
from hearth.records.people.bulk import NewPerson
from hearth.records.results.findings import Finding, Kind


class CannotMake(Refused):
    """The crowd has run out of something."""


class State(StrEnum):
    """How far somebody has come."""

    NOT_STARTED = "not started"
    INVITED = "invited"
    PREPARING = "preparing"
    LATE = "late with getting ready"
    HANDED_IN = "handed in"
    OFFERED = "offered"
    NOT_AGREED = "not agreed"
    CURRENT = "agreed"
    OVERDUE = "review overdue"


SHARES: dict[State, int] = {
    State.NOT_STARTED: 14,
    State.INVITED: 9,
    State.PREPARING: 8,
    State.LATE: 4,
    State.HANDED_IN: 10,
    State.OFFERED: 6,
    State.NOT_AGREED: 2,
    State.CURRENT: 38,
    State.OVERDUE: 9,
}
AGES = ((18, 39, 15), (40, 64, 34), (65, 84, 40), (85, 97, 11))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@dataclass
class Life:
    """What is needed to write somebody's plan: all drawn from one seed."""

    rng: Random
    id: UUID
    age: int
    name: Called
    living: list[Living]
    themes: list[Theme]
    state: State
    words: dict[str, str] = field(default_factory=dict)
    _threads: int = 0

    @property
    def called(self) -> str:
        return self.name.preferred or self.name.given

    def pick(self, bank: Sequence[Any]) -> Any:
        return self.rng.choice(bank)

    def say(self, text: str) -> str:
        """Fill in the friend, the relative and the day; begin with a capital letter."""
        filled = text.format_map(self.words)
        return filled[0].upper() + filled[1:]

    def thread(self, place: int) -> str:
        """A new id, near those written with it: a table that grows at its end loads faster."""
        self._threads += 1
        number = (place << 88) | (self._threads << 80) | self.rng.getrandbits(80)
        return str(UUID(int=number % (1 << 128), version=4))


def imagine(seed: int, place: int) -> Life:
    """The life at this place in the crowd; always the same for the same seed."""
    rng = Random(f"{seed}/{place}")
    low, high, _ = rng.choices(AGES, weights=[share for *_, share in AGES])[0]
    age = rng.randint(low, high)
    name = name_for(rng, age)
    life = Life(
        rng, UUID(int=rng.getrandbits(128), version=4), age, name, _conditions(rng, age),
        _themes(rng, age, name.ethnicity), rng.choices(list(SHARES), weights=[*SHARES.values()])[0],
    )  # fmt: skip
    kin = KIN_OF_OLD if age >= 50 else KIN_OF_YOUNG
    life.words = {
        "kin": rng.choice(kin),
        "friend": rng.choice(FRIENDS),
        "day": rng.choice(WEEKDAYS),
    }
    return life


def _conditions(rng: Random, age: int) -> list[Living]:
    fitting = [each for each in LIVING if each.ages[0] <= age <= each.ages[1]]
    count = rng.choices((1, 2, 3), weights=(35, 45, 20))[0]
    chosen: list[Living] = []
    while len(chosen) < count:
        each = rng.choices(fitting, weights=[one.share for one in fitting])[0]
        if each not in chosen:
            chosen.append(each)
    return chosen


def _themes(rng: Random, age: int, ethnicity: str) -> list[Theme]:
    return rng.sample([each for each in THEMES if each.suits(age, ethnicity)], 2)


def registration(life: Life, number: str, days: Calendar) -> NewPerson:
    """The person as they were registered, some years ago."""
    rng, name = life.rng, life.name
    return NewPerson(
        id=life.id,
        details={
            "given_name": name.given, "family_name": name.family,
            "preferred_name": name.preferred, "ethnicity": name.ethnicity,
            "born": days.born(life.age, rng.randint(1, 12), rng.randint(1, 28)),
            "gender": "Female" if name.is_woman else "Male",
            "sex": "Female" if name.is_woman else "Male",
            "pronouns": ("she, her" if name.is_woman else "he, him") if rng.random() < 0.3 else "",
            "preferred_contact": rng.choice(list(ContactWay)).value, **_language(life),
        },
        number=number,
        address=address_for(rng),
        contacts=[{"system": "mobile", "value": f"07700 900{rng.randint(0, 999):03d}", "rank": 1}],
        needs=_needs(life),
        since=days.ago(rng.randint(500, 1400), "10:30"),
    )  # fmt: skip


def _language(life: Life) -> dict[str, object]:
    home = life.name.language.split(" and ")[-1]
    if home == "English" or life.rng.random() < 0.7:
        return {"language": life.name.language}
    return {"language": home, "needs_interpreter": True, "interpreter_language": home}


NEEDS: tuple[tuple[NeedKind, str, str], ...] = (
    (NeedKind.FORMAT, Format.LARGE_PRINT.value, ""),
    (NeedKind.FORMAT, Format.EMAIL.value, ""),
    (NeedKind.FORMAT, Format.EASY_READ.value, ""),
    (NeedKind.FORMAT, Format.AUDIO.value, ""),
    (NeedKind.COMMUNICATION, "Face them and speak clearly: they lip-read", ""),
    (NeedKind.COMMUNICATION, "Give time to find the words", ""),
    (NeedKind.ADJUSTMENT, "Step-free way in", "They cannot get in"),
    (NeedKind.ADJUSTMENT, "First appointment of the day", ""),
    (NeedKind.ADJUSTMENT, "Text the day before", ""),
)


def _needs(life: Life) -> list[tuple[NeedKind, str, str]] | None:
    chance = life.rng.random()
    if chance < 0.25:
        return None
    return [] if chance < 0.7 else [life.pick(NEEDS)]


def findings_of(life: Life, days: Calendar) -> list[Finding]:
    """Conditions, medicines, and a few years of results that move as results do."""
    found = [_condition(life, each, days) for each in life.living]
    taken = {name: how for each in life.living for name, how in each.medicines}
    found += [_medicine(life, name, how) for name, how in taken.items()]
    measured = {key: how for each in life.living for key, how in each.measures.items()}
    years = [days.due(-count) for count in _when_measured(life)]
    for key, (start, spread, drift) in measured.items():
        found += _series(life, key, life.rng.gauss(start, spread), drift, spread, years)
    return found


def _when_measured(life: Life) -> list[int]:
    newest = life.rng.randint(12, 80)
    count = life.rng.randint(2, 4)
    return [newest + 340 * back + life.rng.randint(0, 40) for back in range(count)][::-1]


def _series(
    life: Life, key: str, start: float, drift: float, spread: float, days: Sequence[Any]
) -> list[Finding]:
    system, code, name, unit = coding_of(key)
    found = []
    for step, day in enumerate(days):
        value = start + drift * step + life.rng.gauss(0, spread / 4)
        shown = Decimal(f"{min(value, 99.0) if key == 'oxygen' else value:.1f}")
        if key in ("potassium", "cholesterol", "weight", "bmi"):
            rounded = shown
        else:
            rounded = shown.quantize(Decimal(1))
        fields = {
            "system": system, "code": code, "name": name, "unit": unit, "words": "",
            "taken_on": day, "value": rounded,
        }  # fmt: skip
        found.append(Finding(Kind.RESULT, life.id, f"{key}|{day}", fields))
    return found


def _condition(life: Life, each: Living, days: Calendar) -> Finding:
    fields = {
        "system": SNOMED, "code": CONDITIONS[each.name], "name": each.name, "ended_on": None,
        "began_on": days.due(-life.rng.randint(400, 6000)),
    }  # fmt: skip
    return Finding(Kind.CONDITION, life.id, f"condition|{each.name}", fields)


def _medicine(life: Life, name: str, how: str) -> Finding:
    fields = {
        "system": "", "code": "", "name": name, "started_on": None, "is_current": True,
        "how_to_take": how,
    }  # fmt: skip
    return Finding(Kind.MEDICINE, life.id, f"medicine|{name}", fields)


def at_hour(life: Life, days: Calendar, days_ago: int) -> datetime:
    """Some moment of a working day."""
    return days.ago(
        days_ago, f"{life.rng.randint(9, 16):02d}:{life.rng.choice((0, 10, 20, 40)):02d}"
    )
