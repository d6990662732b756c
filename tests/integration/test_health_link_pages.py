"""The pages on which a person makes health links, sees who opened them, and ends them."""

import html
import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from hearth.core.access import Action
from hearth.core.health_links import LONGEST_ADDRESS, decoded
from hearth.core.words import Section
from hearth.records.health_links.models import HealthLink
from tests.health_linking import PASSCODE, a_health_link, asks, bundle_of, words_in
from tests.linking import agree, text_of
from tests.sharing import signed_in
from tests.world import a_supporter, a_world

pytestmark = pytest.mark.django_db

MATTERS = "Being there when my grandson comes from school."


@pytest.fixture
def world():
    world = a_world()
    agree(world)
    return world


def page(world, name="health-links", *more):
    return reverse(name, args=[world.person.pk, *more])


def asked(world, **more):
    day = timezone.localdate() + timedelta(days=7)
    return {
        "person": str(world.person.pk), "label": "For the clinic", "sections": ["about_me"],
        "passcode": "4821 9037",
        "until-day": day.day, "until-month": day.month, "until-year": day.year,
        "most_uses": "3", **more,
    }  # fmt: skip


def shlink_in(answer):
    return re.search(r'name="shlink" value="([^"]+)"', html.unescape(answer.content.decode()))[1]


def test_the_person_makes_a_link_and_sees_it_once_with_its_picture(world):
    client = signed_in(world.person_account)

    answer = client.post(page(world, "health-link-new"), asked(world))
    said = decoded(shlink_in(answer))

    assert "data:image/svg+xml" in answer.content.decode()
    assert "We show it only once." in text_of(answer)
    assert (said["flag"], said["label"], said["v"]) == ("LP", "For the clinic", 1)
    assert len(said["url"]) <= LONGEST_ADDRESS
    assert shlink_in(answer) not in text_of(client.get(page(world)))


def test_the_link_that_was_shown_opens_the_parts_that_were_chosen(world):
    answer = signed_in(world.person_account).post(page(world, "health-link-new"), asked(world))
    said = decoded(shlink_in(answer))

    opened = asks(said["url"].rpartition("/")[2], PASSCODE)

    assert MATTERS in words_in(bundle_of(opened, said["key"]))


def test_a_link_that_lacks_something_says_all_of_it(world):
    lacking = asked(world, label="", sections=[], passcode="12", most_uses="0")

    answer = signed_in(world.person_account).post(page(world, "health-link-new"), lacking)

    assert answer.status_code == 422
    for words in (
        "Give the link a name", "Choose at least one part", "at least 6 letters", "1 to 100 times",
    ):  # fmt: skip
        assert words in text_of(answer)


def test_the_list_says_who_opened_it_and_one_press_ends_it(world):
    row, secrets = a_health_link(world)
    asks(secrets.id, recipient="Dr Ahmed")
    client = signed_in(world.person_account)

    assert "Dr Ahmed" in text_of(client.get(page(world)))
    client.post(page(world, "health-link-end", row.pk), {"person": str(world.person.pk)})

    assert asks(secrets.id).status_code == 404
    assert "The link was ended." in text_of(client.get(page(world)))


def test_the_card_says_in_plain_words_what_it_opens_and_never_the_passcode(world):
    client = signed_in(world.person_account)
    shlink = shlink_in(client.post(page(world, "health-link-new"), asked(world)))

    answer = client.post(
        page(world, "health-link-card"), {"person": str(world.person.pk), "shlink": shlink}
    )
    said = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(answer.content)).pages)

    assert "What matters to me" in said
    assert "It asks for a passcode" in said
    assert PASSCODE not in said
    assert "4821 9037" not in said


@pytest.mark.parametrize("shlink", ["", "shlink:/", "shlink:/e30", "x" * 400, "shlink:/WzFd"])
def test_a_card_of_no_link_of_theirs_is_not_printed(world, shlink):
    client = signed_in(world.person_account)

    answer = client.post(
        page(world, "health-link-card"), {"person": str(world.person.pk), "shlink": shlink}
    )

    assert (answer.status_code, answer["Location"]) == (302, page(world))


def test_a_supporter_with_every_right_cannot_make_one(world):
    a_supporter(world, sections=set(Section), actions=set(Action))

    answer = signed_in(world.daughter).post(page(world, "health-link-new"), asked(world))

    assert answer.status_code == 403
    assert not HealthLink.objects.exists()


def test_our_own_viewer_holds_nothing_about_anyone_and_says_what_to_do_without_scripts():
    answer = Client().get(reverse("health-link-viewer"))

    assert "it needs JavaScript" in text_of(answer)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "'self'" in answer["Content-Security-Policy"]
