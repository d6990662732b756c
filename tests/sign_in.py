"""What the tests of sign-in share: accounts with passwords, and the steps of signing in."""

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
    practice = add_organisation(
        community="Riverside", name="Quay Practice", kind="practice", by=None, at=NOW
    )
    world.a_post(account, practice, Role.PRACTITIONER, "Practice nurse")
    return account


def sign_in(
    client: Client, email: str = "ada@example.org", password: str = PASSWORD, **more: Any
) -> Any:
    """Post the sign-in form."""
    return client.post(SIGN_IN, {"login": email, "password": password}, **more)


def is_signed_in(client: Client) -> bool:
    """Say whether pages would know who this is."""
    return "_auth_user_id" in client.session
