"""A link that needs no sign-in is a key: nobody who reads our messages later must find it there."""

from collections.abc import Collection

from hearth.core.messages import OPENS_WITHOUT_SIGN_IN
from hearth.records.outbox.models import Message

FORGOTTEN = "/"
KEYED = tuple(kind.value for kind in OPENS_WITHOUT_SIGN_IN)


def forget_keys(messages: Collection[int]) -> None:
    """Take the keys out of messages that have left, or never will."""
    Message.objects.filter(pk__in=messages, kind__in=KEYED).update(path=FORGOTTEN)
