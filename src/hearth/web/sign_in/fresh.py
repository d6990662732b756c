"""Whether a sign-in is fresh: somebody else may sit down at an open page (G1)."""

from time import time

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from hearth.core.access import Action

BEGAN = "began"
FRESH_SECONDS = 10 * 60
ASKS_AGAIN = frozenset(
    {
        Action.SHARE,
        Action.SEAL,
        Action.CHOOSE_SUPPORTERS,
        Action.EDIT_DETAILS,
        Action.SEE_WHO_LOOKED,
        Action.EXPORT,
    }
)
"""What nobody does to their own record from a page that was left open."""


class MustConfirm(Exception):
    """The page asks who is there to show again that it is them."""


def is_fresh(request: HttpRequest) -> bool:
    """Say whether somebody showed who they are in the last ten minutes.

    Accounts of the demonstration have no password to ask for.
    """
    if settings.DEMO and getattr(request.user, "is_demo", False):
        return True
    if BEGAN not in request.session:
        return True  # The first page after signing in.
    said = get_authentication_records(request, request.user)
    last = max([request.session[BEGAN], *(each["at"] for each in said)])
    return time() - last <= FRESH_SECONDS
