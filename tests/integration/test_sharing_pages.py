"""The pages on which a person shares, stops, and looks at who sees what."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from hearth.core.sharing import SealKind
from hearth.core.words import TITLES, Section
from hearth.records.access.models import Share
from hearth.records.audit.models import AuditRow
from tests.sharing import (
    an_outsider,
    as_bytes,
    at,
    closed_for_safety,
    said,
    sealed,
    shared,
    signed_in,
    text_of,
)
from tests.world import a_supporter, a_world

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def me(world):
    return signed_in(world.person_account)


def a_day(days=30):
    day = timezone.localdate() + timedelta(days=days)
    return {"until-day": day.day, "until-month": day.month, "until-year": day.year}


def test_all_who_see_the_plan_are_listed_with_what_they_see_and_why(me, world):
    a_supporter(world, sections={Section.GOALS})
    _, post = an_outsider()
    shared(world, post, Section.ABOUT_ME)

    page = text_of(me.get(at(world, "sharing")))

    assert "Mill Lane Surgery" in page
    assert "Holmbeck Council" in page
    assert "The service needs it to care for you." in page
    assert "UK GDPR, Articles 6(1)(e) and 9(2)(h)" in page
    assert "Samira Khan" in page
    assert "Nadia Shah Social worker, Harbour Trust For: A move" in page
    assert page.count("Sees 1 part ") == 2


def test_a_share_names_a_recipient_parts_a_purpose_and_a_last_day(me, world):
    colleague, post = an_outsider()
    said(world, world.nurse)
    found = text_of(me.get(at(world, "sharing-find"), {"q": "nadia social"}))
    assert "Nadia Shah, Social worker, Harbour Trust" in found

    answer = me.post(
        at(world, "sharing-staff", post.pk),
        {"sections": ["goals"], "purpose": "To plan my move", **a_day()},
    )

    assert answer.status_code == 302
    page = text_of(signed_in(colleague).get(at(world, "my-plan")))
    assert "Walk to the mosque" in page
    assert "To plan my move" in text_of(signed_in(colleague).get("/shared-with-me/"))


def test_a_share_that_lacks_something_says_all_of_it_and_loses_nothing(me, world):
    _, post = an_outsider()

    answer = me.post(at(world, "sharing-staff", post.pk), {"purpose": "My move"})

    assert answer.status_code == 422
    page = text_of(answer)
    assert "Choose at least one part to share." in page
    assert "Choose the last day of sharing." in page
    assert 'value="My move"' in answer.content.decode()
    assert not Share.objects.exists()


def test_sharing_stops_with_one_press_on_the_first_page_and_the_next_request_is_refused(me, world):
    colleague, post = an_outsider()
    row = shared(world, post, *Section)
    theirs = signed_in(colleague)
    assert theirs.get(at(world, "my-plan")).status_code == 200

    stop = at(world, "sharing-stop", row.pk)
    assert f'action="{stop}"' in me.get(at(world, "sharing")).content.decode()
    me.post(stop)

    assert theirs.get(at(world, "my-plan")).status_code == 404
    assert "Nadia Shah" not in text_of(me.get(at(world, "sharing"))).split("Who sees", 1)[1]


def test_nobody_is_found_for_sharing_but_those_who_read_plans_near_the_person(me, world):
    page = text_of(me.get(at(world, "sharing-find"), {"q": "Jan"}))

    assert "We found no one" in page
    assert me.get(at(world, "sharing-staff", 10**6)).status_code == 404


def test_each_part_says_who_sees_it(me, world):
    a_supporter(world, sections={Section.GOALS})
    html = me.get(at(world, "sharing-parts")).content.decode()

    parts = {TITLES[each]: html.split(f">{TITLES[each]}</h2>")[1].split("</section>")[0]
             for each in (Section.GOALS, Section.RISKS)}  # fmt: skip
    assert "Samira Khan" in parts["My goals"]
    assert "Samira Khan" not in parts[TITLES[Section.RISKS]]


@pytest.mark.parametrize("kind", ["share", "supporter", "service"])
def test_the_plan_can_be_seen_as_somebody_else_sees_it_and_they_are_not_noted(me, world, kind):
    helper = a_supporter(world, sections={Section.GOALS})
    _, post = an_outsider()
    row = shared(world, post, Section.GOALS)
    said(world, world.nurse)
    said(world, world.person_account, "need", text="Help with the bath")
    practice = world.person.involvements.get(organisation=world.practice)
    pk = {"share": row.pk, "supporter": helper.pk, "service": practice.pk}[kind]

    page = text_of(me.get(at(world, "sharing-preview", kind, pk)))

    assert "Walk to the mosque" in page
    assert ("Help with the bath" in page) == (kind == "service")
    me_only = {world.person_account.pk, world.nurse.pk}
    assert (
        set(AuditRow.objects.filter(did="looked").values_list("account_id", flat=True)) <= me_only
    )


def test_a_preview_never_shows_the_person_what_is_closed_to_them(me, world):
    closed_for_safety(world, world.nurse)
    practice = world.person.involvements.get(organisation=world.practice)

    assert "zebra" not in text_of(me.get(at(world, "sharing-preview", "service", practice.pk)))


def test_a_part_that_a_service_closed_is_listed_as_any_other(me, world):
    before = as_bytes(me.get(at(world, "sharing-parts")))
    sealed(world, world.nurse, SealKind.SAFEGUARDING, Section.RISKS, None, why="A report")

    assert as_bytes(me.get(at(world, "sharing-parts"))) == before


def test_only_the_person_opens_the_pages_of_sharing(world):
    a_supporter(world)
    for account, status in ((world.daughter, 403), (world.nurse, 403), (world.stranger, 404)):
        for name in ("sharing", "sharing-parts", "sharing-find"):
            assert signed_in(account).get(at(world, name)).status_code == status


def test_who_looked_says_on_what_footing_and_can_be_narrowed(me, world):
    signed_in(world.nurse).get(at(world, "my-plan"))
    said(world, world.nurse)
    _, post = an_outsider()
    shared(world, post, Section.GOALS)

    page = text_of(me.get(at(world, "who-looked")))
    assert "read the plan. Their service has a part in your care." in page
    assert re.search(r"Service Times .*Mill Lane Surgery \d", page)

    lines = {
        event: text_of(me.get(at(world, "who-looked"), {"event": event}))
        for event in ("shared", "stopped")
    }
    assert "shared the plan" in lines["shared"]
    assert "wrote in the plan" not in lines["shared"]
    assert "There is no such line." in lines["stopped"]
    nurse = text_of(me.get(at(world, "who-looked"), {"who": world.nurse.pk}))
    assert "shared the plan" not in nurse
    day = {"first-day": "1", "first-month": "1", "first-year": "2199"}
    assert "There is no such line." in text_of(me.get(at(world, "who-looked"), day))
