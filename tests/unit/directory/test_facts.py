"""Promises about what an activity is, drawn from its document."""

from datetime import date

import pytest

from hearth.core.directory.activity import (
    Activity,
    Cost,
    Freshness,
    Meets,
    Place,
    Point,
    Status,
    Way,
    clock,
    freshness,
)
from hearth.core.directory.distance import miles, miles_words
from hearth.core.directory.facts import OUR_TAXONOMY, activity_of
from hearth.core.directory.interests import BadInterests, parse
from tests.near import a_document, a_site

WORDS = parse("""
need = [{ code = "making", name = "Making things" }, { code = "company", name = "Company" }]
[[interest]]
code = "singing"
name = "Singing"
need = "making"
phrases = ["choir"]
[[interest]]
code = "chat"
name = "Coffee and a chat"
need = "company"
phrases = ["coffee morning"]
""")


def facts(**more) -> Activity:
    return activity_of(a_document(**more), WORDS)


def test_a_service_says_all_that_pages_need():
    found = facts()

    assert (found.name, found.provider) == ("Mill Lane Singers", "Mill Lane Trust")
    assert found.meets == (Meets(1, 600, 690),)
    assert found.places[0] == Place(
        "Mill Lane Hall", "1 Mill Lane", "Calderwick", "XW1 1AA", Point(53.7, -2.0), True
    )
    assert found.cost is Cost.FREE
    assert found.step_free is True
    assert found.helps_with == {"singing"}
    assert found.assured_on == date(2026, 10, 1)


def test_a_document_without_anything_is_still_an_activity():
    empty = activity_of({}, WORDS)

    assert empty.status is Status.ACTIVE
    assert (empty.cost, empty.ways, empty.meets, empty.places) == (
        Cost.UNKNOWN, frozenset(), (), (),
    )  # fmt: skip
    assert empty.step_free is None
    assert empty.capacity is None


@pytest.mark.parametrize(
    ("words", "cost"),
    [
        ("Free.", Cost.FREE), ("No charge", Cost.FREE), ("£3 a time", Cost.LOW),
        ("£5.00", Cost.LOW), ("£2, or £12 for six", Cost.PAID), ("Not free", Cost.UNKNOWN),
        ("Free parking", Cost.UNKNOWN), ("", Cost.UNKNOWN), ("£0", Cost.FREE),
        ("Ask us", Cost.UNKNOWN),
    ],
)  # fmt: skip
def test_a_cost_is_free_low_or_paid_by_its_dearest_price(words, cost):
    assert facts(fees_description=words).cost is cost


def test_prices_of_options_count_too():
    found = facts(fees_description="", cost_options=[
        {"option": "Adults", "amount": 8, "amount_description": "each"}, {"option": "Children"},
    ])  # fmt: skip

    assert found.cost is Cost.PAID
    assert found.cost_words == "Adults: £8 each; Children"


@pytest.mark.parametrize(
    ("access", "step_free"),
    [
        ("Step-free throughout", True), ("There is a lift", True), ("No step-free way in", False),
        ("Not wheelchair accessible", False), ("The hall is upstairs", False), ("Nice", None),
    ],
)  # fmt: skip
def test_a_place_says_if_one_gets_in_without_steps(access, step_free):
    assert facts(service_at_locations=[a_site(access=access)]).step_free is step_free


def test_one_place_without_steps_is_enough():
    sites = [a_site(access="Upstairs"), a_site(access="A ramp")]

    assert facts(service_at_locations=sites).step_free is True


@pytest.mark.parametrize(
    ("more", "ways"),
    [
        ({"description": "A choir"}, {Way.GROUP}),
        ({"description": "Befriending"}, {Way.ONE_TO_ONE}),
        ({"description": "On Zoom"}, {Way.ONLINE}), ({"description": "Help"}, set()),
        ({"description": "Help", "attending_type": "online"}, {Way.ONLINE}),
        ({"description": "Help", "service_at_locations": [
            {"location": {"location_type": "virtual"}}]}, {Way.ONLINE}),
    ],
)  # fmt: skip
def test_how_one_takes_part_is_heard_in_its_words(more, ways):
    assert facts(name="Sing", **more).ways == ways


def test_what_a_curator_chose_is_believed_before_words():
    chosen = [
        {"taxonomy_term": {"name": name, "taxonomy": OUR_TAXONOMY}}
        for name in ("chat", "one-to-one", "unknown")
    ]

    found = facts(attributes=chosen)

    assert found.helps_with == {"chat"}
    assert found.ways == {Way.ONE_TO_ONE}


