"""Scores of forms whose wording is not ours: all of a file or none, each bad row named."""

from datetime import date

import pytest

from hearth.jobs.metrics.scores import CannotTakeScores, take_scores
from hearth.records.audit.models import AuditRow
from hearth.records.measures.models import Response
from hearth.records.measures.population import responses_for_extract
from tests.world import NOW, World, a_world

pytestmark = pytest.mark.django_db

HEAD = "number,instrument,version,item,value,on"
ROWS = [
    f"999 000 0018,collaborate,0-9,{item},9,2026-10-30"
    for item in ("understand", "listen", "include")
]
LTC6 = "9990000018,ltc6,2019,joined-up,1,2026-10-30"


@pytest.fixture(autouse=True)
def world() -> World:
    return a_world()


def take(*rows: str) -> int:
    return take_scores([HEAD, *rows], by=None, at=NOW)


def reasons(*rows: str) -> list[str]:
    with pytest.raises(CannotTakeScores) as refused:
        take(*rows)
    return [str(each) for each in refused.value.reasons]


def test_the_items_of_a_form_come_together(world):
    assert take(*ROWS, LTC6) == 2

    (first, second) = responses_for_extract()
    assert first[:4] == (
        world.person.pk, "collaborate", "0-9", {"understand": 9, "listen": 9, "include": 9}
    )  # fmt: skip
    assert (second[1], second[3], second[4].date()) == (
        "ltc6", {"joined-up": 1}, date(2026, 10, 30)
    )  # fmt: skip
    noted = AuditRow.objects.filter(did="took in answers to a measure")
    assert [row.person_id for row in noted] == [world.person.pk] * 2


def test_a_file_that_comes_twice_is_kept_once():
    take(*ROWS)

    assert take(*ROWS) == 0
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("999 000 0018", "999 000 0026", "Nobody here has this number."),
        ("collaborate", "pam", "Hearth takes scores of collaborate and ltc6 only."),
        ("0-9", "0-4", "Only the form “0-9” can be taken in. Never mix it with another."),
        ("understand", "sing", "There is no such item."),
        (",9,", ",10,", "The value must be a whole number from 0 to 9."),
        (",9,", ",many,", "The value must be a whole number from 0 to 9."),
        ("2026-10-30", "2026-12-30", "Write the day as year-month-day, and none that is to come."),
        ("2026-10-30", "yesterday", "Write the day as year-month-day"),
    ],
)
def test_one_bad_row_keeps_all_of_a_file_out_and_is_named(old, new, reason):
    (said,) = reasons(*ROWS[1:], ROWS[0].replace(old, new))

    assert said.startswith(f"Row 4: {reason}")
    assert not Response.objects.exists()


def test_a_score_needs_a_version_and_a_file_needs_columns_and_rows():
    assert reasons(LTC6.replace("2019", "")) == ["Row 2: Say which version of the form it was."]
    assert reasons() == ["There are no rows in it."]
    assert reasons('"') == ["Row 2: This is not CSV."]
    with pytest.raises(CannotTakeScores, match="Row 1 names no column “version”"):
        take_scores(["number,instrument"], by=None, at=NOW)
