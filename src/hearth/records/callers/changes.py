"""People let apps in and send them away. A token in hand follows at the next request."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.audit import changes as audit
from hearth.records.callers.models import (
    AccessToken,
    Allowing,
    App,
    Grant,
    Launch,
    RefreshToken,
    SeenAssertion,
)
from hearth.records.people.models import Account

USED_EVERY = timedelta(minutes=10)
CODE_LASTS = timedelta(seconds=60)
LAUNCH_LASTS = timedelta(minutes=5)


class CannotAllow(Refused):
    """Nothing is left that the app could be given."""


@transaction.atomic
def allow(
    *,
    app: App,
    record: Record | None,
    scopes: str,
    until: datetime,
    stays: bool,
    by: Account,
    at: datetime,
) -> Allowing:
    """Let an app in: to one person's plan (`record`), or to what a member of staff may see."""
    if not scopes:
        raise CannotAllow("Leave at least one part ticked, or say no.")
    allowing = Allowing.objects.create(
        app=app,
        account=by,
        person=record.person if record else None,
        scopes=scopes,
        sign_in=by.get_session_auth_hash(),
        stays=stays,
        allowed_at=at,
        until=until,
    )
    _note("let an app in", allowing, by=by, at=at, record=record)
    return allowing


def refuse(*, app: App, record: Record | None, by: Account, at: datetime) -> None:
    """Note that somebody did not let an app in."""
    person_id = record.person.pk if record else None
    audit.note(
        did="did not let an app in", by=by, at=at, person_id=person_id, what=app.name,
        is_change=False,
    )  # fmt: skip


@transaction.atomic
def end(*, allowing: Allowing, by: Account | None, at: datetime, why: str = "") -> None:
    """Stop an app now: its next request is refused, and it can get no new token."""
    ended = Allowing.objects.filter(pk=allowing.pk, ended_at__isnull=True)
    if not ended.update(ended_at=at, ended_by=by, ended_why=why):
        return
    AccessToken.objects.filter(allowing=allowing).delete()
    RefreshToken.objects.filter(allowing=allowing, revoked__isnull=True).update(revoked=at)
    _note("stopped an app", allowing, by=by, at=at, reason=why)


def _note(
    did: str,
    allowing: Allowing,
    *,
    by: Account | None,
    at: datetime,
    record: Record | None = None,
    reason: str = "",
) -> None:
    audit.note(
        did=did,
        by=by,
        at=at,
        acting_as=record.role.value if record else "",
        through=record.title if record else "",
        person_id=allowing.person_id,
        what=allowing.app.name,
        reason=reason,
    )


def note_use(allowing: Allowing, *, at: datetime) -> None:
    """Keep when an app last called, to ten minutes: a call should seldom write."""
    if allowing.last_used_at is None or at - allowing.last_used_at >= USED_EVERY:
        Allowing.objects.filter(pk=allowing.pk).update(last_used_at=at)


def give_code(
    *, allowing: Allowing, redirect_uri: str, challenge: str, nonce: str, at: datetime
) -> str:
    """Make the code that an app exchanges for a token, once, within a minute."""
    code = secrets.token_urlsafe(32)
    Grant.objects.create(
        user=allowing.account,
        application=allowing.app,
        code=code,
        expires=at + CODE_LASTS,
        redirect_uri=redirect_uri,
        scope=allowing.scopes,
        code_challenge=challenge,
        code_challenge_method="S256",
        nonce=nonce,
        claims="{}",
        allowing=allowing,
    )
    return code


def use_code(grant: Grant, *, at: datetime) -> bool:
    """Use up a code; False where it was used before."""
    return bool(Grant.objects.filter(pk=grant.pk, used_at__isnull=True).update(used_at=at))


@transaction.atomic
def make_launch(*, app: App, record: Record, by: Account, at: datetime) -> str:
    """Open an app from somebody's page: return the key with which the app says which page."""
    Launch.objects.filter(ends_at__lt=at).delete()
    key = secrets.token_urlsafe(24)
    Launch.objects.create(
        key=key, app=app, account=by, person=record.person, made_at=at, ends_at=at + LAUNCH_LASTS
    )
    record.note("opened an app", at=at, what=app.name)
    return key


def take_assertion(app: App, jti: str, *, ends_at: datetime, at: datetime) -> bool:
    """Keep that a signed proof was shown; False where it was shown before."""
    SeenAssertion.objects.filter(ends_at__lt=at).delete()
    try:
        with transaction.atomic():
            SeenAssertion.objects.create(app=app, jti=jti, ends_at=ends_at)
    except IntegrityError:
        return False
    return True


def forget_old(*, at: datetime) -> None:
    """Delete tokens and codes that open nothing any more; what was allowed stays to be seen."""
    Grant.objects.filter(expires__lt=at - timedelta(days=1)).delete()
    gone = Q(allowing__ended_at__lt=at) | Q(allowing__until__lt=at)
    RefreshToken.objects.filter(gone).delete()
    AccessToken.objects.filter(expires__lt=at, refresh_token__isnull=True).delete()


def stop_for(account: Account, *, by: Account | None, at: datetime, why: str) -> None:
    """Stop all that one account let in."""
    rows: Any = Allowing.objects.filter(account=account, ended_at__isnull=True)
    for allowing in rows.select_related("app"):
        end(allowing=allowing, by=by, at=at, why=why)


def use_launch(key: str, *, app: App, by: Account, at: datetime) -> None:
    """Use up the key with which an app said from whose page it was opened."""
    Launch.objects.filter(key=key, app=app, account=by).update(used_at=at)