def test_terms_of_others_are_words_like_any():
    found = facts(
        name="Group", description="", attributes=[{"taxonomy_term": {"name": "Choirs"}}, {}]
    )

    assert found.helps_with == {"singing"}


@pytest.mark.parametrize(
    ("schedule", "meets"),
    [
        ({"byday": "MO,WE", "opens_at": "09:00:00Z"}, (Meets(0, 540), Meets(2, 540))),
        ({"byday": "1TU", "freq": "MONTHLY"}, (Meets(1, rhythm="first of the month"),)),
        ({"freq": "MONTHLY"}, ()), ({"byday": "SATURDAY"}, ()),
        ({"byday": "SA", "opens_at": "late", "closes_at": "10:00"}, (Meets(5),)),
        ({"byday": "SU", "opens_at": "10:00", "closes_at": "25:00"}, (Meets(6, 600),)),
    ],
)  # fmt: skip
def test_times_in_the_week_are_those_of_its_schedules(schedule, meets):
    assert facts(schedules=[schedule]).meets == meets


def test_times_of_its_places_count_too():
    site = a_site() | {"schedules": [{"byday": "FR", "description": "Fridays"}]}

    found = facts(service_at_locations=[site])

    assert found.meets == (Meets(1, 600, 690), Meets(4))
    assert found.when_words == "Fridays"


@pytest.mark.parametrize(
    ("more", "number"),
    [
        ({"phones": [{"number": "1"}], "contacts": [{"phones": [{"number": "2"}]}]}, "1"),
        ({"contacts": [{"phones": [{"number": "2"}]}]}, "2"),
        ({"organization": {"name": "T", "phones": [{"number": "3"}]}}, "3"),
        ({}, ""),
    ],
)
def test_the_telephone_is_the_nearest_that_there_is(more, number):
    assert facts(**more).telephone == number


def test_what_is_no_fact_is_left_out():
    found = facts(
        status="Unheard of", minimum_age=-1, maximum_age=True, assured_date="soon",
        languages=[{"name": "Urdu"}, {"code": "pl"}, {}, {"name": "Urdu"}],
        service_capacities=[{"available": None}, {"available": 3}],
        service_at_locations=[{"location": {"latitude": 0, "longitude": 0}},
                              {"location": {"latitude": "x", "longitude": 1}}],
    )  # fmt: skip

    assert found.status is Status.ACTIVE
    assert (found.minimum_age, found.maximum_age, found.assured_on) == (None, None, None)
    assert found.languages == ("Urdu", "Polish")
    assert found.capacity == 3
    assert [place.point for place in found.places] == [None, None]


def test_an_age_suits_from_the_least_to_the_most():
    found = facts(minimum_age=18, maximum_age=65)

    assert [found.suits_age(years) for years in (17, 18, 65, 66)] == [False, True, True, False]
    assert facts().suits_age(3)


def test_places_everywhere_with_steps_are_not_step_free():
    assert facts(service_at_locations=[a_site(access="Upstairs")]).step_free is False


@pytest.mark.parametrize(
    ("checked", "how"),
    [
        (date(2026, 11, 1), Freshness.FRESH), (date(2026, 1, 1), Freshness.AGEING),
        (date(2024, 1, 1), Freshness.STALE), (None, Freshness.UNKNOWN),
    ],
)  # fmt: skip
def test_freshness_goes_by_when_somebody_checked(checked, how):
    assert freshness(checked, today=date(2026, 11, 20)) is how


def test_times_are_written_as_people_say_them():
    assert Meets(1).words == "Tuesday"
    assert Meets(1, 600).words == "Tuesday, 10am"
    assert Meets(1, 600, 690).words == "Tuesday, 10am to 11.30am"
    assert (clock(720), clock(0), clock(13 * 60)) == ("12 noon", "12am", "1pm")


def test_a_place_is_written_in_one_line_each_thing_once():
    place = Place("Calderwick", "1 Mill Lane", "Calderwick", "XW1 1AA")

    assert place.words == "Calderwick, 1 Mill Lane, XW1 1AA"


def test_a_degree_north_is_69_miles_and_distances_are_written_shortly():
    assert miles(Point(53, -2), Point(54, -2)) == pytest.approx(69.1, abs=0.1)
    assert [miles_words(each) for each in (0.04, 0.8, 1.02, 12.3)] == [
        "less than 0.1 miles", "0.8 miles", "1 mile", "12 miles",
    ]  # fmt: skip


def test_a_vocabulary_that_cannot_be_says_why():
    with pytest.raises(BadInterests, match="no kind of need is called b"):
        parse('[[interest]]\ncode = "a"\nname = "A"\nneed = "b"')
    with pytest.raises(BadInterests, match="not TOML"):
        parse("= =")
