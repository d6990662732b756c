"""Which app calls, for whom, and what somebody has allowed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from django.db.models import F
from django.utils import timezone

from hearth.records.access.door import person_and_death
from hearth.records.access.queries import organisations_of, posts_of
from hearth.records.access.raw_rows import columns, made, one_row, width
from hearth.records.access.ties import ties_of
from hearth.records.callers.models import (
    AccessToken,
    Allowing,
    App,
    Grant,
    Launch,
    RefreshToken,
)
from hearth.records.community.models import Post
from hearth.records.people.models import Account, Person
from hearth.records.periods import not_over

MOST_SHOWN = 200


@dataclass(frozen=True)
class Reaching:
    """An app that reaches somebody through a service that has a part in their care."""

    app: str
    service: str


@dataclass(frozen=True)
class Held:
    """What one access token says: whose sign-in, by which app, within which scopes."""

    account: Account
    app: App
    scopes: str
    allowing: Allowing | None
    expires: datetime

    @property
    def person_id(self) -> str:
        """The one person whose plan was allowed, or "" for all that the account may see."""
        found = self.allowing and self.allowing.person_id
        return str(found or "")


def held_by(token: str, *, at: datetime) -> Held | None:
    """Find what a token opens now, in one query. None says that it opens nothing, and not why."""
    checksum = sha256(token.encode()).hexdigest()
    found = one_row(_held_statement(), [checksum])
    row = found and made(AccessToken, found)
    if not row or found is None or row.expires <= at:
        return None
    start = width(AccessToken)
    account, app = made(Account, found, start), made(App, found, start + width(Account))
    allowing = made(Allowing, found, start + width(Account, App))
    if account is None or app is None:
        return None
    if allowing is not None:
        allowing.app, allowing.account = app, account
    held = Held(account, app, row.scope, allowing, row.expires)
    return held if is_live(held, at) else None


@cache
def _held_statement() -> str:
    """A token with whose it is, by which app, and what was allowed to it; unless they died."""
    kinds = {"token": AccessToken, "account": Account, "app": App, "allowing": Allowing}
    return (
        f"SELECT {', '.join(columns(kind, name) for name, kind in kinds.items())} "
        "FROM callers_accesstoken token "
        "JOIN people_account account ON account.id = token.user_id "
        "JOIN callers_app app ON app.id = token.application_id "
        "LEFT JOIN callers_allowing allowing ON allowing.id = token.allowing_id "
        "WHERE token.token_checksum = %s AND NOT EXISTS (SELECT 1 FROM people_death death "
        "WHERE death.person_id = allowing.person_id AND death.undone_at IS NULL)"
    )


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


def app_with(client_id: str) -> App | None:
    """The app with this id, unless it was stopped."""
    if "\x00" in client_id:
        return None
    return App.objects.filter(client_id=client_id, stopped_at__isnull=True).first()


def has_apps() -> bool:
    """Say whether any app is in the register and was not stopped."""
    return App.objects.filter(stopped_at__isnull=True).exists()


def code_held(code: str, app: App) -> Grant | None:
    """The code that an app brings back; nobody else can use it until the transaction ends."""
    rows = Grant.objects.select_for_update(of=("self",)).select_related("allowing__app", "user")
    return rows.filter(code=code, application=app).first() if "\x00" not in code else None


def refresh_held(token: str, app: App) -> RefreshToken | None:
    """The refresh token that an app shows; nobody else can use it until the transaction ends."""
    checksum = sha256(token.encode()).hexdigest()
    rows = RefreshToken.objects.select_for_update(of=("self",))
    return rows.filter(token_checksum=checksum, application=app).order_by("-pk").first()


def allowing_of(token: str, app: App) -> Allowing | None:
    """What was allowed behind a token of this app, of either kind."""
    checksum = sha256(token.encode()).hexdigest()
    for kind in (AccessToken, RefreshToken):
        rows = kind.objects.select_related("allowing__app")
        row: Any = rows.filter(token_checksum=checksum, application=app).first()
        if row is not None:
            found: Allowing | None = row.allowing
            return found
    return None


def still_reaches(allowing: Allowing, *, at: datetime) -> bool:
    """Say whether who allowed it is still tied to the person, who still lives."""
    if allowing.person_id is None:
        return bool(posts_of(allowing.account, on=timezone.localdate(at)))
    person, death = person_and_death(allowing.person_id)
    if death is not None:
        return False
    ties = ties_of(person, allowing.account, at=at)
    today = timezone.localdate(at)
    return any(tie.runs(today=today, at=at) for tie, _ in ties)


def launch_held(key: str, *, app: App, by: Account, at: datetime) -> Launch | None:
    """The page from which an app was opened, once, by the same member of staff."""
    rows = Launch.objects.filter(key=key, app=app, account=by, used_at__isnull=True)
    return rows.filter(ends_at__gt=at).first()


def apps(*, stopped: bool = False) -> list[App]:
    """Every app in the register, by name."""
    rows = App.objects.select_related("machine").order_by("name", "pk")
    return list(rows if stopped else rows.filter(stopped_at__isnull=True))


def launchable() -> list[App]:
    """The apps that can be opened from a person's page."""
    return [app for app in apps() if app.launch_uri and not app.machine_id]


def allowed_for(person: Person) -> list[Allowing]:
    """What anybody allowed for one person's plan, the newest first, the ended ones last."""
    rows = Allowing.objects.filter(person=person).select_related("app", "account")
    return list(rows.order_by(F("ended_at").desc(nulls_first=True), "-allowed_at")[:MOST_SHOWN])


def allowed_by(account: Account, *, at: datetime) -> list[Allowing]:
    """What one account allowed that still stands."""
    rows = Allowing.objects.filter(account=account, ended_at__isnull=True, until__gt=at)
    return list(rows.select_related("app", "person").order_by("-allowed_at"))


def at_work_for(person: Person, *, on: date) -> list[Reaching]:
    """Software that reaches this person through a service: its machines, and its staff's apps."""
    services = organisations_of(person, on=on)
    posts = Post.objects.filter(not_over(on), organisation__in=services, starts__lte=on)
    machines = App.objects.filter(machine__posts__in=posts, stopped_at__isnull=True)
    staffs = Allowing.objects.filter(
        account__posts__in=posts, person__isnull=True, ended_at__isnull=True,
        until__gt=datetime.combine(on, time.min, UTC),
    )  # fmt: skip
    names = {
        post.account_id: str(post.organisation) for post in posts.select_related("organisation")
    }
    found = [Reaching(app.name, names[app.machine_id]) for app in machines if app.machine_id]
    found += [Reaching(row.app.name, names[row.account_id]) for row in staffs.select_related("app")]
    return sorted(set(found), key=lambda each: (each.service, each.app))


def allowing_numbered(person: Person, pk: int) -> Allowing | None:
    """One thing that was allowed for this person's plan."""
    return Allowing.objects.filter(person=person, pk=pk).select_related("app").first()
