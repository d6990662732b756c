"""A form works once: its key is taken in the transaction of its effect."""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from hearth.records.once.models import SentForm

KEPT_FOR = timedelta(days=7)
BITS = 62


class SentBefore(Exception):
    """This form has had its effect. `sent` says which form it was, and where it led."""

    def __init__(self, sent: SentForm) -> None:
        super().__init__(str(sent))
        self.sent = sent


def take(*, key: str, fingerprint: str, by: int, at: datetime) -> SentForm:
    """Take a key before the effect. Whoever has the same key meanwhile waits for the outcome.

    Rows have no order: the one of somebody without a name, between two with their times, would
    tell when they wrote. Raises SentBefore where a form with this key has had its effect.
    """
    row = SentForm(account_id=by, key=key, fingerprint=fingerprint, at=at)
    row.pk = secrets.randbits(BITS)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            return row
    except IntegrityError:
        raise SentBefore(SentForm.objects.get(account_id=by, key=key)) from None


def keep(sent: SentForm, *, location: str) -> None:
    """The form had its effect, and led its sender there."""
    sent.location = location
    sent.save(update_fields=["location"])


def give_back(sent: SentForm) -> None:
    """The form had no effect: it can be mended and sent again."""
    sent.delete()


def forget_old(*, at: datetime) -> None:
    """Forget the forms that nobody sends again."""
    SentForm.objects.filter(at__lt=at - KEPT_FOR).delete()
