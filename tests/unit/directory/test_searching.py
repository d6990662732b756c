"""Promises about what is searched for: words, terms, cells of the map."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.directory.activity import Activity, Cost, Meets, Place, Point, Way
from hearth.core.directory.distance import miles
from hearth.core.directory.searching import PartOfDay, Search, parts_of, unsaid, words_of
from hearth.core.directory.terms import cells_around, filters_of, terms_of, word_groups
from hearth.site.interests import interests

CALDERWICK = Point(53.72, -2.04)


def found(wanted: Search, activity: Activity) -> bool:
    held = terms_of(activity, interests())
    return all(group.terms & held for group in filters_of(wanted))


def found_unsure(wanted: Search, activity: Activity) -> bool:
    held = terms_of(activity, interests())
    return all((group.terms | group.unknown) & held for group in filters_of(wanted))


def test_accents_capitals_and_apostrophes_do_not_matter():
    assert words_of("Men’s Shed, Café ÉLAN") == ["mens", "shed", "cafe", "elan"]


def test_what_people_feel_is_an_interest_too():
    groups = word_groups("I feel lonely", interests())

    assert [group.words for group in groups] == [("lonely",)]
    assert groups[0].terms == {"zinterestcoffeeandchatz9"}


def test_other_words_must_stand_beside_an_interest():
    groups = word_groups("singing in Polish", interests())

    assert [group.words for group in groups] == [("singing",), ("polish",)]


def test_a_word_inside_another_stays_whole():
    (sing, using) = word_groups("using sing", interests())

    assert {sing.words, using.words} == {("sing",), ("using",)}


def test_words_that_say_little_are_sought_when_they_are_alone():
    assert [group.words for group in word_groups("the group", interests())] == [("group",)]
    assert word_groups("what is this", interests()) == ()


@pytest.mark.parametrize(
    ("opens", "closes", "parts"),
    [
        (600, 690, {PartOfDay.MORNING}),
        (660, 780, {PartOfDay.MORNING, PartOfDay.AFTERNOON}),
        (720, 720, {PartOfDay.AFTERNOON}),
        (1020, None, {PartOfDay.EVENING}),
        (None, None, set()),
    ],
)
def test_a_time_belongs_to_every_part_of_the_day_that_it_overlaps(opens, closes, parts):
    assert parts_of(Meets(0, opens, closes)) == parts


def test_the_day_and_the_part_of_it_must_be_of_one_meeting():
    choir = Activity("1", "Choir", meets=(Meets(0, 600, 660), Meets(1, 1140, 1200)))
    evening, monday = frozenset({PartOfDay.EVENING}), frozenset({0})

    assert found(Search(parts=evening), choir)
    assert found(Search(weekdays=monday), choir)
    assert not found(Search(weekdays=monday, parts=evening), choir)


SAYS_NOTHING = Activity("1", "Choir")
ASKED = [
    Search(weekdays=frozenset({1})),
    Search(parts=frozenset({PartOfDay.MORNING})),
    Search(weekdays=frozenset({1}), parts=frozenset({PartOfDay.MORNING})),
    Search(costs=frozenset({Cost.FREE})),
    Search(step_free=True),
    Search(ways=frozenset({Way.GROUP})),
    Search(language="Polish"),
]


@pytest.mark.parametrize("wanted", ASKED)
def test_who_says_nothing_is_found_only_by_those_who_are_unsure(wanted):
    assert not found(wanted, SAYS_NOTHING)
    assert found_unsure(wanted, SAYS_NOTHING)
    assert unsaid(wanted, SAYS_NOTHING)


def test_who_says_no_is_not_found_by_those_who_are_unsure():
    steps = Activity("1", "Choir", places=(Place(step_free=False),), cost=Cost.PAID)

    assert not found_unsure(Search(step_free=True), steps)
    assert not found_unsure(Search(costs=frozenset({Cost.FREE})), steps)
    assert unsaid(Search(step_free=True), steps) == ()


def test_what_has_no_place_is_unsaid_unless_it_is_online():
    assert unsaid(Search(near=CALDERWICK), SAYS_NOTHING) == ("the place",)
    assert unsaid(Search(near=CALDERWICK), Activity("1", "x", ways=frozenset({Way.ONLINE}))) == ()


def test_an_interest_is_found_by_its_kind_of_need_too():
    choir = Activity("1", "Choir", helps_with=frozenset({"singing"}))

    assert found(Search(needs=frozenset({"making"})), choir)
    assert found(Search(interests=frozenset({"singing", "walking"})), choir)
    assert not found(Search(needs=frozenset({"money"})), choir)


degrees = st.floats(-0.9, 0.9)


@given(degrees, degrees, st.floats(0.1, 60))
def test_the_cells_around_a_place_hold_all_that_is_within_the_circle(north, east, radius):
    there = Point(CALDERWICK.latitude + north, CALDERWICK.longitude + east)
    cells = cells_around(CALDERWICK, radius)

    if cells is not None and miles(CALDERWICK, there) <= radius:
        assert cells & terms_of(Activity("1", "x", places=(Place(point=there),)), interests())


def test_a_circle_too_large_for_cells_has_none():
    assert cells_around(CALDERWICK, 3000) is None
    assert 1 <= len(cells_around(CALDERWICK, 5) or ()) <= 40
