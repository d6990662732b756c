"""Results in plain words, and the gate for alarming ones."""

from datetime import date
from decimal import Decimal

import pytest

from hearth.core.results import (
    Coding,
    Measurement,
    Reach,
    Result,
    Threshold,
    Trend,
    explain,
    red_flags,
    tidy,
)

LOINC = "http://loinc.org"
POTASSIUM = Measurement(
    "potassium",
    "Potassium",
    "A salt.",
    "Your heart needs it.",
    "mmol/L",
    frozenset({Coding(LOINC, "2823-3")}),
    Decimal("3.5"),
    Decimal("5.3"),
    {"mEq/L": Decimal(1)},
    (
        Threshold("above", Decimal("6.5"), "It needs help now."),
        Threshold("below", Decimal("2.5"), "Too low."),
    ),
)
WEIGHT = Measurement("weight", "Weight", "", "", "kg", frozenset({Coding(LOINC, "29463-7")}))


def result(value: str, on: date, unit: str = "mmol/L", code: str = "2823-3") -> Result:
    return Result(Coding(LOINC, code), "x", on, Decimal(value), unit)


def test_a_result_is_told_with_its_trend_and_its_range():
    held = [result("4.1", date(2025, 1, 5)), result("5.6", date(2026, 10, 5))]

    [told] = explain(held, [POTASSIUM])

    assert told.words == (
        "It was 5.6 mmol/L on 5 October 2026: higher than last time. This is above the usual range."
    )
    assert [value for _, value in told.series] == [Decimal("4.1"), Decimal("5.6")]


def test_the_first_the_same_and_the_lower_are_told_apart():
    def trend(*values: str) -> Trend:
        held = [result(value, date(2026, 1, day + 1)) for day, value in enumerate(values)]
        return explain(held, [POTASSIUM])[0].trend

    assert trend("4") is Trend.FIRST
    assert trend("4", "4") is Trend.SAME
    assert trend("4", "3") is Trend.DOWN


def test_a_value_lies_below_inside_or_above_the_range_or_has_none():
    def reach(value: str) -> Reach:
        return explain([result(value, date(2026, 1, 1))], [POTASSIUM])[0].reach

    assert [reach(v) for v in ("3", "4", "6")] == [Reach.BELOW, Reach.INSIDE, Reach.ABOVE]
    [weight] = explain([result("70", date(2026, 1, 1), "kg", "29463-7")], [WEIGHT])
    assert weight.reach is Reach.UNKNOWN
    assert weight.words == "It was 70 kg on 1 January 2026: this is the first one we hold."


def test_another_unit_is_turned_into_ours_and_an_unknown_one_is_not_judged():
    assert explain([result("4", date(2026, 1, 1), "mEq/L")], [POTASSIUM])[0].latest == Decimal(4)
    assert explain([result("4", date(2026, 1, 1), "stone")], [POTASSIUM]) == []
    assert explain([result("4", date(2026, 1, 1), code="unknown")], [POTASSIUM]) == []
    wordy = Result(Coding(LOINC, "2823-3"), "x", date(2026, 1, 1), words="haemolysed")
    assert explain([wordy], [POTASSIUM]) == []


def test_only_the_newest_earlier_values_are_shown():
    held = [result(str(n), date(2020 + n, 1, 1)) for n in range(1, 7)]

    assert len(explain(held, [POTASSIUM], most_earlier=2)[0].earlier) == 2


def test_an_urgent_result_is_flagged_on_either_side_of_the_range():
    since = date(2026, 8, 1)

    [high] = red_flags([result("6.5", date(2026, 10, 5))], [POTASSIUM], since=since)
    [low] = red_flags([result("2.1", date(2026, 10, 5))], [POTASSIUM], since=since)

    assert high.words == "Potassium was 6.5 mmol/L on 5 October 2026. It needs help now."
    assert low.why == "Too low."


def test_an_old_urgent_result_or_one_since_put_right_is_not_flagged():
    since = date(2026, 8, 1)

    assert red_flags([result("6.9", date(2026, 7, 31))], [POTASSIUM], since=since) == []
    mended = [result("6.9", date(2026, 9, 1)), result("4.4", date(2026, 9, 2))]
    assert red_flags(mended, [POTASSIUM], since=since) == []


def test_numbers_are_written_without_needless_zeros():
    assert [tidy(Decimal(n)) for n in ("53.20", "7.000", "120", "0.04")] == [
        "53.2",
        "7",
        "120",
        "0",
    ]


@pytest.mark.parametrize(
    ("coded", "written"),
    [("mm[Hg]", "mmHg"), ("mL/min/{1.73_m2}", "mL/min"), ("kg/m2", "kg/m²"), ("mmol/L", "mmol/L")],
)
def test_units_are_written_as_people_write_them(coded, written):
    assert Measurement("k", "n", "w", "y", coded, frozenset()).unit_words == written
