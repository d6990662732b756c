"""Changes to accounts, the sign-ins of people, supporters and staff."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from hearth.core.words import Refusal, Refused
from hearth.records.audit import changes as audit
from hearth.records.people.models import Account


class CannotOpenAccount(Refused):
    """The account lacks something, or is there already."""


@transaction.atomic
def open_account(
    *,
    email: str,
    full_name: str,
    by: Account | None,
    at: datetime,
    password: str | None = None,
    demo_story: str = "",
    demo_order: int = 0,
    is_demo: bool = False,
) -> Account:
    """Open an account. Without a password it opens only through an outside sign-in or a demo."""
    problems = []
    if not full_name.strip():
        problems.append(Refusal("Give your name.", "full_name"))
    if Account.objects.filter(email__iexact=email).exists():
        problems.append(
            Refusal("There is a sign-in with this email already. Sign in with it.", "email")
        )
    if password is not None:
        problems += _password_problems(password, email, full_name)
    if problems:
        raise CannotOpenAccount(problems)
    account = Account.objects.create_user(
        email,
        password,
        full_name=full_name.strip(),
        is_demo=is_demo,
        demo_story=demo_story,
        demo_order=demo_order,
    )
    audit.note(did="opened an account", by=by, at=at)
    return account


def _password_problems(password: str, email: str, full_name: str) -> list[Refusal]:
    try:
        validate_password(password, Account(email=email, full_name=full_name))
    except ValidationError as error:
        return [Refusal(words, "password") for words in error.messages]
    return []
