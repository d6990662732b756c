"""E5, E6 and A5 over FHIR: no silent overwrite, one effect for each key, nothing after a stop.

20 races in CI, 1,000 with HEARTH_TEST_LONG=1.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from hearth.records.callers import changes
from hearth.records.callers.models import Allowing
from hearth.records.exchange.models import Resource, ResourceVersion
from tests.fhir_calls import App, a_plan
from tests.world import a_world

RACES = 1000 if os.environ.get("HEARTH_TEST_LONG") else 20
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two():
    """Two who call at once, each with a connection of their own."""
    with ThreadPoolExecutor(2) as both:
        yield both
        end = Barrier(2)
        list(both.map(lambda _: (end.wait(), connection.close()), range(2)))


def at_once(two: Any, *do: Any) -> list[Any]:
    start = Barrier(2)
    return list(two.map(lambda each: (start.wait(), each())[1], do))


def test_in_each_race_one_writer_saves_and_the_other_is_told(two):
    world = a_world()
    apps = [App(world.nurse), App(world.social_worker)]
    plan = a_plan(world.person, identifier=[{"system": "urn:ids", "value": "1"}])
    now = apps[0].post("CarePlan", plan)
    fid, titles = now.json()["id"], ["Diabetes plan"]
    for number in range(RACES):
        # Every second race goes by a search: it overwrites as little as one by the id.
        path = f"CarePlan/{fid}" if number % 2 else "CarePlan?identifier=urn:ids|1"
        bodies = [now.json() | {"title": f"{who} {number}"} for who in range(2)]
        tag = now["ETag"]
        answers = at_once(
            two,
            lambda: apps[0].put(path, bodies[0], If_Match=tag),  # noqa: B023
            lambda: apps[1].put(path, bodies[1], If_Match=tag),  # noqa: B023
        )
        assert sorted(each.status_code for each in answers) == [200, 412]
        now = next(each for each in answers if each.status_code == 200)
        titles.append(now.json()["title"])

    rows = ResourceVersion.objects.filter(resource__fid=fid).order_by("number")
    assert [row.number for row in rows] == list(range(1, RACES + 2))
    assert [f'"title":"{title}"' in row.body for row, title in zip(rows, titles, strict=True)] == [
        True
    ] * (RACES + 1)


def test_one_key_sent_twice_at_once_has_one_effect_and_one_answer(two):
    world = a_world()
    app = App(world.nurse)
    first, second = App(world.nurse), App(world.nurse)
    second.client.defaults = first.client.defaults  # The same app, from two places.
    second.client.headers = first.client.headers
    for number in range(RACES):
        body, key = a_plan(world.person, f"Plan {number}"), f"key-{number}"
        answers = at_once(
            two,
            lambda: first.post("CarePlan", body, Idempotency_Key=key),  # noqa: B023
            lambda: second.post("CarePlan", body, Idempotency_Key=key),  # noqa: B023
        )
        again = first.post("CarePlan", body, Idempotency_Key=key)
        told = {(each.status_code, each["Location"]) for each in (*answers, again)}
        assert len(told) == 1

    assert Resource.objects.filter(type="CarePlan", is_ours=False).count() == RACES
    assert app.get("CarePlan?_summary=count").json()["total"] == RACES + 1


def test_an_app_that_is_stopped_while_it_reads_reads_nothing_afterwards(two):
    world = a_world()
    for _ in range(RACES // 4):
        app = App(world.nurse, scopes="patient/*.rs", patient=world.person)
        held = Allowing.objects.latest("pk")
        path = f"Patient/{world.person.pk}"
        answers = at_once(
            two,
            lambda: app.get(path),  # noqa: B023
            lambda: changes.end(
                allowing=held,  # noqa: B023
                by=world.nurse,
                at=timezone.now(),
                why="Stopped.",
            ),
        )
        assert answers[0].status_code in (200, 401)
        assert app.get(path).status_code == 401
