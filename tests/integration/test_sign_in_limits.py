"""Limits on guessing passwords."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

from tests.sign_in import an_account, is_signed_in, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def guessed(client) -> Client:
    """A client at one address, after six wrong passwords for one account."""
    an_account()
    an_account("ben@example.org", "Ben Okoro")
    for _ in range(6):
        client.answer = sign_in(client, password="a guess at it")
    return client


def test_six_wrong_passwords_lock_the_account_at_that_address(guessed):
    assert guessed.answer.status_code == 429

    right = sign_in(guessed)

    assert right.status_code == 429
    assert right["Retry-After"] == "900"
    assert "Wait 15 minutes" in right.content.decode()
    assert not is_signed_in(guessed)


def test_others_at_the_same_address_still_sign_in(guessed):
    sign_in(guessed, "ben@example.org")

    assert is_signed_in(guessed)


def test_the_same_account_still_signs_in_from_elsewhere(guessed):
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")

    sign_in(elsewhere)

    assert is_signed_in(elsewhere)


def test_capital_letters_are_not_a_new_set_of_tries(guessed):
    assert sign_in(guessed, "ADA@example.org").status_code == 429


def test_the_lock_outlives_the_process_and_keeps_no_password(guessed):
    attempt = AccessAttempt.objects.get(username="ada@example.org")

    assert attempt.failures_since_start == 6
    assert "a guess at it" not in attempt.post_data


def test_an_address_that_a_stranger_claims_in_a_header_is_not_believed(guessed):
    answer = sign_in(guessed, headers={"X-Forwarded-For": "192.0.2.99"})

    assert answer.status_code == 429


def test_a_right_password_forgets_the_wrong_ones_before_it(client):
    an_account()
    for _ in range(5):
        sign_in(client, password="a guess at it")

    sign_in(client)

    assert is_signed_in(client)
    assert not AccessAttempt.objects.exists()


def test_many_wrong_passwords_from_many_addresses_slow_down_too():
    an_account()

    answers = [
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{n}"), password="a guess at it") for n in range(21)
    ]

    assert "You have tried too many times." in answers[-1].content.decode()
    assert "You have tried too many times." not in answers[-2].content.decode()
