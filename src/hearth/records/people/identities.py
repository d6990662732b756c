"""Accounts as outside providers of sign-in know them: found by subject, linked once by email."""

from datetime import datetime

from django.db import transaction

from hearth.core.words import Refused
from hearth.records.audit import changes as audit
from hearth.records.people.models import Account, OutsideIdentity


class CannotLink(Refused):
    """Nobody here can be told to be the one whom the provider means."""


def account_of(*, issuer: str, subject: str) -> Account | None:
    """Return the account that this subject was linked to, if it was."""
    row = OutsideIdentity.objects.select_related("account").filter(issuer=issuer, subject=subject)
    return row[0].account if row else None


@transaction.atomic
def link(*, issuer: str, subject: str, checked_email: str, at: datetime) -> Account:
    """Link a subject to the account that has this email already. Never opens an account.

    Raises CannotLink when the provider has not checked the email, when no account has it, or when
    the account is linked to somebody else at the same provider.
    """
    if not checked_email:
        raise CannotLink(
            "The other service has not checked your email. Check it there, then try again."
        )
    account = Account.objects.select_for_update().filter(email__iexact=checked_email).first()
    if account is None or not account.is_active:
        raise CannotLink("We have no sign-in for your email. Ask your practice to invite you.")
    if account.outside_identities.filter(issuer=issuer).exists():
        raise CannotLink(
            "Your email belongs to someone else's sign-in. Ask your practice for help."
        )
    OutsideIdentity.objects.create(account=account, issuer=issuer, subject=subject, linked_at=at)
    audit.note(did="linked an outside sign-in", by=account, at=at, what=issuer)
    return account
