"""To look for somebody: the name comes only through the door, and others get the page for all."""

import re
from uuid import uuid4

import pytest

from hearth.core.access import Action, Role
from hearth.records.audit.models import AuditRow
from hearth.records.community import changes as community
from hearth.records.plans.models import Entry
from tests.near import an_activity, lives_near
from tests.sharing import signed_in
from tests.world import NOW, a_post, a_supporter, a_world

# The words of pages are the same on every engine.
pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world(db):
    world = a_world()
    lives_near(world)
    world.choir = an_activity(world)
    return world


def pages(world, client, key: object) -> list[str]:
    found = [f"/near/?what=singing&for={key}", f"/near/{world.choir.pk}/?for={key}"]
    told = [client.get(address).content.decode() for address in found]
    return [re.sub(r'name="(csrfmiddlewaretoken|once)" value="[\w-]+"', "", each) for each in told]


def test_staff_put_somebody_in_touch_with_what_they_searched_for(world):
    nurse = signed_in(world.nurse)
    assert f"/near/?for={world.person.pk}" in nurse.get(f"/people/{world.person.pk}/near/").text

    for page in pages(world, nurse, world.person.pk):
        assert "Put <span data-name>Bibi</span> in touch" in page
        assert f"/people/{world.person.pk}/near/{world.choir.pk}/introduce/" in page
        assert "Back to what may suit them" in page


def test_the_next_page_of_the_list_and_each_activity_are_for_the_same_person(world):
    for number in range(30):
        an_activity(world, f"Singers {number}")
    page = signed_in(world.nurse).get(f"/near/?what=singers&for={world.person.pk}").text

    assert f"&amp;for={world.person.pk}&amp;page=2" in page
    assert page.count(f"/?for={world.person.pk}") > 10
    assert f'type="hidden" name="for" value="{world.person.pk}"' in page


def test_people_put_themselves_in_touch_and_what_they_found_in_their_plan(world):
    me = signed_in(world.person_account)
    for page in pages(world, me, world.person.pk):
        assert "Put me in touch" in page

    me.post(f"/people/{world.person.pk}/near/{world.choir.pk}/plan/",
            {"person": str(world.person.pk)})  # fmt: skip
    assert Entry.objects.get(kind="community").content["what"] == "Mill Lane Singers"


def test_who_may_not_put_them_in_touch_gets_the_page_for_everyone(world, client):
    a_supporter(world, actions={Action.READ})
    elsewhere = community.add_organisation(
        community="Holmbeck", name="Far Away Practice", kind="practice", by=None, at=NOW
    )
    a_post(world.stranger, elsewhere, Role.PRACTITIONER, "Nurse")
    for who in (client, signed_in(world.daughter), signed_in(world.stranger)):
        who.get("/near/")  # The first page of a sign-in finds out who is staff.
        nobody, garbled = pages(world, who, uuid4()), pages(world, who, "x' OR 1=1")
        assert pages(world, who, world.person.pk) == nobody == garbled
        for page in nobody:
            assert "in touch" not in page
            assert "Bibi" not in page


def test_that_somebody_was_refused_is_kept(world):
    a_supporter(world, actions={Action.READ})
    pages(world, signed_in(world.daughter), world.person.pk)

    assert AuditRow.objects.filter(person_id=world.person.pk, allowed=False).exists()


def test_a_page_that_names_somebody_is_kept_by_no_cache(world, client):
    named = signed_in(world.nurse).get(f"/near/?for={world.person.pk}")

    assert "no-store" in named["Cache-Control"]
    assert "no-store" not in client.get("/near/").get("Cache-Control", "")
