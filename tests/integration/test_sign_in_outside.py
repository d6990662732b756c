"""Signing in with an outside provider, against a real one on this machine."""

import http.client
import time
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from joserfc.jwk import RSAKey

from hearth.outside.oidc import Provider
from hearth.records.people.models import OutsideIdentity
from tests.oidc_provider import CLIENT_ID, OidcProvider, running
from tests.sign_in import SIGN_IN, a_nurse, an_account, code_of, is_signed_in, set_up_app, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]
ADA = {"sub": "nhs-0001", "email": "ada@example.org", "email_verified": True}


@pytest.fixture(scope="module")
def client_key() -> RSAKey:
    """The key by which we show the provider who we are."""
    return RSAKey.generate_key(2048)


@pytest.fixture
def provider(settings, client_key) -> Any:
    """The provider, known to our settings, with Ada before its sign-in page."""
    with running(client_key, person=dict(ADA)) as provider:
        settings.OIDC = Provider(
            name="Test Login",
            issuer=provider.address,
            client_id=CLIENT_ID,
            client_key=client_key.as_pem(private=True).decode(),
        )
        yield provider


def go(client: Client, provider: OidcProvider, *, start: str = "/account/outside") -> Any:
    """Go to the provider, sign in there, and come back."""
    return client.get(way_back(client, provider, start=start))


def way_back(client: Client, provider: OidcProvider, *, start: str = "/account/outside") -> str:
    """Go to the provider and sign in there; give the address that leads back."""
    sent_to = urlsplit(client.get(start)["Location"])
    there = http.client.HTTPConnection(sent_to.netloc)
    there.request("GET", f"{sent_to.path}?{sent_to.query}")
    back = urlsplit(there.getresponse().headers["Location"])
    there.close()
    return f"{back.path}?{back.query}"


def test_without_a_provider_there_is_nothing_to_see(client):
    assert client.get("/account/outside").status_code == 404
    assert client.get("/account/outside/back").status_code == 404
    assert "Sign in with" not in client.get(SIGN_IN).content.decode().replace("with a passkey", "")


def test_the_page_offers_the_provider_by_its_name(client, provider):
    assert "Sign in with Test Login" in client.get(SIGN_IN).content.decode()


def test_the_first_time_a_checked_email_finds_the_account(client, provider):
    account = an_account()

    answer = go(client, provider)

    assert answer["Location"] == "/"
    assert is_signed_in(client)
    assert OutsideIdentity.objects.get().account == account


def test_from_then_on_the_subject_finds_it_whatever_the_email(client, provider):
    an_account()
    go(client, provider)
    provider.person["email"] = "new@example.org"
    later = Client()

    go(later, provider)

    assert is_signed_in(later)
    assert later.session["_auth_user_id"] == client.session["_auth_user_id"]


def test_one_comes_back_to_the_page_that_was_asked_for(client, provider):
    an_account()

    answer = go(client, provider, start="/account/outside?next=/account/steps")

    assert answer["Location"] == "/account/steps"


def test_a_client_secret_does_where_there_is_no_key(client, settings, client_key):
    an_account()
    with running(client_key, person=dict(ADA), client_secret="s3cret") as provider:
        settings.OIDC = Provider("Test", provider.address, CLIENT_ID, client_secret="s3cret")
        go(client, provider)

    assert is_signed_in(client)


def test_the_level_of_trust_is_asked_for_and_checked(client, provider, settings):
    an_account()
    settings.OIDC = replace(settings.OIDC, levels=("P9.Cp.Cd",))

    provider.person["vot"] = "P0.Cp"
    low = go(client, provider)
    assert low.status_code == 403
    provider.person["vot"] = "P9.Cp.Cd"
    go(client, provider)

    assert provider.asked[-1]["vtr"] == '["P9.Cp.Cd"]'
    assert is_signed_in(client)


def test_an_account_is_never_opened(client, provider):
    answer = go(client, provider)

    assert answer.status_code == 403
    assert "We have no sign-in for your email." in answer.content.decode()
    assert not is_signed_in(client)


def test_an_email_that_the_provider_has_not_checked_finds_nothing(client, provider):
    an_account()
    provider.person["email_verified"] = False

    answer = go(client, provider)

    assert "has not checked your email" in answer.content.decode()
    assert not OutsideIdentity.objects.exists()


def test_a_second_subject_cannot_take_over_an_account_by_its_email(client, provider):
    an_account()
    go(client, provider)
    provider.person["sub"] = "nhs-0002"
    later = Client()

    answer = go(later, provider)

    assert answer.status_code == 403
    assert not is_signed_in(later)


def test_a_closed_account_stays_closed(client, provider):
    account = an_account()
    go(client, provider)
    account.is_active = False
    account.save()
    later = Client()

    go(later, provider)

    assert not is_signed_in(later)


def test_the_second_step_is_asked_for_as_after_a_password(client, provider, settings):
    settings.DEMO = False
    a_nurse()
    sign_in(client, "nurse@example.org")
    key = set_up_app(client)
    provider.person["email"] = "nurse@example.org"
    later = Client()

    answer = go(later, provider)

    assert answer["Location"].startswith("/account/steps/sign-in")
    assert not is_signed_in(later)
    later.post("/account/steps/sign-in", {"code": code_of(key)})
    assert is_signed_in(later)


@pytest.mark.parametrize(
    "bent",
    [
        {"nonce": "another"},
        {"iss": "https://another.example"},
        {"aud": "another"},
        {"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200},
        {"sub": "nhs-0009"},
    ],
    ids=["nonce", "issuer", "audience", "time", "subject"],
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(client, provider, bent):
    an_account()
    provider.bent = bent
    provider.userinfo = {"sub": ADA["sub"]}

    answer = go(client, provider)

    assert answer.status_code == 403
    assert not is_signed_in(client)
    assert not OutsideIdentity.objects.exists()


def test_a_token_signed_by_another_key_is_refused(client, provider):
    an_account()
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})

    assert go(client, provider).status_code == 403


def test_a_state_of_another_browser_is_refused(client, provider):
    an_account()
    address = way_back(Client(), provider)

    assert client.get(address).status_code == 403
    assert not is_signed_in(client)


def test_a_changed_state_is_refused(client, provider):
    an_account()
    code = parse_qs(urlsplit(way_back(client, provider)).query)["code"][0]

    answer = client.get(f"/account/outside/back?{urlencode({'code': code, 'state': 'mine'})}")

    assert answer.status_code == 403


def test_coming_back_twice_signs_in_once(client, provider):
    an_account()
    address = way_back(client, provider)
    client.get(address)
    client.post("/account/sign-out")

    assert client.get(address).status_code == 403


def test_a_no_from_the_provider_is_said_kindly(client, provider):
    client.get("/account/outside")

    answer = client.get("/account/outside/back?error=access_denied&state=x")

    assert "The other service did not sign you in." in answer.content.decode()


def test_a_provider_that_does_not_answer_is_said_kindly(client, settings):
    settings.OIDC = Provider("Gone", "http://127.0.0.1:9", CLIENT_ID, client_secret="s")

    answer = client.get("/account/outside")

    assert answer.status_code == 403
    assert "The other service did not sign you in." in answer.content.decode()
