"""hearth apps: which other software may ask, with which keys, and how one is stopped."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from hearth.site.commands.start import make_ready
from hearth.site.commands.terminal import answer, as_json

A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("apps")
def command() -> None:
    """Say which apps may ask people, and stop them."""


@command.command("add")
@click.argument("name")
@click.option("--scopes", required=True, help="All that it may ever ask for (SMART scopes).")
@click.option("--to", "redirects", multiple=True, help="Where people are sent back. Repeat it.")
@click.option(
    "--proof",
    type=click.Choice(["public", "secret", "keys", "service"]),
    default="public",
    show_default=True,
    help="How it shows that it is itself.",
)
@click.option("--jwks", type=A_FILE, help="A file with its public keys.")
@click.option("--jwks-uri", default="", help="Or the address where they are.")
@click.option("--for", "organisation", default="", help="The organisation that a service is of.")
@click.option("--role", default="practitioner", show_default=True, help="What a service acts as.")
@click.option("--launch", default="", help="Where staff open it from a person's page.")
@click.option("--about", default="", help="What it does, in a plain sentence.")
@click.option("--maker", default="", help="Who makes it.")
@as_json
def add(
    name: str, scopes: str, redirects: tuple[str, ...], proof: str, jwks: Path | None,
    jwks_uri: str, organisation: str, role: str, launch: str, about: str, maker: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Register the app NAME. Its secret, where it has one, is shown once."""
    make_ready()
    from hearth.core.smart_apps import Proof, Registration

    asked = Registration(
        name=name, proof=Proof(proof), scopes=scopes, redirects=redirects, launch=launch,
        jwks=jwks.read_text("utf-8") if jwks else "", jwks_uri=jwks_uri, about=about, maker=maker,
    )  # fmt: skip
    app, secret = _registered(asked, organisation, role)
    words = f"Registered {app.name}. Its client id is {app.client_id}."
    facts = {"name": app.name, "client_id": app.client_id}
    if secret:
        words += f"\nIts secret is {secret}. It is not kept: nobody can read it again."
        facts["client_secret"] = secret
    answer(words, facts, as_json=as_json)


def _registered(asked: Any, organisation: str, role: str) -> tuple[Any, str]:
    from hearth.core.access import Role
    from hearth.core.words import Refused
    from hearth.records.callers import registering

    try:
        works_for = registering.organisation_named(organisation) if organisation else None
        return registering.register(
            asked, by=None, at=datetime.now(UTC), organisation=works_for, role=Role(role)
        )
    except (Refused, ValueError) as refusal:
        raise click.ClickException(str(refusal)) from refusal


@command.command("list")
@as_json
def list_them(as_json: bool) -> None:
    """Name every app, also those that were stopped."""
    make_ready()
    from hearth.records.callers.queries import apps

    rows = [
        {
            "name": app.name,
            "client_id": app.client_id,
            "kind": "service" if app.machine_id else app.client_type,
            "scopes": app.may_ask,
            "stopped": app.stopped_at,
        }
        for app in apps(stopped=True)
    ]
    lines = [
        f"{row['name']}  {row['client_id']}  {row['kind']}{'  stopped' if row['stopped'] else ''}"
        for row in rows
    ]
    answer("\n".join(lines) or "There are no apps.", {"apps": rows}, as_json=as_json)


@command.command("keys")
@click.argument("client_id", required=False)
@click.option("--jwks", type=A_FILE, help="A file with the app's new public keys.")
@click.option("--jwks-uri", default="", help="Or the address where they are.")
@click.option("--rotate", is_flag=True, help="Make a new key of our own, with which we sign.")
@as_json
def keys(
    client_id: str | None, jwks: Path | None, jwks_uri: str, rotate: bool, as_json: bool
) -> None:
    """Give the app CLIENT_ID new keys; or, with --rotate, Hearth itself."""
    make_ready()
    from django.conf import settings

    from hearth.core.words import Refused
    from hearth.fhir.smart.keys import rotate as new_key
    from hearth.records.callers import registering

    if rotate:
        new_key(settings.HOME)
        answer("Hearth signs with a new key.", {"rotated": True}, as_json=as_json)
        return
    app = _app(client_id or "")
    try:
        registering.change_keys(
            app, jwks=jwks.read_text("utf-8") if jwks else "", jwks_uri=jwks_uri, by=None,
            at=datetime.now(UTC),
        )  # fmt: skip
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    answer(f"{app.name} has new keys.", {"client_id": app.client_id}, as_json=as_json)


def _app(client_id: str) -> Any:
    from hearth.records.callers.queries import app_with

    app = app_with(client_id)
    if app is None:
        raise click.ClickException("There is no app with this client id.")
    return app


@command.command("stop")
@click.argument("client_id")
@as_json
def stop(client_id: str, as_json: bool) -> None:
    """Stop an app for everybody. Its next request is refused."""
    make_ready()
    from hearth.records.callers import registering

    app = _app(client_id)
    registering.stop(app, by=None, at=datetime.now(UTC))
    answer(f"{app.name} is stopped.", {"client_id": app.client_id}, as_json=as_json)
