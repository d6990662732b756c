"""The geometry of a chart of results, and its drawing."""

from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.chart import Frame, in_words, line_chart
from hearth.formats.chart import line_svg

SVG = "{http://www.w3.org/2000/svg}"


def a_series(*values: str) -> list[tuple[date, Decimal]]:
    return [(date(2025, 1, 10) + timedelta(days=90 * n), Decimal(v)) for n, v in enumerate(values)]


def test_a_higher_value_is_drawn_higher_and_a_later_one_further_right():
    chart = line_chart(a_series("48", "53", "61"))

    assert [point.words for point in chart.points] == ["48", "53", "61"]
    assert [p.x for p in chart.points] == sorted(p.x for p in chart.points)
    assert [p.y for p in chart.points] == sorted((p.y for p in chart.points), reverse=True)


def test_the_usual_range_lies_between_its_two_ends():
    chart = line_chart(a_series("4", "5"), low=Decimal("3.5"), high=Decimal("5.3"))

    assert chart.band is not None
    assert all(chart.band.top < p.y < chart.band.top + chart.band.height for p in chart.points)


def test_a_range_that_is_open_above_reaches_the_top_of_the_chart():
    chart = line_chart(a_series("72", "55"), low=Decimal(60))

    assert chart.band is not None
    assert chart.band.top == chart.frame.top
    assert chart.points[0].y < chart.band.top + chart.band.height < chart.points[1].y


def test_a_range_that_is_open_below_reaches_the_floor():
    chart = line_chart(a_series("44", "61"), high=Decimal(48))

    assert chart.band is not None
    assert chart.band.top + chart.band.height == pytest.approx(chart.frame.floor)


def test_no_range_draws_no_band():
    assert line_chart(a_series("80")).band is None


def test_one_value_stands_in_the_middle():
    frame = Frame()
    (point,) = line_chart(a_series("53"), frame=frame).points

    assert point.x == pytest.approx(frame.left + frame.inner_width / 2)


def test_the_line_goes_through_every_point():
    chart = line_chart(a_series("48", "53"))

    first, last = chart.points
    assert chart.line == f"{first.x:g},{first.y:g} {last.x:g},{last.y:g}"


def test_an_empty_series_is_refused():
    with pytest.raises(ValueError, match="at least one value"):
        line_chart([])


def test_dates_are_left_out_where_they_would_overlap_but_never_the_last():
    close = [(date(2025, 1, 1) + timedelta(days=n), Decimal(n)) for n in (0, 1, 2, 400)]

    assert [tick.words for tick in line_chart(close).along] == ["Jan 2025", "Feb 2026"]


def test_the_chart_says_in_words_what_it_shows():
    assert in_words("Cholesterol", a_series("6.1", "5.2"), "mmol/L") == (
        "Chart of Cholesterol. 2 values,"
        " from 6.1 mmol/L in January 2025 to 5.2 mmol/L in April 2025."
    )
    assert in_words("Weight", a_series("80"), "kg") == (
        "Chart of Weight. One value: 80 kg in January 2025."
    )


VALUES = st.decimals(min_value=-1000, max_value=100_000, places=1)


DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))


@given(
    st.lists(st.tuples(DAYS, VALUES), min_size=1, max_size=9),
    st.none() | VALUES,
    st.none() | VALUES,
)
def test_everything_stays_inside_the_frame(series, low, high):
    low, high = (min(low, high), max(low, high)) if None not in (low, high) else (low, high)
    chart = line_chart(sorted(series), low=low, high=high)
    frame = chart.frame

    assert all(frame.left <= p.x <= frame.far_right for p in chart.points)
    assert all(frame.top <= p.y <= frame.floor for p in chart.points)
    assert 2 <= len(chart.up) <= 7
    assert len({tick.words for tick in chart.up}) == len(chart.up)
    if chart.band:
        assert chart.band.height >= 0
        assert frame.top <= chart.band.top <= frame.floor


def test_a_drawn_chart_stands_alone_and_says_itself_to_a_screen_reader():
    svg = line_svg(
        a_series("4.1", "4.4"), low=Decimal("3.5"), unit="mmol/L", title="Salt & <water>"
    )
    root = ElementTree.fromstring(svg)

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == root.findtext(f"{SVG}title")
    assert "Salt & <water>" in root.attrib["aria-label"]
    assert {text.text for text in root.iter(f"{SVG}text")} >= {"4.1", "4.4", "Jan 2025"}
    assert len(list(root.iter(f"{SVG}rect"))) == 1


def test_a_drawn_chart_has_no_style_of_its_own_for_a_strict_policy_to_stop():
    assert "style" not in line_svg(a_series("4.1", "4.4"), high=Decimal(5))


def test_a_chart_without_a_usual_range_has_no_band():
    root = ElementTree.fromstring(line_svg(a_series("80", "82"), title="Weight"))

    assert not list(root.iter(f"{SVG}rect"))
