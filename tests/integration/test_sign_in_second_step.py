"""The second step: staff must have one, and others may."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.sign_in import (
    a_nurse,
    an_account,
    at_a_practice,
    code_of,
    is_signed_in,
    set_up_app,
    sign_in,
)

pytestmark = pytest.mark.django_db
NURSE = "nurse@example.org"
TODAY = reverse("today")


@pytest.fixture(autouse=True)
def _in_earnest(settings):
    settings.DEMO = False


@pytest.fixture
def nurse(client) -> Client:
    """A nurse who has signed in with a password, and has nothing else yet."""
    a_nurse()
    sign_in(client, NURSE)
    return client


def test_the_published_test_codes_come_out_right():
    key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert [code_of(key, at=at) for at in (59, 1111111109)] == ["287082", "081804"]


@pytest.mark.parametrize("page", ["/", TODAY])
def test_staff_without_a_second_step_are_sent_to_set_one_up(nurse, page):
    assert nurse.get(page)["Location"] == "/account/steps"

    shown = nurse.get("/account/steps").content.decode()

    assert "you need a second step" in shown
    assert "Go on to the start" not in shown


def test_staff_can_sign_out_before_they_have_a_second_step(nurse):
    nurse.post("/account/sign-out")

    assert not is_signed_in(nurse)


def test_staff_go_on_once_an_app_is_set_up(nurse):
    set_up_app(nurse)

    assert nurse.get("/")["Location"] == TODAY
    assert "/account/steps" not in nurse.get(TODAY).get("Location", "")


def test_a_wrong_code_sets_nothing_up(nurse):
    nurse.get("/account/steps/app")

    answer = nurse.post("/account/steps/app", {"code": "000000"})

    assert "That code is not right." in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_the_next_sign_in_asks_for_a_code(nurse):
    key = set_up_app(nurse)
    later = Client()

    answer = sign_in(later, NURSE)

    assert answer["Location"].startswith("/account/steps/sign-in")
    assert not is_signed_in(later)
    later.post("/account/steps/sign-in", {"code": code_of(key)})
    assert is_signed_in(later)


def test_a_code_works_once(nurse):
    key = set_up_app(nurse)
    code = code_of(key)
    first, second = Client(), Client()
    for each in (first, second):
        sign_in(each, NURSE)
        each.post("/account/steps/sign-in", {"code": code})

    assert is_signed_in(first)
    assert not is_signed_in(second)


def test_six_wrong_codes_and_there_are_no_more_tries(nurse):
    key = set_up_app(nurse)
    later = Client()
    sign_in(later, NURSE)
    for _ in range(6):
        later.post("/account/steps/sign-in", {"code": "000000"})

    answer = later.post("/account/steps/sign-in", {"code": code_of(key)})

    assert "You have tried too many times." in answer.content.decode()
    assert not is_signed_in(later)


def test_a_recovery_code_lets_in_once(nurse):
    set_up_app(nurse)
    codes = nurse.get("/account/steps/codes").context_data["unused_codes"]
    assert len(codes) == 10
    first, second = Client(), Client()
    for each in (first, second):
        sign_in(each, NURSE)
        each.post("/account/steps/sign-in", {"code": codes[0]})

    assert is_signed_in(first)
    assert not is_signed_in(second)
    assert "You have 9 left." in nurse.get("/account/steps").content.decode()


def test_recovery_codes_come_as_a_file(nurse):
    set_up_app(nurse)
    codes = nurse.get("/account/steps/codes").context_data["unused_codes"]

    file = nurse.get("/account/steps/codes/file")

    assert file["Content-Type"].startswith("text/plain")
    assert all(code in file.content.decode() for code in codes)


def test_new_recovery_codes_end_the_old_ones(nurse):
    set_up_app(nurse)
    old = nurse.get("/account/steps/codes").context_data["unused_codes"]

    nurse.post("/account/steps/codes/new")

    assert not set(old) & set(nurse.get("/account/steps/codes").context_data["unused_codes"])


def test_staff_cannot_take_their_last_second_step_away(nurse):
    set_up_app(nurse)

    page = nurse.get("/account/steps/app/remove").content.decode()
    nurse.post("/account/steps/app/remove")

    assert "Staff need a second step." in page
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


def test_the_key_of_an_app_is_kept_encrypted(nurse):
    key = set_up_app(nurse)

    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data

    assert key not in str(kept)


def test_somebody_who_became_staff_a_moment_ago_is_held_at_the_next_sign_in(client):
    account = an_account()
    sign_in(client)
    assert client.get(TODAY).get("Location") != "/account/steps"

    at_a_practice(account)
    again = Client()
    sign_in(again)

    assert again.get(TODAY)["Location"] == "/account/steps"


def test_a_person_may_leave_the_second_step_out_or_take_it_away(client):
    an_account()
    sign_in(client)
    assert client.get(TODAY).get("Location") != "/account/steps"
    set_up_app(client)

    client.post("/account/steps/app/remove")

    assert not Authenticator.objects.exists()


def test_what_matters_asks_for_the_password_again_after_a_few_minutes(nurse):
    session = nurse.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 6 * 60
    session.save()

    answer = nurse.get("/account/steps/app")

    assert answer["Location"].startswith("/account/confirm?next=")


def test_in_a_demo_staff_need_no_second_step(nurse, settings):
    settings.DEMO = True

    assert nurse.get("/")["Location"] == TODAY
