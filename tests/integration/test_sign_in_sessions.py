"""Sessions end when nothing happens and after a long day, and nobody's words are lost by it."""

import json
from html import escape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.sign_in import PASSWORD, SIGN_IN, a_nurse, an_account, is_signed_in, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/account/steps"
MINUTE = 60


@pytest.fixture
def ada(client) -> Client:
    """Somebody who has signed in."""
    an_account()
    sign_in(client)
    return client


def let_pass(client: Client, seconds: int, *, since: str = "seen") -> None:
    """Move what the session noted into the past, as time would."""
    session = client.session
    session[since] -= seconds
    session.save()


def writes_of(client: Client) -> int:
    """Count what reading one page writes."""
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE)
    return sum(each["sql"].startswith(("INSERT", "UPDATE")) for each in queries)


def sign_in_after(client: Client, ended: Any) -> Any:
    """Sign in from the page that a session's end led to."""
    back = client.get(ended["Location"]).context_data["next"]
    return client.post(SIGN_IN, {"login": "ada@example.org", "password": PASSWORD, "next": back})


def test_a_session_that_is_used_goes_on(ada):
    for _ in range(4):
        let_pass(ada, 29 * MINUTE)
        assert ada.get(PAGE).status_code == 200


def test_half_an_hour_of_quiet_ends_a_session_and_the_page_says_why(ada):
    let_pass(ada, 31 * MINUTE)

    ended = ada.get(f"{PAGE}?from=letter")

    assert not is_signed_in(ada)
    page = ada.get(ended["Location"]).content.decode()
    assert "You were quiet for a while." in page
    assert sign_in_after(ada, ended)["Location"] == f"{PAGE}?from=letter"


def test_a_quarter_of_an_hour_of_quiet_ends_the_session_of_staff(client):
    a_nurse()
    sign_in(client, "nurse@example.org")
    let_pass(client, 16 * MINUTE)

    client.get(PAGE)

    assert not is_signed_in(client)


def test_twelve_hours_end_a_session_however_busy(ada):
    let_pass(ada, 12 * 60 * MINUTE + 1, since="began")

    ended = ada.get(PAGE)

    assert not is_signed_in(ada)
    assert "You were signed in for a long time." in ada.get(ended["Location"]).content.decode()


def test_the_time_of_quiet_can_be_set(ada, settings):
    settings.SESSION_IDLE_SECONDS = 5 * MINUTE
    let_pass(ada, 6 * MINUTE)

    ada.get(PAGE)

    assert not is_signed_in(ada)


def test_reading_writes_at_most_once_a_minute(ada):
    assert writes_of(ada) == 0

    let_pass(ada, 61)

    assert writes_of(ada) > 0
    assert writes_of(ada) == 0


def test_words_sent_just_after_the_end_are_kept_and_can_be_sent_again(ada):
    let_pass(ada, 31 * MINUTE)
    words = "My garden matters most to me, and <the> birds in it."

    ended = ada.post("/people/1/answers?page=2", {"words": words, "seen": "3"})
    back = sign_in_after(ada, ended)
    page = ada.get(back["Location"]).content.decode()

    assert back["Location"] == "/account/unsent"
    assert 'action="/people/1/answers?page=2"' in page
    assert f'name="words" value="{escape(words)}"' in page
    assert 'name="seen" value="3"' in page
    assert f"<p>{escape(words)}</p>" in page


def test_words_that_were_kept_are_shown_to_nobody_else(ada):
    an_account("ben@example.org", "Ben Okoro")
    let_pass(ada, 31 * MINUTE)
    ada.post("/people/1/answers", {"words": "My garden matters most to me."})

    sign_in(ada, "ben@example.org")
    answer = ada.get("/account/unsent")

    assert answer["Location"] == "/"
    assert "unsent" not in ada.session


def test_a_password_is_never_kept(ada):
    let_pass(ada, 31 * MINUTE)

    ada.post("/account/password", {"oldpassword": PASSWORD, "password1": "harbour violet engine"})

    assert PASSWORD not in str(dict(ada.session))


def test_a_draft_sent_by_a_script_after_the_end_is_told_so(ada):
    let_pass(ada, 31 * MINUTE)

    draft = json.dumps({"fields": {"words": "My garden"}})
    answer = ada.post("/people/1/drafts/prepare", draft, content_type="application/json")

    assert answer.status_code == 401


def test_an_unknown_reason_in_the_address_says_nothing(client):
    page = client.get(f"{SIGN_IN}?ended=<script>").content.decode()

    assert "&lt;script" not in page
    assert "signed you out" not in page
