"""Reading the lines of an agenda: how long, by when, who; the words stay as they were."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.house.bringing import MOST_LETTERS, BroughtLine, clean, read_lines
from hearth.core.house.columns import Columns, guess, lines_of
from hearth.core.house.timing import read_day

NEAR = date(2026, 11, 22)


def read(text: str) -> list[BroughtLine]:
    return read_lines(text.splitlines(), near=NEAR)


@pytest.mark.parametrize(
    ("written", "text", "minutes"),
    [
        ("1. Recall letters (5 mins)", "Recall letters", 5),
        ("2) 10:00-10:20 Recall letters", "Recall letters", 20),
        ("10.20 – 10.45: Results", "Results", 25),
        ("- Peer support, 15 min", "Peer support", 15),
        ("• Registers (15)", "Registers", 15),
        ("3.1 Training 10'", "Training", 10),
        ("a) Care homes [20m]", "Care homes", 20),
        ("12:30-1:15 lunch talk", "lunch talk", 45),
        ("9.30am to 10am Coffee", "Coffee", 30),
        ("1.30pm–2pm Rooms", "Rooms", 30),
        ("½ hour on money", "on money", 30),
        ("1.5 hours on training", "on training", 90),
        ("(20 mins) Money", "Money", 20),
        ("£5m budget, and 10.5 posts", "£5m budget, and 10.5 posts", None),
        ("2024 budget", "2024 budget", None),
        ("Ring 3 groups", "Ring 3 groups", None),
        ("Registers (900 mins)", "Registers (900 mins)", None),
        ("10:00-22:30 all day", "10:00-22:30 all day", None),
        ("23:00-09:00 the night", "23:00-09:00 the night", None),
    ],
)
def test_how_long_is_taken_out_of_a_line_and_nothing_else(written, text, minutes):
    [line] = read(written)

    assert (line.text, line.minutes) == (text, minutes)


@pytest.mark.parametrize(
    ("written", "text", "who", "day"),
    [
        ("Action: Jane to ring the library by 3 May", "ring the library", "Jane", (2027, 5, 3)),
        ("Ring them (owner: Rhys) due 12/06/2026", "Ring them", "Rhys", (2026, 6, 12)),
        ("Ring Age UK by 2026-12-01.", "Ring Age UK", "", (2026, 12, 1)),
        ("3rd of December: write to all", "write to all", "", (2026, 12, 3)),
        ("Lead: Dr Anil Mehta – book rooms", "book rooms", "Dr Anil Mehta", None),
        ("Write to all, March 5", "Write to all", "", (2027, 3, 5)),
        ("Report on 12 March meeting", "Report on 12 March meeting", "", None),
        ("Write by 31/02/2026", "Write by 31/02/2026", "", None),
        ("Write by 1/2/1066", "Write by 1/2/1066", "", None),
        ("Review three plans by Friday", "Review three plans by Friday", "", None),
        (f"Owner: {'x' * 81}", f"Owner: {'x' * 81}", "", None),
        ("Training (5 min). Lead: Grace", "Training.", "Grace", None),
        ("Ring by 1/2/27", "Ring", "", (2027, 2, 1)),
    ],
)  # fmt: skip
def test_who_and_by_when_are_taken_out_where_they_are_plain(written, text, who, day):
    [line] = read(written)

    assert (line.text, line.who, line.day) == (text, who, date(*day) if day else None)


def test_a_line_that_only_says_who_and_when_belongs_to_the_one_before():
    [line] = read("1. Training 10 min\n   Action: Jane - by 3 May\n   Owner: Bob")

    assert line == BroughtLine("Training", 10, date(2027, 5, 3), "Jane, Bob")
    assert read("Owner: Bob") == []


def test_items_that_say_when_they_start_last_until_the_next():
    lines = read("10:00 Start\n10:05 Next\nand a word\n11am End\n9:00 Tomorrow")

    assert [each.minutes for each in lines] == [5, 55, None, None, None]


def test_a_number_before_a_line_is_not_a_time_and_a_time_is_no_number():
    assert [each.text for each in read("1. First\n1)\n10.30 Second\n")] == ["First", "Second"]


def test_signs_that_cannot_be_seen_and_endless_lines_are_put_right():
    assert clean("a\u202eb\x00c\t d") == "a b c d"
    assert len(clean("word " * 1000)) == MOST_LETTERS


@given(st.text(max_size=300))
def test_any_text_can_be_read_and_no_line_is_empty_or_too_long(text):
    for line in read_lines(text.splitlines(), near=NEAR):
        assert 0 < len(line.text) <= MOST_LETTERS
        assert line.minutes is None or 0 < line.minutes <= 600


def test_a_day_is_the_nearest_one():
    assert read_day("on 5 Jan", near=NEAR) == date(2027, 1, 5)
    assert read_day("on 5 Oct", near=NEAR) == date(2026, 10, 5)
    assert read_day("29 Feb", near=NEAR) is None
    assert read_day("nothing", near=NEAR) is None


PLAN = (
    ("Work plan 2027", "", "", ""),
    ("No", "Task", "Owner", "Due date"),
    ("1", "Train staff", "Grace", "2026-12-01"),
    ("2", "Peer support", "Rhys", "3 May"),
    ("", "", "Dee", ""),
)


def test_headings_say_which_column_is_what():
    columns = guess(PLAN)

    assert columns == Columns(text=1, day=3, who=2, first=2)
    assert lines_of(PLAN, columns, near=NEAR) == [
        BroughtLine("Train staff", None, date(2026, 12, 1), "Grace"),
        BroughtLine("Peer support", None, date(2027, 5, 3), "Rhys"),
    ]


def test_without_headings_the_longest_words_are_the_text():
    rows = [("10", "Recall letters for all", "1 May 2026"), ("20", "Rooms and roles", "2 May 2026")]

    assert guess(rows) == Columns(text=1, minutes=0, day=2)
    assert guess([("Recall letters",), ("Rooms",)]) == Columns(text=0)
    assert guess([("Item",), ("Rooms",)]) == Columns(text=0, first=1)
    assert guess([]) == Columns(text=0)


def test_times_in_a_column_become_minutes():
    rows = [
        ("Time", "Item"),
        ("10:00", "Start"),
        ("10:15", "Recall (5 min)"),
        ("10:40", "End"),
        ("15", "x"),
    ]
    lines = lines_of(rows, guess(rows), near=NEAR)

    assert [each.minutes for each in lines] == [15, 5, None, 15]


def test_short_rows_are_read_too():
    assert lines_of([("Recall",)], Columns(0, minutes=3, who=2), near=NEAR) == [
        BroughtLine("Recall")
    ]
