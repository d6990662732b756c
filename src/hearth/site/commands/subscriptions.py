"""hearth subscriptions: other systems that are told what happens, and telling them again."""

from datetime import UTC, datetime
from typing import Any

import click

from hearth.site.commands.start import make_ready
from hearth.site.commands.terminal import answer, as_json


@click.group("subscriptions")
def command() -> None:
    """See which other systems are told what happens, and tell them again."""


@command.command("list")
@as_json
def list_all(as_json: bool) -> None:
    """List all subscriptions: how each stands, what waits, and why it failed."""
    make_ready()
    from hearth.records.subscriptions import queries

    rows = list(queries.every())
    waiting = queries.waiting(rows)
    facts = [_facts(row, waiting[row.pk]) for row in rows]
    lines = [
        f"{each['id']}  {each['status']}  {each['app']}: {each['topic']}, "
        f"{each['told']} told, {each['waiting']} wait  {each['error']}".rstrip()
        for each in facts
    ]
    words = "\n".join(lines) or "No other system asked to be told."
    answer(words, {"subscriptions": facts}, as_json=as_json)


def _facts(row: Any, waiting: int) -> dict[str, Any]:
    return {
        "id": str(row.pk), "app": row.app, "topic": row.topic.rpartition(":")[2],
        "status": row.status, "error": row.error, "told": row.numbered, "waiting": waiting,
        "tries": row.tries,
    }  # fmt: skip


@command.command("again")
@click.argument("key")
@click.option("--since", default=0, help="Tell all from this number on once more.")
@as_json
def again(key: str, since: int, as_json: bool) -> None:
    """Begin again with the subscription KEY, which stopped: nothing that waits is lost."""
    make_ready()
    from hearth.core.words import Refused
    from hearth.records.subscriptions import changes

    try:
        count = changes.tell_again(
            subscription=_found(key), since=since, by=None, at=datetime.now(UTC)
        )
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    answer(f"It begins again. {count} wait.", {"id": key, "waiting": count}, as_json=as_json)


@command.command("secret")
@click.argument("key")
@as_json
def secret(key: str, as_json: bool) -> None:
    """Show the secret that signs what the subscription KEY is told."""
    make_ready()
    from hearth.records.subscriptions.secrets import secret_of

    said = secret_of(_found(key))
    answer(said, {"id": key, "secret": said}, as_json=as_json)


def _found(key: str) -> Any:
    from hearth.records.subscriptions import queries

    found = next((row for row in queries.every() if str(row.pk) == key), None)
    if found is None:
        raise click.ClickException(f"There is no subscription {key}.")
    return found
