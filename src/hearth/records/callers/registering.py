"""Apps come into the register, change their keys, and are stopped for everybody."""

import secrets
from datetime import datetime

from django.db import transaction

from hearth.core.access import STAFF_MAY, Action, Role
from hearth.core.smart_apps import Proof, Registration, is_https, obstacles, problems_of_keys
from hearth.core.words import Refusal, Refused
from hearth.records.audit import changes as audit
from hearth.records.callers.models import AccessToken, App
from hearth.records.community import changes as community
from hearth.records.community.models import Organisation
from hearth.records.people.accounts import open_account
from hearth.records.people.models import Account


class CannotRegister(Refused):
    """The app lacks something."""


@transaction.atomic
def register(
    asked: Registration,
    *,
    by: Account | None,
    at: datetime,
    organisation: Organisation | None = None,
    role: Role = Role.PRACTITIONER,
) -> tuple[App, str]:
    """Put an app into the register; return it and its secret, which nobody can read again.

    A service works for an `organisation`: it is given an account and a post there, like a
    colleague, and may then do what the `role` may.
    """
    if refused := obstacles(asked) + _post_problems(asked, organisation, role):
        raise CannotRegister(refused)
    secret = secrets.token_urlsafe(48) if asked.proof is Proof.SECRET else ""
    is_service = asked.proof is Proof.SERVICE
    app = App.objects.create(
        name=asked.name.strip(),
        about=asked.about,
        maker=asked.maker,
        client_type="public" if asked.proof is Proof.NONE else "confidential",
        authorization_grant_type="client-credentials" if is_service else "authorization-code",
        redirect_uris=" ".join(asked.redirects),
        client_secret=secret or secrets.token_urlsafe(48),
        may_ask=" ".join(asked.scopes.split()),
        launch_uri=asked.launch,
        jwks=asked.jwks,
        jwks_uri=asked.jwks_uri,
        has_secret=bool(secret),
    )
    if organisation:
        app.machine = _machine(app, organisation, role, by=by, at=at)
        app.save(update_fields=["machine"])
    audit.note(did="registered an app", by=by, at=at, what=app.name)
    return app, secret


def _post_problems(
    asked: Registration, organisation: Organisation | None, role: Role
) -> list[Refusal]:
    if (asked.proof is Proof.SERVICE) != (organisation is not None):
        return [Refusal("A service works for one organisation; other apps for none.", "for")]
    if organisation and Action.READ not in STAFF_MAY.get(role, frozenset()):
        return [Refusal("Choose a role that may read a record.", "role")]
    return []


def _machine(
    app: App, organisation: Organisation, role: Role, *, by: Account | None, at: datetime
) -> Account:
    """The account of a service. Nobody can sign in with it: it has no password."""
    account = open_account(
        email=f"{app.client_id[:40].lower()}@apps.invalid", full_name=app.name, by=by, at=at
    )
    community.give_post(
        account=account,
        organisation=organisation,
        role=role,
        job_title="Software",
        starts=at.date(),
        by=by,
        at=at,
        is_software=True,
    )
    return account


@transaction.atomic
def change_keys(app: App, *, jwks: str, jwks_uri: str, by: Account | None, at: datetime) -> None:
    """Put new public keys in place of the old ones."""
    words = problems_of_keys(jwks) if jwks else []
    if jwks_uri and not is_https(jwks_uri):
        words.append(f"{jwks_uri} must begin with https://.")
    if not (jwks or jwks_uri):
        words.append("Give the new keys, or the address where they are.")
    if words:
        raise CannotRegister(words)
    App.objects.filter(pk=app.pk).update(jwks=jwks, jwks_uri=jwks_uri)
    audit.note(did="changed the keys of an app", by=by, at=at, what=app.name)


@transaction.atomic
def stop(app: App, *, by: Account | None, at: datetime) -> None:
    """Stop an app for everybody: its next request is refused."""
    App.objects.filter(pk=app.pk).update(stopped_at=at)
    AccessToken.objects.filter(application=app).delete()
    audit.note(did="stopped an app for everybody", by=by, at=at, what=app.name)


def organisation_named(name: str) -> Organisation:
    """The one organisation of this name."""
    found = list(Organisation.objects.filter(name__iexact=name.strip())[:2])
    if len(found) != 1:
        raise CannotRegister("There is no organisation, or more than one, of this name.")
    return found[0]
