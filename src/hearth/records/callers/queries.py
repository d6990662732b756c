"""Which app calls, for whom, and what somebody has allowed."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest

from hearth.records.callers.models import AccessToken, Allowing, App
from hearth.records.people.models import Account


@dataclass(frozen=True)
class Held:
    """What one access token says: whose sign-in, by which app, within which scopes."""

    account: Account
    app: App
    scopes: str
    allowing: Allowing | None

    @property
    def person_id(self) -> str:
        """The one person whose plan was allowed, or "" for all that the account may see."""
        found = self.allowing and self.allowing.person_id
        return str(found or "")


def held_by(token: str, *, at: datetime) -> Held | None:
    """Find what a token opens now, in one query. None says that it opens nothing, and not why."""
    checksum = sha256(token.encode()).hexdigest()
    rows = AccessToken.objects.select_related("user", "application", "allowing")
    row = rows.filter(token_checksum=checksum, expires__gt=at).first()
    if row is None or row.user is None or row.application is None:
        return None
    held = Held(row.user, row.application, row.scope, row.allowing)
    return held if is_live(held, at) else None


def is_live(held: Held, at: datetime) -> bool:
    """Say whether the app, the sign-in and what was allowed all still stand."""
    if held.app.stopped_at is not None or not held.account.is_active:
        return False
    if held.allowing is None:
        return held.app.machine_id == held.account.pk
    return stands(held.allowing, held.account, at)


def stands(allowing: Allowing, account: Account, at: datetime) -> bool:
    """Say whether somebody's yes still holds: not stopped, not run out, the same password."""
    if allowing.ended_at is not None or allowing.until <= at:
        return False
    return compare_digest(allowing.sign_in, account.get_session_auth_hash())
