"""A service signs, or says what would make it right; the person reads that, and goes on."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from hearth.core.agreement import Answer, Party, Standing, Way
from hearth.records.plans.changes.versions import Said
from hearth.records.plans.queries.versions import versions as versions_of
from tests.integration.test_signing import freeze, writes
from tests.journeys.walking import (
    answered_with,
    assert_good,
    assert_refused,
    follow,
    go_by,
    heading,
    press,
    session_of,
)
from tests.world import a_world, an_agreeable_plan

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_service_refuses_and_person_and_key_worker_go_on(new_context, live_server):
    world = a_world()
    an_agreeable_plan(world)
    writes(world, "action", what="Fit a rail", who="Holmbeck Council", when="In May")
    said = Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM)
    freeze(world, said, at=timezone.now())

    def as_one(account):
        context = new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
        context.add_cookies([session_of(account, live_server.url)])
        return context.new_page()

    council = as_one(world.social_worker)
    council.goto("/today/")
    follow(council, "1 plan waits for you to sign")
    assert_good(council)
    go_by(council.locator("a.hearth-row__link"))
    expect(heading(council)).to_have_text("Will you sign this plan?")
    assert_good(council)
    council.get_by_label("No, I cannot sign it yet").check()
    with answered_with(council, 422):
        press(council, "Give my answer")
    assert_refused(council)
    council.get_by_label("If it is not a plain yes: why?").fill("The grant is too high.")
    council.get_by_label("If no: what would make it right to sign?").fill("One rail.")
    press(council, "Give my answer")
    expect(council.get_by_text("Nothing waits for you to sign")).to_be_visible()

    person = as_one(world.person_account)
    person.goto(f"/people/{world.person.pk}/versions/1/")
    expect(person.get_by_text("One rail.")).to_be_visible()
    assert_good(person)
    follow(person, "Go on without them?")
    assert_good(person)
    person.get_by_label("Why do you want to go on without them?").fill("I want to start.")
    press(person, "Go on without them")
    expect(person.get_by_text("I want to start.")).to_be_visible()

    key_worker = as_one(world.nurse)
    key_worker.goto(f"/people/{world.person.pk}/versions/1/")
    follow(key_worker, "Go on without them?")
    assert_good(key_worker)
    key_worker.get_by_label("Why do you want to go on without them?").fill("One rail will do.")
    press(key_worker, "Go on without them")
    expect(key_worker.get_by_text("One rail will do.")).to_be_visible()

    held = versions_of(world.record(world.nurse))[0]
    assert held.standing is Standing.AGREED_WITH_DIFFERENCES
