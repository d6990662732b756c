"""The page of arrival: one sentence, its steps and tables, and nobody who can be found in them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.introductions.states import State
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.models import Seal
from hearth.records.introductions.models import Introduction, IntroductionEvent
from hearth.records.measures.models import Response
from tests.near import an_activity
from tests.sharing import signed_in
from tests.world import a_person, a_post, a_world, an_account

pytestmark = pytest.mark.django_db
ADDRESS = "/house/arrival/"


@pytest.fixture
def world(db):
    return a_world()


@pytest.fixture
def lead(world):
    account = an_account("Hal Lead")
    a_post(account, world.practice, Role.HOUSE_LEAD, "House lead")
    return signed_in(account)


def introduced(world, count: int, *went_days_ago: int) -> None:
    """So many people were introduced 300 days ago; then they went, and still go."""
    activity, now = an_activity(world, f"Choir {count} {went_days_ago}"), timezone.now()
    for _ in range(count):
        row = Introduction.objects.create(
            person=a_person(), activity=activity, activity_name="Choir", kind="referred",
            made_at=now - timedelta(days=300), agreed_at=now, said_yes="here",
        )  # fmt: skip
        states = zip((State.STARTED, State.STILL_GOING), went_days_ago, strict=False)
        for state, days in ((State.REQUESTED, 300), *states):
            at = now - timedelta(days=days)
            IntroductionEvent.objects.create(
                introduction=row, state=state.value, on=timezone.localdate(at), at=at,
                teller="staff",
            )  # fmt: skip


def test_the_headline_stands_first_and_each_step_is_in_a_table(world, lead):
    introduced(world, 10)
    introduced(world, 20, 280, 180)

    page = lead.get(ADDRESS).content.decode()

    assert "Of 30 people who were introduced to something, 20 went at least once (67%)." in page
    assert "Of 20 who first went more than four months ago, 20 still went" in page
    assert (
        '<th scope="row">Music, art and making things</th><td>20</td><td>0</td><td>10</td>' in page
    )


def test_few_people_are_not_shown(world, lead):
    introduced(world, 3, 280)

    page = lead.get(ADDRESS).content.decode()

    assert "Too few people" in page
    assert "<td>3</td>" not in page


def answered(person, days_ago: int, lonely: int) -> None:
    Response.objects.create(
        person=person, instrument="loneliness", version="1", answers={"lonely": lonely},
        mode="online", at=timezone.now() - timedelta(days=days_ago),
    )  # fmt: skip


def test_before_and_after_count_people_and_not_introductions(world, lead):
    introduced(world, 12, 280)
    busy = Introduction.objects.order_by("pk").first()
    for _ in range(5):
        again = Introduction.objects.get(pk=busy.pk)
        again.pk = None
        again.save()
    for row in Introduction.objects.filter(events__isnull=False).distinct():
        answered(row.person, 310, 5)
        answered(row.person, 150, 2)

    page = lead.get(ADDRESS).content.decode()

    assert "How often do you feel lonely?</th><td>10</td><td>0</td><td>0</td>" in page
    assert "It does not show that the group made it so." in page


def test_answers_that_somebody_closed_are_in_no_figure(world, lead):
    introduced(world, 5, 280)
    for row in Introduction.objects.all():
        answered(row.person, 310, 5)
        answered(row.person, 150, 2)
    assert "feel lonely?</th><td>5</td>" in lead.get(ADDRESS).content.decode()

    closed = Introduction.objects.first().person
    Seal.objects.create(
        person=closed,
        section=Section.CONVERSATION.value,
        kind=SealKind.OWN_WISH.value,
        sealed_at=timezone.now(),
    )
    assert "feel lonely?" not in lead.get(ADDRESS).content.decode()


def test_who_may_not_see_the_figures_does_not_find_the_page(world):
    assert signed_in(world.nurse).get(ADDRESS).status_code == 403
    assert signed_in(world.person_account).get(ADDRESS).status_code == 404
