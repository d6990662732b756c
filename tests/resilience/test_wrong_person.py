"""G4: the wrong person. Two hundred near-twins through search, import and two open tabs."""

import os
import random
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hearth.core.words import Refused
from hearth.records.access.changes import involve
from hearth.records.access.door import open_record
from hearth.records.people.changes import amend_details, register
from hearth.records.people.models import Person
from hearth.records.plans.changes.entries import write
from hearth.records.plans.models import Entry
from hearth.web.sign_in.sessions import BACKEND
from tests.world import NOW, a_world

TWINS = 200 if os.environ.get("HEARTH_TEST_LONG") else 48
BORN = date(1948, 3, 12)
pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


def a_number(seed: int) -> str:
    """A number of the range for tests, with its check digit."""
    digits = f"999{seed:06d}"
    check = (11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11) % 11
    return f"{digits}{check}" if check < 10 else ""


@pytest.fixture
def twins():
    """Pairs who share a birth date and nearly a name; only their numbers tell them apart."""
    world = a_world()
    numbers = [number for seed in range(1000, 2000) if (number := a_number(seed))]
    people = []
    for place in range(TWINS):
        details = {
            "given_name": ["Mohammed", "Muhammad"][place % 2],
            "family_name": ["Hussain", "Hussein"][place // 2 % 2],
            "born": BORN,
        }
        person = register(details=details, number=numbers[place], by=None, at=NOW)
        involve(
            person=person, organisation=world.practice, kind="practice",
            starts=date(2020, 1, 1), by=None, at=NOW,
        )  # fmt: skip
        people.append((person, numbers[place]))
    return world, people


@pytest.fixture
def nurse(twins) -> Client:
    client = Client()
    client.force_login(twins[0].nurse, backend=BACKEND)
    return client


def test_a_search_shows_name_birth_date_and_number_of_each_twin(twins, nurse):
    _, people = twins
    html = nurse.get(reverse("people"), {"q": "huss"}).content.decode()

    shown = [number for _, number in people if f"{number[:3]} {number[3:6]} {number[6:]}" in html]
    assert len(shown) == 25
    assert html.count("12 March 1948") >= 25


def test_a_number_finds_one_person_and_shows_who_it_is(twins, nurse):
    for person, number in random.Random(4).sample(twins[1], 20):
        html = nurse.get(reverse("people"), {"q": number}).content.decode()

        assert str(person.pk) in html
        assert person.name.shown in html
        assert "12 March 1948" in html
        others = [str(twin.pk) for twin, _ in twins[1] if twin.pk != person.pk]
        assert not any(other in html for other in others)


def test_words_typed_for_one_twin_never_land_with_the_other(twins, nurse):
    """Two tabs: the form of one person is sent to the address of another, 200 times."""
    world, people = twins
    threads = {}
    for person, _ in people:
        record = world_record(world, person)
        threads[person.pk] = write(
            record=record, kind="risk", content={"text": "Falls", "what_we_do": "A rail"},
            by=world.nurse, at=NOW,
        ).thread  # fmt: skip
    wrong = 0
    for (mine, _), (other, _) in zip(people, people[1:] + people[:1], strict=True):
        address = reverse("entry-change", args=[other.pk, threads[mine.pk]])
        answer = nurse.post(address, {"text": "Burns", "what_we_do": "A guard", "base_number": "1"})
        assert answer.status_code in (403, 404)
        wrong += Entry.objects.filter(person=other, content__text="Burns").count()
    assert wrong == 0
    assert not Entry.objects.filter(content__text="Burns").exists()


def world_record(world, person):
    return open_record(person.pk, by=world.nurse, at=NOW, why="a test")


def test_nobody_can_be_given_the_number_of_a_twin(twins):
    world, people = twins
    refused = 0
    for (person, _), (_, theirs) in zip(people, people[1:] + people[:1], strict=True):
        with pytest.raises(Refused, match="already has this"):
            amend_details(
                person=person, details={"given_name": "A", "family_name": "B", "born": BORN},
                number=theirs, seen_revision=person.revision, by=world.nurse, at=NOW,
            )  # fmt: skip
        refused += 1
    assert refused == TWINS


def test_each_page_about_a_person_shows_name_birth_date_and_number(twins, nurse):
    person, number = twins[1][0]
    for page in (
        "my-plan",
        "conversation",
        "read-back",
        "round",
        "key-worker",
        "joined-plans",
        "my-details",
    ):
        html = nurse.get(reverse(page, args=[person.pk])).content.decode()

        assert person.name.shown in html, page
        assert "12 March 1948" in html, page
        assert f"{number[:3]} {number[3:6]} {number[6:]}" in html, page


def test_a_number_is_never_the_key_of_a_person():
    assert Person._meta.pk.name == "id"
    assert not any("number" in field.name for field in Person._meta.get_fields())
