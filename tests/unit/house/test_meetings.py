"""Where the minutes of a meeting go, and what an agenda is drafted from."""

from datetime import date

import pytest

from hearth.core.house.agenda import AgendaFacts, Concern, draft, suggestions
from hearth.core.house.assessing import Answer, Question, Rating, Voice
from hearth.core.house.framework import Element, Framework
from hearth.core.house.meetings import (
    AgendaItem,
    Held,
    Kind,
    Stage,
    coverage,
    item_obstacles,
    sentences,
    stage,
    touched,
)
from hearth.core.house.parts import Part, Strand
from hearth.core.house.standing import stand

TODAY = date(2026, 11, 2)


def element(code, part, **more):
    return Element(code, part, code.capitalize(), "Is it there?", "Does it work?", **more)


FRAMEWORK = Framework(
    "Ours",
    (
        element("letters", Part.LEFT_WALL),
        element("training", Part.RIGHT_WALL),
        element("recall", Part.ROOF),
        element("rooms", Part.ROOF),
        element("figures", Part.ROOF, strand=Strand.METRICS),
        element("groups", Part.FOUNDATION, strand=Strand.COMMUNITY),
        element("talk", Part.CENTRE),
    ),
)


def item(minutes, *elements, title="Something"):
    return AgendaItem(title, minutes, elements)


def said(*items, length=90, held=()):
    return sentences(coverage(items, FRAMEWORK, length), touched(held, FRAMEWORK), TODAY)


def rated(**ratings):
    """Both voices rate each element so, on both questions; the others are nearly there."""
    answers = [
        Answer(each.code, question, voice, ratings.get(each.code, Rating.NEARLY_THERE), voice)
        for each in FRAMEWORK.elements
        for question in Question
        for voice in Voice
    ]
    return stand(FRAMEWORK, answers, (), dict.fromkeys(Part, "Priya"))


def facts(standing=None, held=(), concerns=()):
    last = touched(held, FRAMEWORK)
    return AgendaFacts(FRAMEWORK, standing or rated(), last, tuple(concerns), TODAY)


LATELY = Held(date(2026, 10, 5), (item(70, *(each.code for each in FRAMEWORK.elements)),))


def test_the_largest_part_is_said_first_and_what_is_left_out_with_the_month():
    march = Held(date(2026, 3, 3), (item(10, "letters"),))

    words = said(item(60, "recall"), item(30, "talk"), held=[march])

    assert words[0] == "60 of 90 minutes on the roof."
    assert "Left wall: untouched since March." in words
    assert "Links with the community: untouched so far." in words
    assert not any(each.startswith(("Roof", "Hearth")) for each in words)


def test_a_month_of_more_than_a_year_ago_is_said_with_its_year():
    held = Held(date(2025, 3, 3), (item(10, "letters"),))

    assert "Left wall: untouched since March 2025." in said(item(60, "recall"), held=[held])


def test_the_minutes_of_an_item_are_shared_among_its_elements_to_the_last_one():
    found = coverage([item(10, "recall", "letters", "talk")], FRAMEWORK, 60)

    assert sum(found.by_part.values()) == found.planned == 10
    assert sorted(found.by_part.values()) == [0, 0, 3, 3, 4]
    assert found.by_part[Part.LEFT_WALL] == found.by_strand[Strand.LEFT_WALL]


def test_items_that_name_no_element_are_counted_apart():
    found = coverage([item(20), item(10, "gone-from-the-framework")], FRAMEWORK, 60)

    assert found.untagged == 30
    assert said(item(20)) == (
        "No item names an element of the House.",
        "Left wall: untouched so far.",
        "Right wall: untouched so far.",
        "Roof: untouched so far.",
        "Foundation: untouched so far.",
        "Hearth: untouched so far.",
        "Links with the community: untouched so far.",
        "Metrics: untouched so far.",
        "No element is named for 20 minutes.",
        "70 minutes still free.",
    )


def test_the_neglected_three_are_named_when_an_agenda_leaves_them_out():
    found = coverage([item(60, "recall", "figures")], FRAMEWORK, 60)

    assert found.warning == (
        "Left out: the left wall, links with the community. These are what most groups leave out."
    )
    whole = coverage([item(60, "letters", "figures", "groups")], FRAMEWORK, 60)
    assert whole.warning == ""


def test_an_agenda_that_is_too_long_is_told_so():
    assert "The items take 10 minutes more than the meeting has." in said(item(100, "recall"))
    assert "1 minute still free." in said(item(89, "recall"))
    assert said(item(100, "recall"))[0] == "100 of 100 minutes on the roof."


def test_only_an_item_that_took_time_touches_a_part():
    last = touched(
        [Held(date(2026, 5, 1), (item(5, "letters"),)), Held(TODAY, (item(0, "letters"),))],
        FRAMEWORK,
    )

    assert last[Part.LEFT_WALL] == last[Strand.LEFT_WALL] == date(2026, 5, 1)
    assert last[Part.ROOF] is None


