"""E11 over FHIR: whatever is sent, nothing fails, and nothing refused is kept or unexplained."""

import json
import os
import random

import pytest

from hearth.records.exchange.models import ResourceVersion
from tests.fhir_calls import App, a_goal, a_plan
from tests.resilience.malformed import ANY, GONE, NOT_DAYS, NOT_TEXT, noise
from tests.world import a_world

COUNT = 10_000 if os.environ.get("HEARTH_TEST_LONG") else 300
BAD = [*NOT_DAYS, *NOT_TEXT, GONE, None, 5, -1, 1e300, True, [], {}, [None], [[]], {"x": {}}]

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


def a_malformed(chance, person):
    """The type that is addressed, and bytes: one element bent, or bytes hurt."""
    body = chance.choice([a_goal, a_plan])(person, startDate="2026-11-02")
    kind = body["resourceType"]
    if chance.random() < 0.3:
        return kind, noise(chance, json.dumps(body).encode())
    bends = [(name, value) for name, value, _ in ANY]
    bends += [(name, chance.choice(BAD)) for name in body]
    name, value = chance.choice(bends)
    body[name] = value
    if value is GONE:
        del body[name]
    return kind, json.dumps(body).encode()


def test_nothing_malformed_fails_or_is_kept_and_each_refusal_is_explained():
    world, chance, wrong, refused = a_world(), random.Random(11), [], 0
    app = App(world.nurse, "user/*.cruds")
    app.get(f"Patient/{world.person.pk}")
    for _ in range(COUNT):
        kind, sent = a_malformed(chance, world.person)
        before = ResourceVersion.objects.count()
        answer = app.post(kind, sent)
        if answer.status_code < 400:
            continue
        refused += 1
        kept = ResourceVersion.objects.count() != before
        issues = json.loads(answer.content)["issue"]
        named = all(each.get("expression") or each.get("diagnostics") for each in issues)
        if answer.status_code >= 500 or kept or not named:
            wrong.append((answer.status_code, kept, sent[:300], answer.content[:300]))

    assert refused > COUNT // 3
    assert wrong == []
