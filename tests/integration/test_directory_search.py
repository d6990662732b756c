"""Promises about search: what is found, in what order, and what is said of the rest."""

import pytest

from hearth.core.directory.activity import Cost, Point, Way
from hearth.core.directory.searching import PartOfDay, Search
from hearth.records.directory.changes import listing
from hearth.records.directory.indexing import index, reindex
from hearth.records.directory.models import Activity
from hearth.records.directory.search import search
from tests.near import a_site, an_activity
from tests.world import NOW, a_world

pytestmark = pytest.mark.django_db
HERE = Point(53.7, -2.0)


@pytest.fixture
def world(db):
    return a_world()


def names(found) -> list[str]:
    return [hit.activity.name for hit in found.hits]


def site_at(miles_north: float, **more):
    return a_site(latitude=HERE.latitude + miles_north / 69.09, longitude=HERE.longitude, **more)


def test_words_are_found_in_any_ending_with_or_without_accents(world):
    an_activity(world, "Mill Lane Singers")
    an_activity(world, "Café Élan", description="Cakes and gardening.")

    assert names(search(Search("singer"))) == ["Mill Lane Singers"]
    assert names(search(Search("cafe gardens"))) == ["Café Élan"]
    assert names(search(Search("mil"))) == []


def test_the_beginning_of_a_word_is_enough(world):
    an_activity(world, "Ukulele for beginners")

    assert names(search(Search("ukul"))) == ["Ukulele for beginners"]


def test_names_that_hold_the_words_come_first(world):
    an_activity(world, "A quiet hour", description="Chess and tea.")
    an_activity(world, "Chess in the park", description="Come and play.")

    assert names(search(Search("chess"))) == ["Chess in the park", "A quiet hour"]


def test_what_people_feel_finds_what_helps(world):
    an_activity(world, "Tea at Two", description="A coffee morning for all.")
    an_activity(world, "Bike repair", description="We mend your bike.")

    found = search(Search("I feel so lonely"))

    assert names(found) == ["Tea at Two"]
    assert [each.code for each in found.looked_for] == ["coffee-and-chat"]


def test_a_slip_of_the_pen_is_put_right_only_when_nothing_is_found(world):
    an_activity(world, "Calderwick Ukulele Band", description="Strum along.")

    assert search(Search("ukelele")).meant == "ukulele"
    assert search(Search("ukulele")).meant == ""
    assert search(Search("xyzzyq")).meant == ""


def test_what_has_some_of_the_words_is_shown_when_nothing_has_all(world):
    an_activity(world, "Ukulele for beginners")

    found = search(Search("ukulele zeppelin"))

    assert names(found) == ["Ukulele for beginners"]
    assert found.loosely


def test_the_nearest_comes_first_and_what_is_too_far_not_at_all(world):
    an_activity(world, "Far choir", service_at_locations=[site_at(4)])
    an_activity(world, "Near choir", service_at_locations=[site_at(1)])
    an_activity(world, "Other town", service_at_locations=[site_at(30)])

    found = search(Search("choir", near=HERE, within=5))

    assert names(found) == ["Near choir", "Far choir"]
    assert [round(hit.miles, 1) for hit in found.hits] == [1.0, 4.0]
    assert names(search(Search(near=HERE)))[-1] == "Other town"


def test_the_nearest_of_many_places_counts(world):
    an_activity(world, "Two halls", service_at_locations=[site_at(9), site_at(2)])

    (hit,) = search(Search(near=HERE, within=5)).hits

    assert hit.miles == pytest.approx(2, abs=0.01)
    assert hit.place.point.latitude == pytest.approx(HERE.latitude + 2 / 69.09)


def test_what_is_online_is_near_everyone_and_stands_last(world):
    an_activity(world, "Online choir", description="On Zoom.", service_at_locations=[])
    an_activity(world, "Near choir", service_at_locations=[site_at(1)])

    assert names(search(Search(near=HERE, within=5))) == ["Near choir", "Online choir"]


def test_who_did_not_say_is_counted_and_shown_on_asking(world):
    an_activity(world, "Ramp", service_at_locations=[site_at(1, access="Step-free.")])
    an_activity(
        world, "Stairs", service_at_locations=[site_at(1, access="Up the stairs, no lift.")]
    )
    an_activity(world, "Silent", service_at_locations=[site_at(1, access="")])

    found = search(Search(step_free=True))
    unsure = search(Search(step_free=True, unsure=True))

    assert (names(found), found.unsure) == (["Ramp"], 1)
    assert names(unsure) == ["Ramp", "Silent"]
    assert [hit.unsaid for hit in unsure.hits] == [(), ("whether there are steps",)]