def test_a_draft_begins_with_the_weakest_and_says_why():
    made = draft(facts(rated(letters=Rating.NEEDS_WORK), [LATELY]), 60)

    assert [each.kind for each in made.items] == [Kind.OPENING, Kind.WEAK, Kind.CLOSING]
    weak = made.items[1]
    assert weak.elements == ("letters",)
    assert weak.why == "Letters: needs work."


def test_a_weak_part_that_no_meeting_touched_says_both():
    made = draft(facts(rated(letters=Rating.NEEDS_WORK)), 60)

    assert made.items[1].why == ("Letters: needs work. No meeting has touched the left wall yet.")


def test_what_no_meeting_touched_for_two_months_comes_up_by_itself_the_longest_first():
    held = [
        Held(date(2026, 3, 3), (item(5, "letters"),)),
        Held(date(2026, 6, 1), (item(5, "groups"),)),
        Held(date(2026, 10, 1), (item(5, "training", "recall", "figures", "talk"),)),
    ]

    found = suggestions(facts(rated(recall=Rating.GOOD_IDEAS), held))

    untouched = [each for each in found if each.kind is Kind.UNTOUCHED]
    assert [each.elements for each in untouched] == [("letters",), ("groups",)]
    assert untouched[0].why == "No meeting has touched the left wall since March."


def test_a_house_that_nobody_rated_is_put_on_the_agenda_to_be_rated():
    found = draft(facts(stand(FRAMEWORK, []), [LATELY]), 60)

    assert "Rate the left wall" in [each.title for each in found.items]
    assert all(each.elements for each in found.items if each.kind is Kind.WEAK)


def test_a_whole_house_that_nobody_answers_for_asks_who_does():
    answers = rated(**{each.code: Rating.CRACKED_IT for each in FRAMEWORK.elements})
    assert suggestions(facts(answers, [LATELY])) == ()

    alone = stand(
        FRAMEWORK,
        [
            Answer(each.code, question, voice, Rating.CRACKED_IT, voice)
            for each in FRAMEWORK.elements
            for question in Question
            for voice in Voice
        ],
    )

    assert [each.title for each in draft(facts(alone, [LATELY]), 40).items] == [
        "Welcome",
        "Who answers for the left wall",
        "Who answers for the right wall",
        "Who does what by when",
    ]


def test_concerns_of_a_kind_become_one_item_with_each_of_them_in_its_note():
    concerns = [
        Concern(Kind.LATE, "Write the letter: Jan, due 1 October.", ("letters",)),
        Concern(Kind.LATE, "Find rooms: Omar, due 3 October.", ("rooms", "letters")),
        Concern(Kind.FEEDBACK, "Letters come late.", ("letters",)),
        Concern(Kind.LAST_TIME, "Ask the council.", ()),
        Concern(Kind.FIGURE, "Letters sent in time: 60 of 100.", ("letters",)),
    ]

    made = draft(facts(held=[LATELY], concerns=concerns), 90)

    late = next(each for each in made.items if each.kind is Kind.LATE)
    assert late.why == "2 actions are late."
    assert late.elements == ("letters", "rooms")
    assert late.note.splitlines() == [each.words for each in concerns[:2]]
    told = next(each for each in made.items if each.kind is Kind.FEEDBACK)
    assert told.why == "1 theme is waiting for an answer."
    kinds = [each.kind for each in made.items]
    assert kinds.index(Kind.LAST_TIME) == 1
    assert kinds[-1] is Kind.CLOSING


@pytest.mark.parametrize("minutes", [10, 14, 30, 45, 60, 90, 120])
def test_a_draft_never_takes_more_than_the_meeting_and_names_what_it_left_out(minutes):
    given = facts(stand(FRAMEWORK, []), [], [Concern(Kind.LATE, "Late.", ("recall",))])

    made = draft(given, minutes)

    assert sum(each.minutes for each in made.items) <= minutes
    drafted = {each.title for each in (*made.items, *made.left_out)}
    assert {each.title for each in suggestions(given)} <= drafted
    assert all(each.why for each in made.items)


def test_no_time_is_left_over_while_something_waits():
    made = draft(facts(stand(FRAMEWORK, [])), 62)

    assert made.left_out
    assert sum(each.minutes for each in made.items) == 62


def test_an_item_needs_words_and_minutes():
    assert item_obstacles(item(10)) == []
    wrong = AgendaItem("x" * 151, 0, note="x" * 1001)
    assert [each.where for each in item_obstacles(wrong)] == ["title", "minutes", "note"]
    assert item_obstacles(AgendaItem(" ", 10))[0].where == "title"


@pytest.mark.parametrize(
    ("facts_of", "expected"),
    [
        ({}, Stage.PLANNED),
        ({"has_begun": True}, Stage.HELD),
        ({"has_begun": True, "is_agreed": True}, Stage.AGREED),
        ({"is_cancelled": True}, Stage.CANCELLED),
    ],
)
def test_where_a_meeting_stands_follows_from_what_happened(facts_of, expected):
    given = {"has_begun": False, "is_agreed": False, "is_cancelled": False, **facts_of}
    assert stage(**given) is expected
