"""Each form works once, however often its answer is lost and it is sent again.

Every form carries a key that was made with the page. The key and the effect are kept in one
transaction: sent again, the same form leads to the same place, and changes nothing more.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.words import Refused
from hearth.records.access.door import NotVisible
from hearth.records.once import changes
from hearth.records.once.changes import SentBefore

KEY = "once"
OURS = ("csrfmiddlewaretoken", KEY)
"""The hidden fields of every form: they are not what anyone typed."""
GOOD_KEY = re.compile(r"[\w-]{16,64}", re.ASCII)
# Answers, not faults: what was noted on the way to them stays.
ANSWERS = (Refused, NotVisible, PermissionDenied, Http404)

View = Callable[..., HttpResponse]


def new_key() -> str:
    """Return a key for one form on one page."""
    return secrets.token_urlsafe(16)


def once(view: View) -> View:
    """Let a form that is sent again have no second effect."""

    @wraps(view)
    def answered(request: HttpRequest, **more: Any) -> HttpResponse:
        key = request.POST.get(KEY, "") if request.method == "POST" else ""
        if not GOOD_KEY.fullmatch(key):
            return view(request, **more)
        try:
            return _first(request, key, lambda: view(request, **more))
        except SentBefore as before:
            return _again(request, before)

    return answered


def _first(request: HttpRequest, key: str, answer_it: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer the form; its key is kept where it had an effect."""
    account_id: int = request.user.pk  # type: ignore[assignment]
    refused: Exception | None = None
    with transaction.atomic():
        taken = changes.take(
            key=key, fingerprint=fingerprint(request), by=account_id, at=timezone.now()
        )
        try:
            answer = answer_it()
        except ANSWERS as refusal:
            refused = refusal
        if refused is None and 300 <= answer.status_code < 400:
            changes.keep(taken, location=answer["Location"])
        else:
            changes.give_back(taken)
    if refused is not None:
        raise refused
    return answer


def _again(request: HttpRequest, before: SentBefore) -> HttpResponse:
    """Lead where the first one led; where other words were sent, show them and keep none."""
    if before.sent.fingerprint == fingerprint(request):
        return redirect(before.sent.location)
    # A password is never written into a page, not even for the one who typed it.
    pairs = [(name, value) for name, value in typed(request) if "password" not in name]
    page = {"pairs": pairs, "words": [value for _, value in pairs if " " in value.strip()]}
    return render(request, "errors/sent_twice.html", page, status=422)


def fingerprint(request: HttpRequest) -> str:
    """Return a hash of the address and of all that was sent."""
    said = json.dumps([request.get_full_path(), typed(request)])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields that were sent, without those of every form."""
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, str(value)) for name, value in pairs if name not in OURS]
