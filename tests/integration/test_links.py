"""Links to a plan: a passcode, the parts that the person chose, and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.words import Section
from hearth.records.access.models import ShareLink
from hearth.records.audit.models import AuditRow
from hearth.records.people.deaths import record_death
from tests.linking import (
    PASSCODE,
    a_link,
    address,
    agree,
    an_emergency_link,
    end,
    give,
    known,
    opened,
    text_of,
)
from tests.world import a_world

pytestmark = pytest.mark.django_db

MATTERS = "Being there when my grandson comes from school."


@pytest.fixture
def world():
    world = a_world()
    agree(world)
    return world


def test_a_link_asks_for_the_passcode_then_shows_the_parts_that_were_chosen(world):
    client, _, token = opened(world)

    page = text_of(client.get(address(token)))

    assert MATTERS in page
    assert "This plan is agreed." in page
    assert "Rabia" in page
    assert "KHAN" in page
    assert "Walk to the mosque" not in page
    assert "rescue pack" not in page


def test_a_link_shows_medicines_and_allergies_only_where_results_were_chosen(world):
    known(world)
    without, _, token = opened(world)
    assert "Penicillin" not in text_of(without.get(address(token)))

    within, _, token = opened(world, sections=(Section.RESULTS,))
    page = text_of(within.get(address(token)))

    assert "Penicillin: Rash" in page
    assert "Salbutamol inhaler" in page
    assert MATTERS not in page


def test_a_link_prints_and_reads_out_the_same_parts(world):
    client, _, token = opened(world)

    words = client.get(address(token, "open-link-text")).content.decode()
    pdf = client.get(address(token, "open-link-pdf"))

    assert MATTERS in words
    assert "rescue pack" not in words
    assert pdf["Content-Type"] == "application/pdf"
    assert "Rabia" not in pdf["Content-Disposition"]


@pytest.mark.parametrize("page", ["open-link-pdf", "open-link-text"])
def test_a_print_without_the_passcode_leads_back_to_the_question(world, page):
    _, token = a_link(world)

    answer = Client().get(address(token, page))

    assert answer.status_code == 302
    assert answer["Location"] == address(token)


def shut_links(world):
    """A link that opens with its passcode, and every sort that opens nothing."""
    now = timezone.now()
    wrong, ended, spent, late, locked = (a_link(world, label=f"Link {n}") for n in range(5))
    end(world, ended[0])
    held = ShareLink.objects
    held.filter(pk=spent[0].pk).update(uses=3)
    held.filter(pk=late[0].pk).update(made_at=now - timedelta(days=9), ends_at=now)
    held.filter(pk=locked[0].pk).update(wrong_tries=5)
    emergency = an_emergency_link(world)
    return {
        "wrong passcode": (wrong[1], "not the passcode"),
        "ended": (ended[1], PASSCODE),
        "used up": (spent[1], PASSCODE),
        "run out": (late[1], PASSCODE),
        "locked": (locked[1], PASSCODE),
        "unknown": ("x" * 43, PASSCODE),
        "of another kind": (emergency[1], PASSCODE),
    }


def headers_of(answer):
    return tuple(sorted((k, v) for k, v in answer.headers.items() if k != "Expires"))


def test_every_link_that_does_not_open_gives_one_and_the_same_answer(world):
    answers, questions = {}, {}
    for name, (token, passcode) in shut_links(world).items():
        questions[name] = Client().get(address(token))
        answers[name] = give(Client(), token, passcode)

    for seen in (questions, answers):
        assert len({each.content for each in seen.values()}) == 1, list(seen)
        assert len({each.status_code for each in seen.values()}) == 1
        assert len({headers_of(each) for each in seen.values()}) == 1
        assert not any(each.cookies for each in seen.values())
    assert answers["unknown"].status_code == 422


def test_the_pages_of_a_link_are_kept_by_nobody_and_tell_no_one_where_they_are(world):
    client, _, token = opened(world)
    for answer in (Client().get(address(token)), client.get(address(token)), give(client, "x")):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert "no-store" in answer["Cache-Control"]
        assert "<script" not in answer.content.decode()


def test_the_cookie_of_a_link_is_for_its_own_address_alone_and_opens_nothing_by_itself(world):
    client, row, token = opened(world)
    kept = client.cookies["hearth_link"]
    assert (kept["path"], kept["httponly"], kept["max-age"]) == (address(token), True, 3600)
    assert token not in kept.value

    _, other = a_link(world, label="Another")
    thief = Client()
    thief.cookies["hearth_link"] = kept.value
    assert MATTERS not in text_of(thief.get(address(other)))

    end(world, row)
    assert MATTERS not in text_of(client.get(address(token)))


def test_closing_a_link_forgets_the_passcode_in_this_browser(world):
    client, _, token = opened(world)

    client.post(address(token, "open-link-close"))

    assert MATTERS not in text_of(client.get(address(token)))


def test_a_link_opens_as_often_as_it_may_and_reading_on_is_not_an_opening(world):
    client, row, token = opened(world, uses=2)
    for _ in range(3):
        assert MATTERS in text_of(client.get(address(token)))
    assert give(Client(), token).status_code == 302
    assert give(Client(), token).status_code == 422
    row.refresh_from_db()
    assert row.uses == 2


def test_after_five_wrong_passcodes_the_right_one_opens_nothing(world):
    _, token = a_link(world)
    for _ in range(5):
        assert give(Client(), token, "wrong one").status_code == 422

    assert give(Client(), token).status_code == 422


def test_wrong_tries_from_one_address_are_limited_whatever_the_link(world):
    client = Client()
    for number in range(20):
        assert give(client, f"unknown-{number}").status_code == 422

    _, token = a_link(world)
    assert give(client, token).status_code == 429
    assert give(client, "unknown").content == give(client, token).content


def test_no_log_holds_the_address_of_a_link(world, caplog):
    _, token = a_link(world)
    give(Client(), token, "wrong one")
    Client().get(address(token, "emergency-page"))

    assert token not in caplog.text


def test_no_table_holds_a_token_or_a_passcode(world):
    _, token = a_link(world)
    given = PASSCODE.replace(" ", "")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = repr(cursor.fetchall())
            assert token not in rows, table
            assert given not in rows, table


def test_who_looked_names_the_link_and_says_how_often_it_still_opens(client, world):
    other, _, token = opened(world, label="For my sister")
    other.get(address(token))
    client.force_login(world.person_account)

    page = text_of(client.get(reverse("who-looked", args=[world.person.pk])))

    assert "Someone with the link “For my sister”" in page
    assert "it opens 2 more times" in page


def test_a_try_that_fails_leaves_a_row_about_the_person_or_about_nobody(world):
    _, token = a_link(world)
    give(Client(), token, "wrong one")
    give(Client(), "no-such-link")

    refused = AuditRow.objects.filter(allowed=False, why="read the plan through a link")
    assert set(refused.values_list("person_id", "reason")) == {
        (world.person.pk, "The passcode was wrong."), (None, "There is no such link."),
    }  # fmt: skip


def test_after_a_death_a_link_opens_nothing(world):
    client, _, token = opened(world)
    record_death(
        person=world.person, died_on=timezone.localdate(), told_by="Her son",
        by=world.nurse, at=timezone.now(),
    )  # fmt: skip

    assert MATTERS not in text_of(client.get(address(token)))
    assert give(Client(), token).status_code == 422


def new_link(client, world, **more):
    until = timezone.localdate() + timedelta(days=10)
    given = {
        "label": "My sister", "sections": ["about_me"], "passcode": PASSCODE, "most_uses": "3",
        "until-day": until.day, "until-month": until.month, "until-year": until.year,
        "person": str(world.person.pk),
    }  # fmt: skip
    return client.post(reverse("link-new", args=[world.person.pk]), given | more)


def test_the_person_makes_a_link_whose_address_is_shown_once(client, world):
    client.force_login(world.person_account)

    made = text_of(new_link(client, world))

    token = made.split("/s/")[1].split("/")[0]
    assert "data:image/svg+xml" in made
    assert give(Client(), token).status_code == 302
    listed = text_of(client.get(reverse("links", args=[world.person.pk])))
    assert "My sister" in listed
    assert "Opened once. It may open 3 times in all." in listed
    assert token not in listed


def test_a_link_that_lacks_something_says_all_of_it_and_keeps_what_was_typed(client, world):
    client.force_login(world.person_account)

    answer = new_link(client, world, label="", passcode="12", most_uses="0", sections=[])
    page = text_of(answer)

    assert answer.status_code == 422
    for words in ("Give the link a name", "Choose at least one part", "at least 6", "1 to 100"):
        assert words in page
    assert not ShareLink.objects.exists()


def test_a_link_ends_in_one_press(client, world):
    row, token = a_link(world)
    client.force_login(world.person_account)

    client.post(reverse("link-end", args=[world.person.pk, row.pk]))

    assert give(Client(), token).status_code == 422
    assert "Links that ended" in text_of(client.get(reverse("links", args=[world.person.pk])))


@pytest.mark.parametrize("who", ["nurse", "daughter", "stranger", "administrator"])
def test_nobody_but_the_person_makes_or_ends_a_link(client, world, who):
    row, _ = a_link(world)
    client.force_login(getattr(world, who))

    assert new_link(client, world).status_code in (403, 404)
    end_it = reverse("link-end", args=[world.person.pk, row.pk])
    assert client.post(end_it).status_code in (403, 404)
    row.refresh_from_db()
    assert row.ended_at is None
