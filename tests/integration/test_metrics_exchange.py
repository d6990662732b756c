"""Figures of other communities: only what means the same, and none that tells of a few people."""

from dataclasses import replace
from datetime import date

import pytest

from hearth.core.metrics.figures import Figure, Hidden, Shown
from hearth.jobs.metrics.exchange import CannotTakeIn, ours, read, take_in
from hearth.records.metrics import queries
from hearth.records.metrics.changes import record_results
from hearth.site.metrics import catalogue
from tests.world import NOW, a_world

METRIC = catalogue().by_code["prompts-in-time"]
HEAD = "community,metric,definition,day,numerator,denominator"
GOOD = f"Byreford,{METRIC.code},{METRIC.hash},2026-10-31,40,60"


def reasons(*lines: str) -> list[str]:
    with pytest.raises(CannotTakeIn) as refused:
        read(lines, catalogue())
    return [str(each) for each in refused.value.reasons]


def test_a_good_row_is_read():
    (found,) = read([HEAD, GOOD, ",,,,,"], catalogue())

    assert (found.place, found.day, found.numerator) == ("Byreford", date(2026, 10, 31), 40)


def test_what_others_did_not_round_is_rounded_so_that_nobody_is_the_one_who_is_missed():
    (found,) = read([HEAD, GOOD.replace("40,60", "19,21")], catalogue())

    assert (found.numerator, found.denominator) == (20, 20)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (METRIC.code, "singing", "Row 2: Hearth has no such metric."),
        (METRIC.hash, "0" * 64, "Row 2: They count “prompts-in-time” in another way"),
        ("Byreford", "", "Row 2: Say which community"),
        ("2026-10-31", "31.10.2026", "Row 2: Write the day as year-month-day."),
        ("40,60", "4.5,60", "Row 2: Both numbers must be whole numbers."),
        ("40,60", "70,60", "Row 2: More are counted than there are."),
        ("40,60", "0,0", "Row 2: More are counted than there are."),
        ("40,60", "3,60", "Row 2: It tells of fewer than five people."),
        (GOOD, '"', "Row 2: This is not CSV."),
    ],
)
def test_a_bad_row_is_named_with_what_is_wrong(old, new, reason):
    assert reasons(HEAD, GOOD.replace(old, new))[0].startswith(reason)


def test_bands_are_not_compared():
    goals = catalogue().by_code["goals"]
    row = GOOD.replace(METRIC.code, goals.code).replace(METRIC.hash, goals.hash)

    assert reasons(HEAD, row) == ["Row 2: “goals” is shown in bands, and is not compared."]


def test_a_file_without_columns_or_rows_is_refused():
    assert reasons("community,metric")[0] == "Row 1 names no column “definition”."
    assert reasons(HEAD) == ["There are no rows in it."]


@pytest.mark.django_db
def test_one_bad_row_keeps_all_of_a_file_out():
    with pytest.raises(CannotTakeIn):
        take_in([HEAD, GOOD, GOOD.replace("40,60", "1,60")], by=None, at=NOW)

    assert queries.others_beside(METRIC) == []


@pytest.mark.django_db
def test_what_one_community_gives_another_can_take_in():
    figure = Figure(METRIC.code, METRIC.hash, date(2026, 10, 31), Shown(20, 40))
    earlier = date(2026, 9, 30)
    figures = [
        figure,
        replace(figure, day=earlier, shown=Shown(hidden=Hidden.TOO_FEW)),
        replace(figure, day=date(2026, 8, 31), is_made_up=True),
    ]
    community = a_world().practice.community
    record_results(community=community, figures=figures, by=None, at=NOW)
    lines = [",".join(map(str, row)) for row in ours()]

    assert lines == [HEAD, f"Holmbeck,{METRIC.code},{METRIC.hash},2026-10-31,20,40"]
    assert take_in(lines, by=None, at=NOW) == 1
    assert [each.place for each in queries.others_beside(METRIC)] == ["Holmbeck"]
