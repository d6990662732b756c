"""What other systems may ask for is drawn before they ask."""

import pytest
from django.utils import timezone

from hearth.jobs import drawing_ahead, worker
from hearth.jobs.drawing_ahead import draw_ahead
from hearth.records.exchange.freshness import changed_anywhere
from hearth.records.exchange.models import Resource
from tests.calling import an_app
from tests.linking import agree
from tests.sharing import said
from tests.world import a_person, a_world

DRAWN = "records drawn for other systems"

pytestmark = pytest.mark.django_db


def told():
    return worker.once(at=timezone.now())[1]


def test_the_worker_draws_what_has_changed_once():
    world = a_world()
    agree(world)
    an_app()

    assert DRAWN in told()
    assert not changed_anywhere().exists()
    assert DRAWN not in told()

    said(world, world.person_account, own=True, text="Walk to the pier")
    assert DRAWN in told()
    assert Resource.objects.filter(body__contains="Walk to the pier").exists()


def test_nothing_is_drawn_while_no_app_could_ask():
    agree(a_world())

    assert DRAWN not in told()
    assert not Resource.objects.exists()


def test_a_record_that_cannot_be_drawn_holds_up_no_other(monkeypatch, caplog):
    good, bad = a_world().person, a_person("Joan", "Bell")
    an_app()
    real = drawing_ahead.draw

    def fail_for_one(person_id, stamp, at):
        if person_id == bad.pk:
            raise ValueError
        real(person_id, stamp, at)

    monkeypatch.setattr(drawing_ahead, "draw", fail_for_one)

    assert draw_ahead(at=timezone.now()) >= 1
    waiting = set(changed_anywhere())
    assert bad.pk in waiting
    assert good.pk not in waiting
    assert "could not be drawn" in caplog.text
