"""Suggestions say why, put free before paid, and never guess what a group did not tell."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hearth.core.directory.activity import Activity, Cost, Meets, Place, Point, Status, Way
from hearth.core.directory.circumstances import busy_days, needs_step_free
from hearth.core.directory.matching import Circumstances, match
from hearth.core.directory.wanting import Said, wants_of
from hearth.site.interests import interests

TODAY = date(2026, 11, 2)
SAID = Said("I miss singing", datetime(2026, 11, 1, 9, tzinfo=UTC), "a-goal", "goal")
WANTS = wants_of([SAID], interests())
HOME = Point(53.7, -2.0)
CHOIR = Activity(
    "1", "Mill Lane Singers", helps_with=frozenset({"singing"}), cost=Cost.FREE,
    places=(Place(point=Point(53.7116, -2.0), step_free=True),), assured_on=TODAY,
)  # fmt: skip
ABOUT = Circumstances(home=HOME, age=78)


def suggested(*activities: Activity, about: Circumstances = ABOUT, **more):
    return match(WANTS, activities, about, today=TODAY, **more)


def names(*activities: Activity, **more) -> list[str]:
    return [each.activity.name for each in suggested(*activities, **more)]


def at(**more) -> Activity:
    return replace(CHOIR, places=(Place(**more),))


def test_the_reason_is_what_they_said_and_then_facts():
    [found] = suggested(CHOIR)

    assert found.why() == "because you said “I miss singing”; 0.8 miles; free; step-free"
    assert found.why("Bibi").startswith("because Bibi said")
    assert found.unsure == ()
    assert found.is_free_or_low


@pytest.mark.parametrize(
    "unfit",
    [
        replace(CHOIR, helps_with=frozenset({"walking"})),
        replace(CHOIR, status=Status.CLOSED_FOR_NOW),
        replace(CHOIR, status=Status.DEFUNCT),
        replace(CHOIR, maximum_age=25),
        at(point=Point(54.7, -2.0)),
    ],
    ids=["another interest", "closed for now", "gone", "for the young", "too far"],
)
def test_what_cannot_suit_is_not_suggested(unfit):
    assert suggested(unfit) == []


def test_steps_are_a_no_only_for_who_cannot_manage_them_and_only_where_they_are_known():
    steps, unknown = at(point=HOME, step_free=False), at(point=HOME)
    wheels = replace(ABOUT, needs_step_free=True)

    assert suggested(steps)
    assert suggested(steps, about=wheels) == []
    [found] = suggested(unknown, about=wheels)
    assert found.unsure == ("We do not know if it is step-free. Call first.",)
    assert "step-free" not in found.facts


def test_of_two_places_the_one_without_steps_counts_for_who_needs_it():
    two = replace(CHOIR, places=(
        Place(point=HOME, step_free=False), Place(point=Point(53.7116, -2.0), step_free=True),
    ))  # fmt: skip
    [found] = suggested(two, about=replace(ABOUT, needs_step_free=True))

    assert found.facts[0] == "0.8 miles"


def test_free_and_low_cost_come_before_paid_however_well_that_fits():
    paid = replace(CHOIR, key="2", name="Paid", cost=Cost.PAID, places=at(point=HOME).places)
    low = replace(CHOIR, key="3", name="Low", cost=Cost.LOW, assured_on=None,
                  places=at(point=Point(53.8, -2.0)).places)  # fmt: skip
    unknown = replace(CHOIR, key="4", name="Unknown", cost=Cost.UNKNOWN)

    assert names(paid, unknown, low) == ["Low", "Unknown", "Paid"]


def test_what_is_near_and_checked_comes_before_what_is_not():
    far = replace(CHOIR, key="2", name="Far", places=at(point=Point(53.8, -2.0)).places)
    stale = replace(CHOIR, key="3", name="Stale", assured_on=TODAY - timedelta(days=900))

    assert names(far, stale, CHOIR)[0] == "Mill Lane Singers"
    assert "long time" in suggested(stale)[0].unsure[0]


def test_what_answers_two_wants_comes_first_and_says_both():
    wants = wants_of([SAID, Said("I am lonely", SAID.at)], interests())
    both = replace(
        CHOIR, key="2", name="Zest", helps_with=frozenset({"singing", "coffee-and-chat"})
    )
    found = match(wants, [CHOIR, both], ABOUT, today=TODAY)

    assert [each.activity.name for each in found] == ["Zest", "Mill Lane Singers"]
    assert len(found[0].wants) == 2


def test_what_they_said_no_to_stays_away():
    assert suggested(CHOIR, left_out={"1"}) == []


def test_something_online_is_never_too_far_and_has_no_steps():
    online = replace(at(point=Point(54.7, -2.0), step_free=False), ways=frozenset({Way.ONLINE}))
    [found] = suggested(online, about=replace(ABOUT, needs_step_free=True))

    assert "online" in found.facts


def test_a_distance_that_is_not_known_is_not_made_up():
    [nowhere] = suggested(at())
    [homeless] = suggested(CHOIR, about=Circumstances())

    assert nowhere.unsure == ("We do not know how far it is.",)
    assert homeless.miles is None
    assert homeless.unsure == ()
    assert homeless.facts == ("free", "step-free")


def test_their_language_speaks_for_it_and_another_is_said():
    urdu = replace(CHOIR, languages=("Urdu",))
    both = replace(CHOIR, languages=("English", "Urdu"))
    speaks = replace(ABOUT, language="Urdu")

    assert "in Urdu" in suggested(urdu, about=speaks)[0].facts
    assert suggested(urdu)[0].unsure == ("It is in Urdu.",)
    assert suggested(both)[0].unsure == ()
    polish = replace(ABOUT, language="Polish")
    assert suggested(both, about=polish)[0].unsure == ("It is in English and Urdu.",)
    assert suggested(CHOIR, about=polish)[0].unsure == ()


def test_a_full_group_comes_last_and_says_so_and_free_places_are_told():
    full, one = replace(CHOIR, key="2", capacity=0), replace(CHOIR, key="3", capacity=1)

    assert [each.activity.key for each in suggested(full, CHOIR)] == ["1", "2"]
    assert "full" in suggested(full)[0].unsure[0]
    assert "1 place free" in suggested(one)[0].facts
    assert "4 places free" in suggested(replace(CHOIR, capacity=4))[0].facts


def test_a_group_for_men_is_shown_to_those_who_did_not_say_that_they_are_no_man():
    shed = replace(CHOIR, name="Men’s Shed", who_for="Men")
    both = replace(CHOIR, who_for="Men and women")
    women = replace(CHOIR, who_for="Women only")

    assert suggested(shed, about=replace(ABOUT, gender="Female")) == []
    assert suggested(shed, about=replace(ABOUT, gender="Male"))
    assert suggested(shed)
    assert suggested(both, about=replace(ABOUT, gender="Female"))
    assert suggested(women, about=replace(ABOUT, gender="Male")) == []


def test_a_day_that_does_not_suit_is_said():
    tuesday = replace(CHOIR, meets=(Meets(1, 600, 690),))
    about = replace(ABOUT, busy={1: "Dialysis on Tuesdays"})

    assert suggested(tuesday)[0].unsure == ()
    assert suggested(tuesday, about=about)[0].unsure == (
        "It is on Tuesday. That day may not suit.",
    )


def test_how_people_get_about_is_heard_in_their_words():
    assert needs_step_free(["I use a wheelchair out of doors."])
    assert needs_step_free(["I can’t do stairs"])
    assert needs_step_free(["Steps are too much for me now"])
    assert needs_step_free(["I do not go out without my wheelchair"])
    assert not needs_step_free(["I do not need a wheelchair.", "Step by step", "Two steps forward"])


def test_days_that_do_not_suit_are_heard_in_their_words():
    said = ["Dialysis on Mondays, Wednesdays and Fridays. Tuesday is my bath day."]

    assert set(busy_days(said)) == {0, 2, 4}
    assert busy_days(["I don’t go out on a Sunday"])[6]
    assert busy_days(["My grandson comes on Saturdays"]) == {}
