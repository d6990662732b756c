"""Other software that calls, as its tests need it: a token in hand, made in two statements."""

import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone

from hearth.records.callers.models import AccessToken, Allowing, App
from hearth.records.community.models import Post

Headers = dict[str, str]


def a_caller(who: Any, scopes: str = "system/*.cruds", patient: Any = "") -> Headers:
    """Return the headers with which an app of this account or post calls.

    With `patient` (a person or their id) it is as when somebody allowed the app for that person.
    """
    account = who.account if isinstance(who, Post) else who
    patient_id = getattr(patient, "pk", patient) or None
    is_machine = scopes.startswith("system/") and patient_id is None
    app = an_app(machine=account if is_machine else None)
    allowing = None if is_machine else allowed(app, account, scopes, patient_id)
    return {"Authorization": f"Bearer {a_token(app, account, scopes, allowing)}"}


def an_app(*, machine: Any = None, **more: Any) -> App:
    """An app in the register; the same one again for the same machine."""
    if machine is not None and (found := App.objects.filter(machine=machine).first()):
        return found
    kind = "client-credentials" if machine else "authorization-code"
    told: dict[str, Any] = {
        "name": "Calderwick Community Records" if machine else "My Plan Pocket",
        "client_type": "confidential" if machine else "public",
        "authorization_grant_type": kind,
        "algorithm": "RS256",
        "machine": machine,
        **more,
    }
    return App.objects.create(**told)


def allowed(app: App, account: Any, scopes: str, person_id: Any = None) -> Allowing:
    """That an account let an app in."""
    now = timezone.now()
    return Allowing.objects.create(
        app=app,
        account=account,
        person_id=person_id,
        scopes=scopes,
        sign_in=account.get_session_auth_hash(),
        allowed_at=now,
        until=now + timedelta(days=1),
    )


def a_token(app: App, account: Any, scopes: str, allowing: Allowing | None = None) -> str:
    """An access token of ten minutes, as the app holds it. Hearth keeps only its hash."""
    raw = secrets.token_urlsafe(32)
    row = AccessToken(
        application=app,
        user=account,
        scope=scopes,
        allowing=allowing,
        token="",
        expires=timezone.now() + timedelta(minutes=10),
    )
    row._raw_token = raw
    row.save()
    return raw
