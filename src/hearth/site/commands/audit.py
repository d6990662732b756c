"""hearth audit: anchor the audit trail outside the database, and look for tampering."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from hearth.site.commands.start import start
from hearth.site.commands.terminal import Progress, answer, as_json
from hearth.site.home import home_folder

MOST_SHOWN = 50


def anchor_file(file: Path | None) -> Path:
    """Return where anchors are kept: `file`, or anchors.jsonl in the home."""
    return file or home_folder() / "anchors.jsonl"


the_file = click.option(
    "--anchors",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="HEARTH_ANCHOR_FILE",
    help="The file of anchors; otherwise anchors.jsonl in the home.",
)


@click.group("audit")
def command() -> None:
    """Anchor the audit trail, and look for tampering."""


@command.command("anchor")
@the_file
@click.option("--email", help="Send the root to this address too.")
@as_json
def anchor(file: Path | None, email: str | None, as_json: bool) -> None:
    """Write down how far the trail has come, outside the database. The worker does it each day."""
    start()
    from hearth.jobs import anchors

    file = anchor_file(file)
    made = anchors.anchor_and_send(at=datetime.now(UTC), file=file, to=email or "")
    words = f"Anchored {made.rows:,} rows in {file}. Root: {made.root}"
    answer(words, anchors.facts(made, file), as_json=as_json)


@command.command("verify")
@the_file
@click.option("--root", help="A root that was sent by e-mail: it must be among the anchors.")
@as_json
def verify(file: Path | None, root: str | None, as_json: bool) -> None:
    """Look for tampering in the whole trail; the exit code is 1 when there is any."""
    named = file is not None
    file = anchor_file(file)
    if named and not file.exists():
        raise click.UsageError(f"There is no file {file}.")
    start()
    from hearth.jobs.anchors import Anchors, read_anchors
    from hearth.jobs.verifying import verify

    anchors = read_anchors(file) if file.exists() else Anchors()
    with Progress() as progress:
        found = [each.words for each in verify(anchors, progress=progress)]
    if root and root not in anchors.roots:
        found.append("The root that was sent is not among the anchors.")
    facts = {"ok": not found, "findings": found, "anchors": len(anchors.roots)}
    answer(in_words(found, facts), facts, as_json=as_json)
    sys.exit(1 if found else 0)


def in_words(found: list[str], facts: dict[str, Any]) -> str:
    """Return the findings, one on each line, or say that there are none and what that means."""
    if found:
        shown = found[:MOST_SHOWN]
        more = len(found) - len(shown)
        return "\n".join([*shown, *([f"And {more:,} more."] if more else [])])
    if not facts["anchors"]:
        return "The trail is whole. There are no anchors: a complete rewrite would not show."
    return f"The trail is whole, and agrees with {facts['anchors']:,} anchors."
