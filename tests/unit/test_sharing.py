"""Sharing and sealing: what a share and a link must hold, and when a link opens nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hearth.core.sharing import (
    BREAK_GLASS_HOURS,
    EMERGENCY_SECTIONS,
    MOST_USES,
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


def test_three_words_are_enough_of_a_reason():
    assert glass_problems("She had fallen") == []
    assert fields(glass_problems("A fall")) == ["reason"]


def test_a_link_opens_a_hundred_times_at_most():
    def asked(uses: int) -> list[str]:
        return fields(
            link_problems(
                kind=LinkKind.SHARE, passcode="123456", ends_at=OPEN.ends_at, most_uses=uses, at=AT
            )
        )

    assert MOST_USES == 100
    assert [asked(uses) for uses in (0, 1, 100, 101)] == [["most_uses"], [], [], ["most_uses"]]


def test_the_emergency_page_can_show_what_to_do_how_to_speak_whom_to_call_and_allergies():
    shown = {
        Section.IF_THINGS_GET_WORSE, Section.ABOUT_ME, Section.PEOPLE_AND_PLANS, Section.RESULTS,
    }  # fmt: skip

    assert shown == EMERGENCY_SECTIONS


@pytest.mark.parametrize(("kind", "days"), [(LinkKind.SHARE, 90), (LinkKind.EMERGENCY, 366)])
def test_a_link_lasts_at_most_so_many_days_to_the_minute(kind, days):
    def asked(ends_at: datetime) -> list[str]:
        return fields(
            link_problems(kind=kind, passcode="123456", ends_at=ends_at, most_uses=1, at=AT)
        )

    last = AT + timedelta(days=days)
    assert asked(last) == []
    assert asked(last + timedelta(minutes=1)) == ["until"]


def test_a_broken_glass_lasts_four_hours():
    assert timedelta(hours=4) == BREAK_GLASS_HOURS
