"""The page of demo people: there in a demo, and nowhere else."""

import pytest

from hearth.core.access import Action
from hearth.core.people import Authority, SupporterKind
from hearth.core.words import Section
from hearth.records.people import supporters
from tests import world
from tests.sign_in import a_nurse, an_account, is_signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


def in_the_demo(account, story="Try this: look around.", order=1):
    account.is_demo, account.demo_story, account.demo_order = True, story, order
    account.save()
    return account


@pytest.fixture
def cast():
    """A person, her daughter and a nurse, all of the demo."""
    rabia = in_the_demo(world.an_account("Rabia Khan"), "Try this: read your plan.")
    person = world.a_person(account=rabia)
    amina = in_the_demo(world.an_account("Amina Khan"), "Try this: add your own view.")
    _, code = supporters.invite(
        person=person, name="Amina", kind=SupporterKind.RELATIVE, relationship="Daughter",
        authority=Authority.PERSON_ASKED, sections=[Section.GOALS], actions=[Action.READ],
        by=rabia, at=world.NOW,
    )  # fmt: skip
    supporters.accept(code=code, by=amina, at=world.NOW)
    nurse = in_the_demo(a_nurse(), "Try this: lead a conversation.")
    return rabia, amina, nurse


def test_each_of_the_cast_stands_under_what_they_are_with_what_to_try(client, cast):
    page = client.get("/demo").content.decode()

    order = [
        "People with a plan", "Rabia Khan", "Try this: read your plan.",
        "Family, friends and others who help", "Amina Khan", "Daughter of Rabia",
        "Staff", "Nia Bell", "Practice nurse, Quay Practice",
    ]  # fmt: skip
    places = [page.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_choosing_somebody_signs_in_as_them(client, cast):
    answer = client.post("/demo", {"who": cast[1].pk})

    assert answer["Location"] == "/"
    assert client.session["_auth_user_id"] == str(cast[1].pk)


def test_one_can_go_from_one_to_another(client, cast):
    client.post("/demo", {"who": cast[0].pk})
    client.post("/demo", {"who": cast[2].pk})

    assert client.session["_auth_user_id"] == str(cast[2].pk)


@pytest.mark.parametrize("who", ["", "0", "-1", "one", "99999"])
def test_nobody_else_can_be_chosen(client, cast, who):
    assert client.post("/demo", {"who": who}).status_code == 404
    assert not is_signed_in(client)


def test_an_account_that_is_not_of_the_demo_cannot_be_chosen(client, cast):
    other = an_account("ben@example.org", "Ben Okoro")

    assert client.post("/demo", {"who": other.pk}).status_code == 404


def test_outside_a_demo_there_is_no_such_page(client, cast, settings):
    settings.DEMO = False

    assert client.get("/demo").status_code == 404
    assert client.post("/demo", {"who": cast[0].pk}).status_code == 404
    assert not is_signed_in(client)
