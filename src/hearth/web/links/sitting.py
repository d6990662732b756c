"""A sitting with a link: for an hour after the passcode, this browser need not give it again.

The cookie is signed, goes to the pages of this one link alone, and opens nothing by itself: each
request asks the link again.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from hearth.core.codes import hashed

COOKIE, SALT = "hearth_link", "hearth.web.links"
LASTS = 60 * 60


def begin(answer: HttpResponse, token: str) -> None:
    """Remember in this browser that the passcode was right."""
    answer.set_signed_cookie(
        COOKIE, hashed(token), salt=SALT, max_age=LASTS, path=_path(token), httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip


def has_begun(request: HttpRequest, token: str) -> bool:
    """Say whether the passcode of this very link was given in the last hour."""
    kept = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=LASTS)
    return constant_time_compare(str(kept), hashed(token))


def end(answer: HttpResponse, token: str) -> None:
    """Forget it."""
    answer.delete_cookie(COOKIE, path=_path(token), samesite="Lax")


def _path(token: str) -> str:
    return reverse("open-link", args=[token])
