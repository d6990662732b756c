"""Other software holds a post, so that one door decides; but nobody can choose or ask it."""

import pytest

from hearth.core.access import Role
from hearth.fhir.mappers.practitioner_role import MAPPER
from hearth.records.access import recipients
from hearth.records.access.queries import posts_of
from hearth.records.community.listed import posts_listed
from hearth.records.community.models import Post
from hearth.records.community.queries import colleagues, posts_named
from hearth.records.house.queries import who_could_sit
from hearth.records.learning.queries import learners_in
from hearth.records.quality.queries import auditors_in
from tests.smart import a_service
from tests.world import TODAY, World, a_world

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def software(world: World) -> Post:
    return Post.objects.get(account=a_service(world.practice).row.machine)


def test_the_door_knows_software_by_its_post(software):
    assert software.is_software
    assert posts_of(software.account, on=TODAY) == [software]


def test_nobody_is_offered_software_as_somebody_to_share_with_or_to_ask(world, software):
    words, here = software.account.full_name, world.practice
    offered = [
        *colleagues([here.pk], on=TODAY),
        *posts_named("", [here.community_id], Role.PRACTITIONER, on=TODAY),
        *recipients.staff_named(world.person, words, on=TODAY),
        *recipients.staff_in_care(world.person, on=TODAY),
        *posts_listed(on=TODAY),
    ]

    assert world.nurse_post in offered
    assert software not in offered
    assert recipients.post_to_share_with(world.person, software.pk, on=TODAY) is None


def test_software_neither_learns_nor_sits_in_a_group_nor_checks(world, software):
    place, account = world.practice.community, software.account
    Post.objects.filter(pk=software.pk).update(role=Role.AUDITOR.value)

    assert auditors_in(place, on=TODAY) == []
    assert account.pk not in {each.account for each in learners_in(place, on=TODAY)}
    assert who_could_sit(place, account.full_name, on=TODAY) == []
    assert who_could_sit(place, account.email, on=TODAY) == []


def test_the_directory_of_staff_names_no_software(software):
    made = MAPPER.common("").made

    assert f"post-{software.pk}" not in {each.id for each in made}
