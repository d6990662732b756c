"""Rules are values: put together with & | ~, and refused where they cannot be."""

from datetime import date
from fractions import Fraction

import pytest

from hearth.core.cohorts.columns import Age, Count, Definition, LastDate, Latest
from hearth.core.cohorts.rules import (
    Aged,
    Alive,
    AllOf,
    AnyOf,
    AtLeast,
    Bands,
    ConditionCount,
    DeficitIndex,
    HasCode,
    LatestValue,
    Lists,
    Months,
    Not,
    NotARule,
    OnMedication,
    Registered,
    lists_of,
)
from hearth.core.days import months_before

CONDITIONS = Lists("conditions", ("asthma", "copd"))
BANDS = Bands((("fit", Fraction(0)), ("frail", Fraction(1, 4))))


def test_rules_are_put_together_as_they_are_said():
    assert Alive() & Registered() == AllOf((Alive(), Registered()))
    assert Alive() | Registered() == AnyOf((Alive(), Registered()))
    assert ~Alive() == Not(Alive())


def test_a_definition_names_every_code_list_that_it_asks_about():
    rule = AllOf(
        (
            HasCode("falls"),
            ~LatestValue("sugar", "over", 58),
            OnMedication("insulin", Months(6)),
            AtLeast(1, (ConditionCount(CONDITIONS, 1), Alive())),
            DeficitIndex(Lists("deficits", ("deaf",)), BANDS, ("frail",)),
        )
    )
    shows = (Age(), Latest("pulse", "pulse"), LastDate("jab", "jab"), Count(CONDITIONS, "n"))

    assert lists_of(rule) == {"falls", "sugar", "insulin", "asthma", "copd", "deaf"}
    assert Definition("All", rule, shows).lists == lists_of(rule) | {"pulse", "jab"}


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Aged(), "An age needs a lower or an upper limit"),
        (lambda: Aged(75, 65), "The lower age is above the upper one"),
        (lambda: Months(0), "from 1 to 1,200 months"),
        (lambda: HasCode("falls", times=0), "from 1 to 1,000"),
        (lambda: Lists("none", ()), "has no code lists in it"),
        (lambda: Lists("twice", ("a", "a")), "names a code list twice"),
        (lambda: ConditionCount(CONDITIONS, 3), "it names 2 code lists"),
        (lambda: Bands(()), "begin at 0 and rise"),
        (lambda: Bands((("a", Fraction(0)), ("b", Fraction(0)))), "begin at 0 and rise"),
        (lambda: DeficitIndex(CONDITIONS, BANDS, ()), "no band called nothing"),
        (lambda: DeficitIndex(CONDITIONS, BANDS, ("mild",)), "no band called mild"),
        (lambda: AllOf(()), "“all of” has no conditions"),
        (lambda: AnyOf(()), "“any of” has no conditions"),
        (lambda: AtLeast(0, (Alive(),)), "needs that many conditions"),
        (lambda: Definition("Two", Alive(), (Age(), Age())), "Two columns have the same name"),
    ],
)
def test_what_cannot_be_a_rule_is_refused_with_its_reason(make, reason):
    with pytest.raises(NotARule, match=reason):
        make()


def test_months_before_a_day_end_with_a_short_month_and_with_the_first_year():
    assert months_before(date(2025, 3, 31), 1) == date(2025, 2, 28)
    assert months_before(date(2024, 3, 31), 1) == date(2024, 2, 29)
    assert months_before(date(2025, 1, 31), 2) == date(2024, 11, 30)
    assert months_before(date(50, 1, 1), 1200) == date.min
