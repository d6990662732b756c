"""The made-up year of figures: believable, labelled as made up, and the same each time."""

from datetime import date

import pytest

from hearth.core.metrics.judging import judge
from hearth.jobs.demo import metrics as made_up
from hearth.site.metrics import catalogue

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def figures():
    ends = enumerate(made_up._month_ends(TODAY))
    return [figure for place in ends for figure in made_up._figures(*place)]


def test_there_is_a_year_and_more_of_each_metric_that_hearth_records(figures):
    recorded = {each.code for each in catalogue().metrics}

    assert {each.metric for each in figures} == recorded
    assert len({each.day for each in figures}) == 14
    assert (figures[0].day, figures[-1].day) == (date(2025, 9, 30), date(2026, 10, 31))


def test_all_of_it_is_labelled_and_none_is_hidden(figures):
    assert all(each.is_made_up for each in figures)
    assert {each.shown.hidden for each in figures} == {None}


def test_there_is_something_to_look_at_but_not_everywhere(figures):
    judged = [
        metric.code
        for metric in catalogue().metrics
        if judge(metric, [each for each in figures if each.metric == metric.code])
    ]

    assert 2 <= len(judged) <= 8
    assert {"prompts-in-format", "ltc6-joined-up"} <= set(judged)


def test_one_of_the_places_beside_it_is_far_off():
    told = [each for each in made_up._beside(TODAY) if each.metric == "talked-when-due"]
    shares = sorted((each.numerator / each.denominator, each.place) for each in told)

    assert shares[0][1] == "Eastfold"
    assert len(told) == 8
