"""Words that were sent just after a session had ended: kept, and shown again after signing in.

Somebody who writes for an hour without JavaScript must not lose it because time ran out. The words
wait in the browser's own new session, and only the same account sees them.
"""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hearth.web.door import signed_in_page
from hearth.web.once import OURS

KEPT = "unsent"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
MOST_LETTERS = 100_000
WORTH_SHOWING = 12
SECRETS = {"password", "oldpassword", "password1", "code", "credential"}
NEVER_KEPT = SECRETS | set(OURS)


def fields_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what a form sent, field by field; files, secrets and floods are left out."""
    if request.method != "POST" or request.path.startswith("/account/"):
        return []
    if request.content_type not in FORMS:
        return []
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    kept = [(name, value) for name, value in pairs if name not in NEVER_KEPT]
    return kept if sum(len(value) for _, value in kept) <= MOST_LETTERS else []


def keep(
    request: HttpRequest,
    *,
    fields: list[tuple[str, str]],
    account_id: Any,
    signed_out: bool = True,
) -> None:
    """Keep the fields, and where they were going, for one account."""
    request.session[KEPT] = {
        "to": request.get_full_path(),
        "fields": fields,
        "account_id": str(account_id),
        "signed_out": signed_out,
    }


@signed_in_page
def unsent(request: HttpRequest) -> HttpResponse:
    """Show what was kept, with one button that sends it."""
    kept = request.session.get(KEPT)
    if not kept or kept["account_id"] != str(request.session[SESSION_KEY]):
        request.session.pop(KEPT, None)
        return redirect("/")
    long = [value for _, value in kept["fields"] if len(value) >= WORTH_SHOWING]
    return render(request, "sign_in/unsent.html", {**kept, "long": long})
