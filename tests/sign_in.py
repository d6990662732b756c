"""What the tests of sign-in share: accounts with passwords, and the steps of signing in."""

import base64
import hmac
import struct
import time
from typing import Any

from django.test import Client

from hearth.core.access import Role
from hearth.records.community.changes import add_organisation
from tests import world
from tests.world import NOW

PASSWORD = "teapot river lantern"
SIGN_IN = "/account/sign-in"


def an_account(email: str = "ada@example.org", name: str = "Ada Osei") -> Any:
    """Open an account that has a password, as an invitation would."""
    return world.an_account(name, email, PASSWORD)


def a_nurse(email: str = "nurse@example.org") -> Any:
    """Open the account of somebody who works at a practice."""
    account = an_account(email, "Nia Bell")
    at_a_practice(account)
    return account


def at_a_practice(account: Any) -> None:
    """Give somebody a post at a practice."""
    practice = add_organisation(
        community="Riverside", name="Quay Practice", kind="practice", by=None, at=NOW
    )
    world.a_post(account, practice, Role.PRACTITIONER, "Practice nurse")


def sign_in(
    client: Client, email: str = "ada@example.org", password: str = PASSWORD, **more: Any
) -> Any:
    """Post the sign-in form."""
    return client.post(SIGN_IN, {"login": email, "password": password}, **more)


def is_signed_in(client: Client) -> bool:
    """Say whether pages would know who this is."""
    return "_auth_user_id" in client.session


def code_of(key: str, *, at: float | None = None) -> str:
    """Work out what an app shows for a key (RFC 6238), without the code that checks it."""
    counter = struct.pack(">Q", int(time.time() if at is None else at) // 30)
    digest = hmac.new(base64.b32decode(key), counter, "sha1").digest()
    where = digest[-1] & 15
    number = struct.unpack(">I", digest[where : where + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def set_up_app(client: Client) -> str:
    """Set up an app with codes for whoever is signed in; give the key that the app keeps."""
    key = client.get("/account/steps/app").context_data["form"].secret
    assert client.post("/account/steps/app", {"code": code_of(key)}).status_code == 302
    return key
