"""Sharing and sealing: what a share and a link must hold, and when a link opens nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hearth.core.sharing import (
    LinkKind,
    LinkState,
    glass_problems,
    link_obstacles,
    link_problems,
    share_problems,
)
from hearth.core.words import Section

AT = datetime(2026, 11, 2, 10, tzinfo=UTC)
TODAY = AT.date()
OPEN = LinkState(AT + timedelta(days=1), 1, 0, is_ended=False)


def fields(found) -> list[str]:
    return [each.where for each in found]


def test_a_share_names_sections_a_purpose_and_a_last_day():
    nothing = share_problems(sections=[], purpose=" ", until=None, today=TODAY)
    past = share_problems(
        sections=[Section.GOALS], purpose="A second view", until=date(2026, 11, 1), today=TODAY
    )

    assert fields(nothing) == ["sections", "purpose", "until"]
    assert fields(past) == ["until"]
    assert not share_problems(sections=[Section.GOALS], purpose="x", until=TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (LinkState(AT, 1, 0, is_ended=False), "The link has run out."),
        (LinkState(OPEN.ends_at, 0, 0, is_ended=False), "The link was used as often as it may be."),
        (LinkState(OPEN.ends_at, None, 5, is_ended=False), "Too many wrong passcodes."),
        (LinkState(OPEN.ends_at, None, 0, is_ended=True), "The link was ended."),
    ],
)
def test_a_link_that_is_over_opens_nothing(state, words):
    assert link_obstacles(state, AT) == [words]


def test_a_link_that_runs_opens():
    assert link_obstacles(OPEN, AT) == []


def test_a_link_to_share_needs_a_passcode_an_end_and_a_number_of_uses():
    found = link_problems(kind=LinkKind.SHARE, passcode="12345", ends_at=AT, most_uses=None, at=AT)

    assert fields(found) == ["until", "passcode", "most_uses"]


def test_the_emergency_page_needs_no_passcode_and_lasts_a_year():
    year = AT + timedelta(days=365)

    assert not link_problems(
        kind=LinkKind.EMERGENCY, passcode="", ends_at=year, most_uses=None, at=AT
    )
    assert fields(
        link_problems(kind=LinkKind.SHARE, passcode="123456", ends_at=year, most_uses=5, at=AT)
    ) == ["until"]


def test_the_glass_is_not_broken_without_a_reason_in_words():
    assert fields(glass_problems("asap")) == ["reason"]
    assert glass_problems("Found on the floor at home") == []
