"""How it stands with a group, beside the plan: from what happened, and written nowhere."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hearth.core.access import Action
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.plans.models import Entry, Version
from hearth.records.replies.changes import answer
from tests.replying import a_world_in_touch, group_link
from tests.sharing import an_agreed_plan, sealed, signed_in
from tests.world import NOW, a_supporter

# The words of pages are the same on every engine.
pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]
LATER = NOW + timedelta(days=3)


@pytest.fixture
def in_touch(db):
    return a_world_in_touch()


def pages(world, account) -> list[str]:
    me = signed_in(account)
    return [
        me.get(reverse(name, args=[world.person.pk])).text for name in ("my-plan", "plan-draft")
    ]


def test_a_groups_answer_stands_beside_the_plan_and_is_written_in_none(in_touch):
    world, made = in_touch
    version = an_agreed_plan(world)
    document, entries = version.document, Entry.objects.count()

    answer(token=group_link(made, at=LATER), choice="yes", at=LATER)

    for page in pages(world, world.person_account):
        assert "How it stands now" in page
        assert "Mill Lane Singers</a>: The group said yes, 5 November 2026" in page
    assert Entry.objects.count() == entries
    assert Version.objects.get(pk=version.pk).document == document


def test_a_supporter_who_follows_nothing_up_learns_nothing_of_it(in_touch):
    world, _ = in_touch
    a_supporter(world, actions={Action.READ})

    for page in pages(world, world.daughter):
        assert "How it stands now" not in page


def test_what_is_closed_to_somebody_does_not_stand_there(in_touch):
    world, made = in_touch
    assert "How it stands now" in pages(world, world.social_worker)[1]
    sealed(world, world.person_account, SealKind.OWN_WISH, Section.COMMUNITY, str(made.thread))

    assert "How it stands now" not in pages(world, world.social_worker)[1]
