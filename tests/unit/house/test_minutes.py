"""When a meeting can be planned, and when its minutes can be agreed: the reasons, in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hearth.core.house.meetings import Appointment, appointment_obstacles
from hearth.core.house.minutes import (
    ItemMinutes,
    Minutes,
    Task,
    obstacles_to_agree,
    words_obstacles,
)

STARTS = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
MEETING = Appointment("Steering group", STARTS, 90)
MINUTES = Minutes(
    "Calderwick", "Steering group", STARTS, 90, "", "", ("Priya",), (), (ItemMinutes("One recall"),)
)


def test_a_meeting_ends_when_its_minutes_are_over():
    assert MEETING.ends == STARTS + timedelta(minutes=90)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({}, []),
        ({"title": " "}, ["title"]),
        ({"title": "x" * 101, "place": "x" * 201}, ["title", "place"]),
        ({"length": 9}, ["length"]),
        ({"length": 481}, ["length"]),
        ({"link": "http://example.org"}, ["link"]),
        ({"link": "https://example.org"}, []),
    ],
)
def test_what_is_wrong_with_a_meeting_names_its_field(changed, where):
    assert [each.where for each in appointment_obstacles(replace(MEETING, **changed))] == where


@pytest.mark.parametrize(
    "item",
    [
        ItemMinutes("x", words="We talked."),
        ItemMinutes("x", decisions=("Yes.",)),
        ItemMinutes("x", tasks=(Task("Ask"),)),
    ],
)
def test_minutes_can_be_agreed_once_anything_is_written_and_someone_was_there(item):
    assert obstacles_to_agree(replace(MINUTES, items=(item,)), has_begun=True) == []


def test_minutes_that_lack_everything_say_so():
    empty = replace(MINUTES, present=())

    assert len(obstacles_to_agree(empty, has_begun=False)) == 3


def test_a_line_needs_words_and_not_too_many():
    assert words_obstacles("Yes.", longest=10, where="words") == []
    assert words_obstacles(" ", longest=10, where="words")[0].where == "words"
    assert words_obstacles("x" * 11, longest=10, where="words")
