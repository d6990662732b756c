"""Rules, definitions and people made at random, that every reading of a rule is tried with."""

import re
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from hearth.core.cohorts import columns, rules
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

LISTS = ("asthma", "diabetes", "copd", "hba1c", "insulin", "falls")
CONDITIONS = Lists("long-term conditions", ("asthma", "diabetes", "copd"))
DEFICITS = Lists("deficits", ("falls", "copd", "diabetes", "asthma"))
FRAILTY = Bands(
    (
        ("fit", Fraction(0)),
        ("mild", Fraction(12, 100)),
        ("moderate", Fraction(24, 100)),
        ("severe", Fraction(36, 100)),
    ),
    "frailty",
)

ODD = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1)
UNSEEN = re.compile(r"[\u2028-\u202e\u2066-\u2069]")
NAMES = st.one_of(
    st.sampled_from((*LISTS, "or", "since", "the group")),
    ODD.map(lambda name: UNSEEN.sub("", name)[:40]).filter(str.strip),
)
SOME_NAMES = st.lists(NAMES, min_size=1, max_size=3, unique=True).map(tuple)
MONTHS = st.builds(Months, st.integers(1, 1200))
SINCE = st.one_of(st.none(), MONTHS, st.dates(date(1900, 1, 1), date(2100, 1, 1)))
AGES = st.integers(0, 120)
RANGES = st.lists(AGES, min_size=2, max_size=2).map(sorted)
LIMITS = st.floats(allow_nan=False, allow_infinity=False)


def leaves(names: st.SearchStrategy[str] = NAMES) -> st.SearchStrategy[Rule]:
    """Every kind of leaf, with the code lists that `names` draws."""
    return st.one_of(
        AGES.map(lambda age: Aged(at_least=age)),
        AGES.map(lambda age: Aged(at_most=age)),
        RANGES.map(lambda ages: Aged(*ages)),
        SOME_NAMES.map(SexIs),
        st.just(Alive()),
        st.just(Registered()),
        SOME_NAMES.map(Registered),
        SOME_NAMES.map(LivesIn),
        st.builds(HasCode, names, SINCE, st.integers(1, 1000)),
        st.builds(LatestValue, names, st.sampled_from(Comparison), LIMITS, SINCE, st.booleans()),
        st.builds(ConditionCount, st.just(CONDITIONS), st.integers(1, 3)),
        st.builds(
            DeficitIndex,
            st.just(DEFICITS),
            st.just(FRAILTY),
            st.lists(st.sampled_from(("fit", "mild", "severe")), min_size=1, unique=True).map(
                tuple
            ),
        ),
        st.builds(OnMedication, names, MONTHS),
        st.just(HoldsBudget()),
        SOME_NAMES.map(HoldsBudget),
        st.builds(ReviewedWithin, st.integers(1, 1200)),
        st.builds(AskedForIt, SINCE),
    )


def _gathered(inner: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        some.map(AllOf),
        some.map(AnyOf),
        some.map(lambda parts: AtLeast(len(parts), parts)),
        some.map(lambda parts: AtLeast(1, parts)),
        inner.map(Not),
    )


def any_rule(names: st.SearchStrategy[str] = NAMES) -> st.SearchStrategy[Rule]:
    """Rules of any shape, a few steps deep."""
    return st.recursive(leaves(names), _gathered, max_leaves=6)


COLUMNS = st.lists(
    st.sampled_from(
        (
            columns.Age(),
            columns.Sex(),
            columns.Place(),
            columns.Count(CONDITIONS, "conditions"),
            columns.Band(DEFICITS, FRAILTY, "frailty"),
            columns.Latest("hba1c", "hba1c"),
            columns.LastDate("falls", "last_fall"),
            columns.LastReview(),
        )
    ),
    unique=True,
).map(tuple)

DEFINITIONS = st.builds(
    columns.Definition,
    st.sampled_from(("People over 65", "“Odd”: name # and more")),
    any_rule(),
    COLUMNS,
    st.sampled_from(("", "One line", "Two\n\nlines, with: marks # and\nmore")),
)

EVERY_LEAF = tuple(
    kind
    for kind in vars(rules).values()
    if isinstance(kind, type)
    and issubclass(kind, Rule)
    and kind not in (Rule, AllOf, AnyOf, AtLeast, Not)
)
