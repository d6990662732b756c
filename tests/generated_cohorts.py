"""Rules, populations and code lists that nobody thought of: what every engine must agree on."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from hypothesis import strategies as st

from hearth.core.cohorts.columns import (
    Age,
    Band,
    Column,
    Count,
    LastDate,
    LastReview,
    Latest,
    Place,
    Sex,
)
from hearth.core.cohorts.facts import (
    Budget,
    CodeLists,
    Event,
    Medication,
    PersonFacts,
    PlanDates,
    Referral,
    Registration,
)
from hearth.core.cohorts.rules import (
    Aged,
    Alive,
    AllOf,
    AnyOf,
    AskedForIt,
    AtLeast,
    Bands,
    Comparison,
    ConditionCount,
    DeficitIndex,
    HasCode,
    HoldsBudget,
    LatestValue,
    Lists,
    LivesIn,
    Months,
    Not,
    OnMedication,
    Registered,
    ReviewedWithin,
    Rule,
    SexIs,
)
from hearth.core.days import months_before

DAYS = [date(2024, 2, 29), date(2025, 2, 28), date(2026, 3, 31), date(2026, 8, 31)]
SYSTEMS = ["loinc", "snomed"]
CODES = ["1", "2", "3", "4", 'it\'s \\ "5"']
NAMES = ["asthma", "copd", "sugar", "o'brien’s list", "none"]
WORDS = ["north", "south", "o'brien", "Zoë"]
BANDS = Bands((("fit", Fraction(0)), ("mild", Fraction(1, 3)), ("severe", Fraction(2, 3))))
T = TypeVar("T")


def near(day: date) -> st.SearchStrategy[date]:
    """A date around the day, often on one of the edges that rules ask about."""
    edges = [day, *(months_before(day, months) for months in (1, 12, 65 * 12))]
    return st.builds(
        lambda edge, days: edge + timedelta(days=days),
        st.sampled_from([*edges, date(2020, 2, 29)]),
        st.sampled_from([0, -1, 1, -200]),
    )


def some(strategy: st.SearchStrategy[T], most: int = 3) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


@dataclass(frozen=True)
class Population:
    """People, the code lists that are asked about, and the day."""

    people: tuple[PersonFacts, ...]
    lists: CodeLists
    day: date


def populations(*, people: int = 6) -> st.SearchStrategy[Population]:
    """Give a day, code lists that share codes, and some people with facts around the day."""
    return st.sampled_from(DAYS).flatmap(
        lambda day: st.builds(
            Population,
            st.lists(persons(day), min_size=1, max_size=people, unique_by=lambda p: p.person).map(
                tuple
            ),
            code_lists(),
            st.just(day),
        )
    )


def code_lists() -> st.SearchStrategy[CodeLists]:
    codes = st.tuples(st.sampled_from(SYSTEMS), st.sampled_from(CODES))
    return st.fixed_dictionaries({name: st.frozensets(codes, max_size=4) for name in NAMES})


def persons(day: date) -> st.SearchStrategy[PersonFacts]:
    days, maybe = near(day), st.none() | near(day)
    code = {"system": st.sampled_from(SYSTEMS), "code": st.sampled_from(CODES)}
    word = st.sampled_from(WORDS)
    value = st.none() | st.sampled_from([48.0, 47.9, 48.1, 0.1, -3.0, 1e300])
    return st.builds(
        PersonFacts,
        person=st.integers(1, 2**63 - 1),
        born=maybe,
        sex=st.none() | word,
        died=st.none() | days,
        deprivation=st.none() | st.integers(1, 10),
        place=st.none() | word,
        registrations=some(st.builds(Registration, word, days, maybe), 2),
        events=some(st.builds(Event, **code, on=days, value=value), 8),
        medications=some(st.builds(Medication, **code, starts=days, ends=maybe), 2),
        plans=some(st.builds(PlanDates, days, maybe, maybe, maybe), 2),
        budgets=some(st.builds(Budget, word, days, maybe), 2),
        referrals=some(st.builds(Referral, days, st.sampled_from(["self", "nurse"])), 2),
    )


def rules() -> st.SearchStrategy[Rule]:
    """Give a rule of any shape."""
    return st.recursive(leaves(), _branches, max_leaves=4)


def _branches(below: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    parts = st.lists(below, min_size=1, max_size=3).map(tuple)
    at_least = parts.flatmap(
        lambda rules: st.builds(AtLeast, st.integers(1, len(rules)), st.just(rules))
    )
    return st.builds(AllOf, parts) | st.builds(AnyOf, parts) | at_least | st.builds(Not, below)


def leaves() -> st.SearchStrategy[Rule]:
    words = some(st.sampled_from(WORDS), 2)
    months, name = st.sampled_from([1, 12, 120]), st.sampled_from(NAMES)
    since = st.none() | st.builds(Months, months) | st.sampled_from(DAYS)
    return st.one_of(
        st.sampled_from([(65, None), (None, 17), (0, 64), (5, 5)]).map(lambda ages: Aged(*ages)),
        st.builds(SexIs, words),
        st.just(Alive()),
        st.builds(LivesIn, words),
        st.builds(Registered, words),
        st.builds(HasCode, name, since, st.sampled_from([1, 1, 2, 3])),
        st.builds(
            LatestValue,
            name,
            st.sampled_from(Comparison),
            st.sampled_from([48.0, 48.1, 0.1]),
            since,
            st.booleans(),
        ),
        groups().flatmap(
            lambda of: st.builds(ConditionCount, st.just(of), st.integers(1, len(of.names)))
        ),
        st.builds(
            DeficitIndex,
            groups(),
            st.just(BANDS),
            st.sampled_from([("fit",), ("mild",), ("fit", "severe")]),
        ),
        st.builds(OnMedication, name, st.builds(Months, months)),
        st.builds(HoldsBudget, words),
        st.builds(ReviewedWithin, months),
        st.builds(AskedForIt, since),
    )


def groups() -> st.SearchStrategy[Lists]:
    names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)
    return st.builds(Lists, st.just("some lists"), names.map(tuple))


def columns() -> st.SearchStrategy[tuple[Column, ...]]:
    """Give what a list shows; each column has its own name, and some may be left out."""
    name = st.sampled_from(NAMES)
    return st.tuples(
        st.builds(Age),
        st.builds(Sex),
        st.builds(Place),
        st.builds(LastReview),
        st.builds(Count, groups(), st.just("number")),
        st.builds(Band, groups(), st.just(BANDS), st.just("band")),
        st.builds(Latest, name, st.just("latest")),
        st.builds(LastDate, name, st.just("last date")),
    )
