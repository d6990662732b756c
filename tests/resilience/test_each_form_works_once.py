"""E6: however often a form is sent again because its answer was lost, it has one effect."""

import os
import random
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from hearth.records.audit.models import AuditRow
from hearth.records.once.changes import forget_old
from hearth.records.once.models import SentForm
from hearth.records.plans.models import Entry
from hearth.web.once import new_key
from hearth.web.sign_in.sessions import BACKEND
from tests.world import NOW, a_world

FORMS = 1000 if os.environ.get("HEARTH_TEST_LONG") else 50
HANDS = 4

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def client(world) -> Client:
    return signed_in(world.person_account)


@pytest.fixture
def hands():
    """Several that send at once, each with a connection of its own."""
    with ThreadPoolExecutor(HANDS) as several:
        yield several
        all_of_them = Barrier(HANDS)
        list(several.map(lambda _: (all_of_them.wait(), connection.close()), range(HANDS)))


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def address(world) -> str:
    return reverse("entry-add", args=[world.person.pk, "strength"])


def fields(world, words: str, key: str) -> dict[str, str]:
    return {"person": str(world.person.pk), "text": words, "once": key}


def held(words: str) -> int:
    return sum(row.content["text"] == words for row in Entry.objects.filter(kind="strength"))


def test_every_form_carries_a_key_of_its_own(client, world):
    keys = [
        re.search(r'name="once" value="([\w-]+)"', client.get(address(world)).content.decode())
        for _ in range(2)
    ]

    assert keys[0][1] != keys[1][1]


def test_a_form_sent_again_one_after_the_other_leads_to_the_same_place(
    client, world, record_property
):
    chance = random.Random(6)
    for number in range(FORMS):
        sent = fields(world, f"Patience {number}", new_key())
        answers = [client.post(address(world), sent) for _ in range(chance.randint(2, 6))]
        assert {answer.status_code for answer in answers} == {302}
        assert len({answer["Location"] for answer in answers}) == 1
        assert held(f"Patience {number}") == 1
    assert AuditRow.objects.filter(did="wrote in the plan").count() == FORMS
    record_property("forms", FORMS)


def test_a_form_sent_several_times_at_once_has_one_effect(hands, world, record_property):
    chance = random.Random(66)
    clients = [signed_in(world.person_account) for _ in range(HANDS)]
    for number in range(FORMS):
        sent = fields(world, f"Patience {number}", new_key())
        start = Barrier(chance.randint(2, HANDS))

        def post(client, sent=sent, start=start):
            start.wait()
            return client.post(address(world), sent)

        answers = list(hands.map(post, clients[: start.parties]))
        assert {answer.status_code for answer in answers} == {302}
        assert len({answer["Location"] for answer in answers}) == 1
        assert held(f"Patience {number}") == 1
    record_property("forms", FORMS)


def test_the_same_key_with_other_words_is_refused_and_the_words_can_still_be_sent(client, world):
    first, second = fields(world, "Patience", new_key()), "Singing in the choir"
    client.post(address(world), first)

    answer = client.post(address(world), first | {"text": second})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "You sent this page before" in page
    assert page.count(second) == 2, "shown, and ready to be sent"
    assert (held("Patience"), held(second)) == (1, 0)
    key = re.search(r'name="once" value="([\w-]+)"', page)[1]
    assert client.post(address(world), fields(world, second, key)).status_code == 302
    assert held(second) == 1


def test_a_form_that_was_refused_can_be_mended_and_sent_with_the_same_key(client, world):
    key = new_key()

    assert client.post(address(world), fields(world, "", key)).status_code == 422
    assert client.post(address(world), fields(world, "Patience", key)).status_code == 302
    assert held("Patience") == 1


def test_a_refusal_at_the_door_still_leaves_its_row(world):
    before = AuditRow.objects.filter(allowed=False).count()

    answer = signed_in(world.stranger).post(address(world), fields(world, "Mine", new_key()))

    assert answer.status_code == 404
    assert AuditRow.objects.filter(allowed=False).count() == before + 1
    assert SentForm.objects.count() == 0


def test_a_fault_on_the_way_undoes_all_so_that_it_can_be_sent_again(client, world, monkeypatch):
    key, kept = new_key(), SentForm.save
    monkeypatch.setattr(SentForm, "save", broken)
    client.raise_request_exception = False
    assert client.post(address(world), fields(world, "Patience", key)).status_code == 500
    assert held("Patience") == 0

    monkeypatch.setattr(SentForm, "save", kept)
    assert client.post(address(world), fields(world, "Patience", key)).status_code == 302
    assert held("Patience") == 1


def broken(self, **options):
    if options.get("update_fields"):
        raise RuntimeError("the server is struck just before its answer")
    return super(SentForm, self).save(**options)


def test_keys_of_long_ago_are_forgotten(client, world):
    client.post(address(world), fields(world, "Patience", new_key()))
    SentForm.objects.update(at=NOW)

    forget_old(at=NOW)
    assert SentForm.objects.count() == 1
    forget_old(at=NOW.replace(month=12))
    assert SentForm.objects.count() == 0
