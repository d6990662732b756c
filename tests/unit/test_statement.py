"""The statement of a month: what is counted, and what is never shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.metrics.small_numbers import is_small
from hearth.core.statement import (
    NOT_RECORDED,
    Case,
    Group,
    Reached,
    WhyNot,
    age_band,
    statement,
)

TOWN = {Group.SEX: "Female", Group.LANGUAGE: "English"}


def people(count: int, *reached: Reached, why: WhyNot | None = None, **groups: str) -> list[Case]:
    named = TOWN | {Group[name]: value for name, value in groups.items()}
    return [Case(frozenset(reached), named, why) for _ in range(count)]


def lines(cases: list[Case]) -> dict[Reached, tuple[int, int] | None]:
    return {line.reached: line.counts for line in statement(cases).lines}


def test_each_step_is_counted_for_itself():
    came = people(10, Reached.INVITED, Reached.MET) + people(20, Reached.INVITED)

    assert statement(came).eligible == 30
    assert lines(came)[Reached.MET] == (10, 20)
    assert lines(came)[Reached.PREPARED] == (0, 30)
    assert [line.percent for line in statement(came).lines] == [100, 0, 33, 0, 0, 0]


def test_a_step_that_few_came_to_or_few_missed_is_not_shown():
    few = people(4, Reached.MET) + people(20)
    most = people(20, Reached.MET) + people(4)

    assert lines(few)[Reached.MET] is None
    assert lines(most)[Reached.MET] is None
    assert statement(few).lines[2].percent is None


def test_of_fewer_than_five_people_nothing_is_shown_and_of_nobody_that_there_was_nobody():
    assert statement(people(4)).is_withheld
    assert not statement([]).is_withheld
    assert statement([]).eligible == 0
    assert statement([]).lines[0].percent is None


def test_a_group_too_small_to_show_takes_another_with_it():
    met = people(20, Reached.MET) + people(20)
    told = statement([*met, *people(3, Reached.MET, SEX="Male"), *people(9, SEX="Male")])

    table = told.tables[Group.SEX][Reached.MET]
    assert table.hides_any
    assert table.rows["Male"] is None
    assert table.rows["Female"] is None


def test_reasons_are_counted_of_those_who_have_not_met():
    told = statement(people(12, Reached.MET) + people(9, why=WhyNot.NO_REPLY))

    assert told.reasons == {WhyNot.NO_REPLY: 9}


def test_what_is_not_recorded_comes_last_and_of_nobody_recorded_there_is_no_table():
    told = statement(people(9, LANGUAGE="") + people(9) + people(9, LANGUAGE="Urdu"))

    assert list(told.tables[Group.LANGUAGE][Reached.MET].rows) == ["English", "Urdu", NOT_RECORDED]
    assert told.tables[Group.DEPRIVATION] == {}


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2026, 11, 2), "0 to 17"),
        (date(2008, 11, 3), "0 to 17"),
        (date(2008, 11, 2), "18 to 39"),
        (date(1961, 11, 2), "65 to 79"),
        (date(1926, 1, 1), "80 and over"),
    ],
)
def test_ages_fall_into_bands(born, band):
    assert age_band(born, date(2026, 11, 2)) == band


@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.frozensets(st.sampled_from(Reached)), st.integers(1, 9))
    )
)
def test_no_small_number_is_ever_shown(drawn):
    cases = [case for sex, steps, count in drawn for case in people(count, *steps, SEX=sex)]
    told = statement(cases)
    shown = [line.counts for line in told.lines if line.counts]
    shown += [row for t in told.tables.values() for each in t.values() for row in each.rows.values()
              if row]  # fmt: skip

    assert not [pair for pair in shown if any(is_small(count) for count in pair)]
