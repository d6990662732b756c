"""How many places are free, as a group tells by a link: with its day, and over its feed."""

from datetime import timedelta

import pytest

from hearth.core.introductions.standing import NextStep
from hearth.core.introductions.states import State
from hearth.records.curation.changes.keeping_over import lay_over
from hearth.records.curation.models import KeptOver
from hearth.records.directory.changes.keeping import keep
from hearth.records.directory.models import Activity
from hearth.records.directory.queries import facts_of
from hearth.records.feeds.models import Feed
from hearth.records.introductions.caseload import caseload
from hearth.records.replies.changes import answer
from tests.introducing import an_introduction, happens
from tests.near import a_document
from tests.replying import a_world_in_touch, group_link, person_link
from tests.sharing import signed_in
from tests.world import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


@pytest.fixture
def in_touch(db):
    return a_world_in_touch()


def told(made, free: int, *, choice: str = "yes", at=LATER) -> Activity:
    answer(token=group_link(made, at=at), choice=choice, free_places=free, at=at)
    return Activity.objects.get(pk=made.activity_id)


def test_free_places_are_kept_with_the_day_and_nothing_else_becomes_newer(in_touch):
    _, made = in_touch
    before = facts_of(made.activity)

    row = told(made, 3)

    after = facts_of(row)
    assert (after.capacity, after.capacity_on) == (3, LATER.date())
    assert after.assured_on == before.assured_on
    assert after.name == before.name


def test_the_page_that_puts_in_touch_says_how_many_and_since_when(in_touch):
    world, made = in_touch
    told(made, 2, choice="full")
    page = signed_in(world.nurse).get(
        f"/people/{world.person.pk}/near/{made.activity_id}/introduce/"
    )

    assert "They say that 2 places are free" in page.text
    assert "(5 November 2026)" in page.text


def test_a_place_that_is_told_of_is_offered_to_who_waits(in_touch):
    world, made = in_touch
    happens(world, made, State.WAITING, days=1)
    told(made, 1, choice="wait")

    [case] = caseload(world.nurse, today=TODAY + timedelta(days=4))
    assert case.standing.next_step is NextStep.OFFER_PLACE


def test_the_word_of_the_group_stands_over_a_feed_until_the_feed_says_another_number(in_touch):
    world, _ = in_touch
    community = world.practice.community
    feed = Feed.objects.create(community=community, name="Council", added_at=NOW)
    fed = a_document("Tea", service_capacities=[{"available": 9}])
    [tea] = keep([fed], community=community, feed=feed, at=NOW)
    told(an_introduction(world, tea), 0, choice="full")

    def read_again(document) -> int | None:
        rows = keep([document], community=community, feed=feed, at=LATER)
        lay_over(rows=rows, by=None, at=LATER + timedelta(days=9))
        facts = facts_of(Activity.objects.get(pk=tea.pk))
        return facts.capacity, facts.capacity_on

    assert read_again(fed) == (0, LATER.date())
    assert read_again(fed | {"service_capacities": [{"available": 4}]}) == (4, None)
    assert not KeptOver.objects.exists()


def test_what_a_person_answers_says_nothing_of_places(in_touch):
    _, made = in_touch
    happens(in_touch[0], made, State.ACCEPTED, days=1)
    answer(token=person_link(made, at=LATER), choice="went", free_places=5, at=LATER)

    assert facts_of(Activity.objects.get(pk=made.activity_id)).capacity is None