def test_who_has_no_place_is_counted_when_a_place_is_asked_for(world):
    an_activity(world, "Nowhere", service_at_locations=[])
    an_activity(world, "Near", service_at_locations=[site_at(1)])

    found = search(Search(near=HERE, within=5))

    assert (names(found), found.unsure) == (["Near"], 1)
    assert names(search(Search(near=HERE, within=5, unsure=True))) == ["Near", "Nowhere"]


@pytest.mark.parametrize(
    "wanted",
    [
        Search(weekdays=frozenset({1}), parts=frozenset({PartOfDay.MORNING})),
        Search(costs=frozenset({Cost.FREE})),
        Search(age=40),
        Search(language="Polish"),
        Search(step_free=True),
        Search(ways=frozenset({Way.GROUP})),
        Search(needs=frozenset({"making"})),
        Search(interests=frozenset({"singing"})),
    ],
)
def test_each_choice_keeps_what_fits_and_drops_what_does_not(world, wanted):
    an_activity(
        world, "Fits", description="A choir. A group for singing.", minimum_age=18,
        languages=[{"name": "Polish"}],
    )  # fmt: skip
    an_activity(
        world, "Does not", description="One-to-one advice on debts.", minimum_age=65,
        fees_description="£20 each time", languages=[{"name": "Welsh"}],
        schedules=[{"byday": "WE", "opens_at": "19:00", "closes_at": "20:00"}],
        service_at_locations=[site_at(1, access="Three steps up. No ramp.")],
    )  # fmt: skip

    assert names(search(wanted)) == ["Fits"]


def test_what_is_not_listed_is_not_found_and_comes_back(world):
    choir = an_activity(world, "Mill Lane Singers")
    choir.is_listed = False
    choir.save()
    index([choir])
    assert search(Search("mill")).total == 0

    choir.is_listed = True
    choir.save()
    index([choir])
    assert search(Search("mill")).total == 1


def test_a_new_name_is_found_and_the_old_one_is_not(world):
    choir = an_activity(world, "Weavers", id="11111111-1111-4111-8111-111111111111")
    an_activity(world, "Quarry Street Voices", id="11111111-1111-4111-8111-111111111111")

    assert Activity.objects.count() == 1
    assert search(Search("weavers")).total == 0
    assert [hit.key for hit in search(Search("quarry")).hits] == [choir.pk]


def test_building_the_index_anew_finds_the_same(world):
    an_activity(world, "Mill Lane Singers")
    seen = []

    assert reindex(progress=lambda done, of: seen.append((done, of))) == 1
    assert names(search(Search("singers", near=HERE))) == ["Mill Lane Singers"]
    assert seen == [(1, 1)]


def test_many_with_names_that_begin_alike_are_all_found_and_sorted(world):
    for number in range(45):
        an_activity(world, f"Community kitchen {number:02}")

    pages = [search(Search("kitchen"), page=page) for page in (1, 2, 3)]

    assert [each.activity.name for page in pages for each in page.hits] == [
        f"Community kitchen {number:02}" for number in range(45)
    ]
    assert (pages[0].total, pages[0].pages) == (45, 3)
    assert search(Search("kitchen"), page=99).page == 3


@pytest.mark.parametrize("how_many", [3, 30])
def test_a_search_asks_the_database_as_often_for_few_as_for_many(
    world, django_assert_num_queries, how_many
):
    for number in range(how_many):
        an_activity(world, f"Choir {number}")

    with django_assert_num_queries(5):
        search(Search("choir", near=HERE, within=5, step_free=True))


NASTY = ['"', "a AND", "NEAR(", "* OR *", "names:x", "') --", "\x00", "-", "&|!()", "zx " * 500]


@pytest.mark.parametrize("words", NASTY)
def test_no_words_can_break_a_search(world, words):
    assert search(Search(words)).total == 0 or not words.strip('"-&|!()\x00 ')


def test_what_a_curator_hides_or_merges_is_not_found(world):
    choir, twin = an_activity(world, "Ukulele band"), an_activity(world, "Ukulele players")

    listing.merge(kept=choir, other=twin, by=world.nurse, at=NOW)
    assert names(search(Search("ukulele"))) == ["Ukulele band"]
    listing.unmerge(other=twin, by=world.nurse, at=NOW)
    listing.hide(activity=choir, by=world.nurse, at=NOW)
    assert names(search(Search("ukulele"))) == ["Ukulele players"]
