"""Signing in and out with a password."""

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.test import Client

from hearth.records.audit.models import AuditRow
from hearth.records.people.accounts import CannotOpenAccount, open_account
from hearth.site import settings as product
from tests.sign_in import PASSWORD, SIGN_IN, an_account, is_signed_in, sign_in
from tests.world import NOW

pytestmark = pytest.mark.django_db


def test_an_email_and_its_password_sign_in(client):
    an_account()

    answer = sign_in(client)

    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert is_signed_in(client)


def test_the_letters_of_an_email_may_be_large_or_small(client):
    an_account("ada@example.org")

    sign_in(client, "Ada@Example.ORG")

    assert is_signed_in(client)


def test_each_sign_in_leaves_one_row_in_the_audit(client):
    account = an_account()

    sign_in(client)
    client.get("/account/steps")

    rows = AuditRow.objects.filter(did="signed in")
    assert [row.account_id for row in rows] == [account.pk]


def test_signing_in_goes_back_to_the_page_that_was_asked_for(client):
    an_account()

    answer = client.post(
        SIGN_IN, {"login": "ada@example.org", "password": PASSWORD, "next": "/account/steps"}
    )

    assert answer["Location"] == "/account/steps"


def test_signing_in_never_leads_to_another_site(client):
    an_account()

    answer = client.post(
        SIGN_IN, {"login": "ada@example.org", "password": PASSWORD, "next": "//evil.example/"}
    )

    assert answer["Location"] == "/"


def test_a_wrong_password_and_an_unknown_email_get_the_same_words(client):
    an_account()

    wrong = sign_in(client, password="not the password")
    unknown = sign_in(client, "nobody@example.org")

    words = "The email or the password is not right."
    assert words in wrong.content.decode()
    assert words in unknown.content.decode()
    assert not is_signed_in(client)


def test_a_closed_account_does_not_sign_in(client):
    account = an_account()
    account.is_active = False
    account.save()

    sign_in(client)

    assert not is_signed_in(client)


def test_nobody_can_open_an_account_by_themselves(client):
    for address in ("/account/signup/", "/account/signup", "/account/sign-up"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("password", ["short", "password123", "ada osei 1"])
def test_a_password_that_is_short_common_or_like_the_name_is_refused(password):
    with pytest.raises(CannotOpenAccount) as refused:
        open_account(
            email="ada@example.org", full_name="Ada Osei", password=password, by=None, at=NOW
        )

    assert all(reason.where == "password" for reason in refused.value.reasons)


def test_passwords_are_kept_by_argon2(settings):
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS

    assert identify_hasher(make_password(PASSWORD)).algorithm == "argon2"


def test_signing_out_makes_the_browser_forget_what_it_kept(client):
    an_account()
    sign_in(client)

    answer = client.post("/account/sign-out")

    assert answer["Clear-Site-Data"] == '"storage"'
    assert not is_signed_in(client)


def test_a_link_alone_signs_nobody_out(client):
    an_account()
    sign_in(client)

    client.get("/account/sign-out")

    assert is_signed_in(client)


def test_a_new_password_ends_every_other_session_and_keeps_this_one(client):
    an_account()
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)

    new = "harbour violet engine"
    answer = client.post("/account/password", {"oldpassword": PASSWORD, "password1": new})

    assert answer.status_code == 302
    assert client.get("/account/steps").status_code == 200
    assert elsewhere.get("/account/steps")["Location"].startswith(SIGN_IN)
    assert sign_in(Client(), password=PASSWORD).status_code == 200
    assert sign_in(Client(), password=new).status_code == 302


def test_a_password_is_changed_only_by_somebody_who_knows_it(client):
    an_account()
    sign_in(client)

    answer = client.post(
        "/account/password", {"oldpassword": "a guess", "password1": "harbour violet engine"}
    )

    assert "That is not your password now." in answer.content.decode()


def test_a_forgotten_password_is_reset_by_a_link_in_an_email(client, settings, mailoutbox):
    settings.EMAIL_HOST = "mail.example"
    an_account()
    assert "I forgot my password" in client.get(SIGN_IN).content.decode()

    client.post("/account/password/forgotten", {"email": "ada@example.org"})
    link = next(word for word in mailoutbox[0].body.split() if word.startswith("http"))
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": "harbour violet engine"})

    assert sign_in(client, password="harbour violet engine").status_code == 302


def test_asking_to_reset_an_unknown_email_sends_nothing_and_says_the_same(client, mailoutbox):
    an_account()

    known = client.post("/account/password/forgotten", {"email": "ada@example.org"}, follow=True)
    unknown = client.post("/account/password/forgotten", {"email": "no@example.org"}, follow=True)

    assert len(mailoutbox) == 1
    assert known.content == unknown.content


def test_without_an_email_server_the_page_says_whom_to_ask(client):
    assert "Ask your practice." in client.get(SIGN_IN).content.decode()
