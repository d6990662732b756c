"""An agenda held against the House: shares, what is left out, and what could come next."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.house.assessing import Answer, Question, Rating, Voice
from hearth.core.house.brought import MOST_IDEAS, TaggedLine, hold_against, shared_out
from hearth.core.house.framework import Element, Framework
from hearth.core.house.parts import Part, Strand
from hearth.core.house.standing import stand
from hearth.core.house.year import Source, Touch, times, year_of


def an_element(code: str, part: Part, strand: Strand | None = None, **more) -> Element:
    return Element(code, part, f"Name of {code}", "?", "?", strand=strand, **more)


OURS = Framework(
    "Ours",
    (
        an_element("letter", Part.LEFT_WALL),
        an_element("training", Part.RIGHT_WALL),
        an_element("recall", Part.ROOF),
        an_element("rooms", Part.ROOF),
        an_element("figures-aside", Part.FOUNDATION, Strand.METRICS, matters=False),
        an_element("figures", Part.FOUNDATION, Strand.METRICS),
        an_element("groups", Part.FOUNDATION, Strand.COMMUNITY),
        an_element("talk", Part.CENTRE),
    ),
)


def a_line(*codes: str, minutes: int | None = None) -> TaggedLine:
    return TaggedLine("Words", minutes, elements=codes)


def test_minutes_are_shared_out_so_that_the_parts_add_up():
    held = hold_against([a_line("letter", "training", "recall", minutes=10)], OURS)

    assert {each.part: each.minutes for each in held.shares if each.minutes} == {
        Part.LEFT_WALL: 4, Part.RIGHT_WALL: 3, Part.ROOF: 3,
    }  # fmt: skip


codes = st.lists(st.sampled_from([each.code for each in OURS.elements] + ["gone"]), max_size=4)
some_lines = st.lists(
    st.builds(
        TaggedLine,
        st.just("Words"),
        st.none() | st.integers(1, 600),
        elements=codes.map(tuple),
    ),
    max_size=8,
)


@given(some_lines)
def test_the_parts_make_up_all_tagged_minutes_whatever_was_brought(lines):
    held = hold_against(lines, OURS)
    tagged = [each for each in lines if set(each.elements) - {"gone"}]

    assert held.minutes == sum(each.minutes or 0 for each in tagged)
    assert held.tagged == len(tagged)
    assert len(held.ideas) <= MOST_IDEAS
    assert all(each.element.part is not None for each in held.ideas)


def test_it_says_where_most_goes_and_what_is_left_out():
    held = hold_against(
        [a_line("recall", minutes=60), a_line("figures", minutes=20), a_line("talk", minutes=10)]
        + [a_line()] * 2,
        OURS,
    )

    assert held.sentences == (
        "60 of 90 minutes go to the roof.",
        "Nothing is about the left wall or the right wall.",
        "Most often left out, and left out here too: the left wall and links with the community.",
        "2 of 5 lines are not tagged, and not counted.",
    )


def test_lines_count_where_few_say_how_long_they_take():
    held = hold_against(
        [a_line("recall", minutes=60), a_line("letter"), a_line("letter"), a_line("groups")], OURS
    )

    assert not held.in_minutes
    assert (
        held.sentences[0] == "2 of 4 tagged lines go to the left wall, more than to any other part."
    )


def test_lines_without_minutes_are_named_where_minutes_count():
    held = hold_against([a_line("recall", minutes=5), a_line("letter"), a_line()], OURS)

    assert held.sentences[-2:] == (
        "1 of 3 lines is not tagged, and not counted.", "1 of the tagged lines has no minutes."
    )  # fmt: skip
    more = hold_against([a_line("recall", minutes=5)] * 2 + [a_line("letter")] * 2, OURS)
    assert more.sentences[-1] == "2 of the tagged lines have no minutes."


def test_a_whole_agenda_is_told_so():
    held = hold_against([a_line(each.code) for each in OURS.elements], OURS)

    assert held.sentences[1:] == (
        "It holds something for each part of the house.",
        "What is most often left out is here: the left wall, community links and metrics.",
    )
    assert held.ideas == ()


def test_nothing_is_said_of_what_nobody_tagged():
    assert hold_against([a_line()], OURS).sentences == (
        "No line has been tagged yet, so there is nothing to say.",
    )


def test_what_is_missing_is_an_idea_for_the_next_agenda_once():
    held = hold_against([a_line("recall"), a_line("talk")], OURS)

    assert [(each.element.code, each.why) for each in held.ideas] == [
        ("letter", "Nothing is about the left wall."),
        ("training", "Nothing is about the right wall."),
        ("figures", "Nothing is about the foundation."),
        ("groups", "Nothing is about links with the community."),
    ]


def test_what_does_not_matter_is_an_idea_only_where_nothing_else_is():
    only = Framework("Ours", tuple(e for e in OURS.elements if e.code != "figures"))
    held = hold_against([a_line(c) for c in ("letter", "groups")], only)

    assert "figures-aside" in [each.element.code for each in held.ideas]
    none = Framework("Ours", tuple(e for e in only.elements if e.code != "figures-aside"))
    held = hold_against([a_line(c) for c in ("letter", "groups")], none)
    assert held.missing_strands == (Strand.METRICS,)
    assert Strand.METRICS not in {each.element.strand for each in held.ideas}


def rated(**by_code: Rating) -> list[Answer]:
    return [
        Answer(each.code, question, voice, by_code.get(each.code, Rating.NEARLY_THERE), "who")
        for each in OURS.elements
        for question in Question
        for voice in Voice
    ]


def test_the_weakest_of_the_house_comes_first():
    standing = stand(OURS, rated(training=Rating.NEEDS_WORK, groups=Rating.NEEDS_WORK))
    held = hold_against([a_line("recall"), a_line("groups")], OURS, standing)

    assert "Weakest in your house, and not here: “Name of training”." in held.sentences
    assert held.ideas[0].element.code == "training"
    assert held.ideas[0].why == "It is the weakest in your house."


def test_an_unrated_house_has_no_weakest():
    assert hold_against([a_line("recall")], OURS, stand(OURS, ())).weak == ()


def test_a_part_that_nobody_rated_is_the_weakest():
    some = [each for each in rated() if each.element != "talk"]

    assert [
        each.code for each in hold_against([a_line("recall")], OURS, stand(OURS, some)).weak
    ] == ["talk"]


def test_minutes_of_nothing_are_nobodys():
    assert list(shared_out(10, ())) == []


# The year

UNTIL = date(2026, 11, 22)


def a_touch(day: date, *codes: str, minutes: int = 0, source: Source = Source.MEETING) -> Touch:
    return Touch(day, codes, source, minutes)


def test_a_year_has_a_row_for_each_part_and_each_of_the_neglected_three():
    found = year_of(
        [
            a_touch(date(2026, 11, 3), "recall", minutes=40),
            a_touch(date(2026, 11, 10), "recall", "letter", minutes=11),
            a_touch(date(2026, 1, 9), "groups", source=Source.WORK),
            a_touch(date(2025, 3, 1), "training", minutes=5),
            a_touch(date(2026, 11, 30), "talk", minutes=5),
            a_touch(date(2026, 10, 1), "gone", minutes=5, source=Source.BROUGHT),
        ],
        OURS,
        until=UNTIL,
    )

    assert [found.months[0], found.months[-1]] == [date(2025, 12, 1), date(2026, 11, 1)]
    rows = {row.name: row for row in found.parts}
    assert (rows["Roof"].minutes, rows["Roof"].times) == (45, 2)
    assert (rows["Left wall"].months[-1].minutes, rows["Left wall"].times) == (6, 1)
    assert (rows["Foundation"].times, rows["Foundation"].minutes) == (1, 0)
    assert found.sources == (Source.MEETING, Source.WORK)
    assert found.sentences == (
        "45 of 51 minutes went to the roof.",
        "The roof came up most often: twice.",
        "Nobody touched the right wall or the hearth in this year.",
        "The left wall: on an agenda last on 10 November 2026, no work on it yet.",
        "Links with the community: on no agenda yet, work on it last on 9 January 2026.",
        "Metrics: not touched yet.",
    )


def test_without_minutes_it_says_how_often():
    found = year_of([a_touch(UNTIL, "recall"), a_touch(UNTIL, "recall")], OURS, until=UNTIL)

    assert found.sentences[0] == "The roof came up most often: twice."
    whole = year_of([a_touch(UNTIL, each.code) for each in OURS.elements], OURS, until=UNTIL)
    assert not any("Nobody" in each for each in whole.sentences)


def test_talk_about_it_and_work_on_it_each_have_their_day_also_from_before_this_year():
    found = year_of(
        [
            a_touch(date(2025, 3, 1), "letter", minutes=5, source=Source.BROUGHT),
            a_touch(date(2026, 10, 2), "letter", source=Source.WORK),
        ],
        OURS,
        until=UNTIL,
    )

    assert found.neglected[0].words == (
        "The left wall: on an agenda last on 1 March 2025, work on it last on 2 October 2026."
    )


def test_minutes_tell_the_year_only_where_nothing_else_was():
    met = a_touch(UNTIL, "recall", minutes=9)

    assert year_of([met], OURS, until=UNTIL).in_minutes
    worked = a_touch(UNTIL, "letter", source=Source.WORK)
    assert not year_of([met, worked], OURS, until=UNTIL).in_minutes
    assert not year_of([met, a_touch(UNTIL, "letter")], OURS, until=UNTIL).in_minutes


def test_a_year_of_nothing_says_so():
    assert year_of([], OURS, until=UNTIL).sentences == ("Nothing has been kept for this year yet.",)


@pytest.mark.parametrize(("number", "words"), [(1, "once"), (2, "twice"), (3, "3 times")])
def test_how_often_is_said_as_people_say_it(number, words):
    assert times(number) == words
