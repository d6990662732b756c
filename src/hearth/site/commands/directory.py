"""hearth directory: the feeds of the directory, reading them, and how good they are."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from hearth.site.commands.directory_postcodes import postcodes, reindex
from hearth.site.commands.start import make_ready
from hearth.site.commands.terminal import Progress, answer, as_json


@click.group("directory")
def command() -> None:
    """Read the directories of others (Open Referral UK, HSDS), and say how good they are."""


command.add_command(postcodes)
command.add_command(reindex)


@command.command("add")
@click.argument("name")
@click.argument("address", default="")
@click.option("--community", required=True, help="The community for whom it is.")
@click.option("--assured-days", default=183, help="How long an entry counts as checked.")
def add(name: str, address: str, community: str, assured_days: int) -> None:
    """Add a feed by NAME; ADDRESS is that of its API. Without one, its pages come as files."""
    make_ready()
    from hearth.records.feeds import changes

    row = _or_stop(
        lambda: changes.add(
            community=community, name=name, address=address, assured_days=assured_days, by=None,
            at=datetime.now(UTC),
        )
    )  # fmt: skip
    click.echo(f"Added {row.name}. Read it with: hearth directory sync “{row.name}”")


@command.command("feeds")
@as_json
def feeds(as_json: bool) -> None:
    """List the feeds, and when each was last read."""
    make_ready()
    from hearth.records.feeds import queries

    rows = [_feed(feed, queries.runs_of(feed).first()) for feed in queries.feeds()]
    words = [f"{row['name']}: {row['last']}" for row in rows] or ["There are no feeds yet."]
    answer("\n".join(words), {"feeds": rows}, as_json=as_json)


def _feed(feed: Any, run: Any) -> dict[str, Any]:
    last = f"{run.ended_at:%Y-%m-%d %H:%M}, {_outcome(run)}" if run else "never read"
    return {
        "name": feed.name, "address": feed.address, "community": feed.community.name,
        "is_paused": feed.paused_at is not None, "last": last,
    }  # fmt: skip


def _outcome(run: Any) -> str:
    if not run.is_kept:
        return f"nothing kept: {run.why}"
    names = ("read", "kept", "unchanged", "refused", "gone")
    return ", ".join(f"{run.counts.get(name, 0)} {name}" for name in names)


@command.command("sync")
@click.argument("name", default="")
@click.option(
    "--from", "files", multiple=True, type=click.Path(exists=True, path_type=Path),
    help="Read this file or folder instead of the address; may be given more than once.",
)  # fmt: skip
@click.option("--whole", is_flag=True, help="Read all of it; of files: these are all of it.")
@click.option("--let-go", is_flag=True, help="Keep it also when more than half would be gone.")
@as_json
def sync(name: str, files: tuple[Path, ...], whole: bool, let_go: bool, as_json: bool) -> None:
    """Read the feed NAME, or all that have an address: all of a feed is kept, or nothing is."""
    make_ready()
    from hearth.jobs import directory

    results = []
    with Progress() as progress:
        for feed in _feeds(name, bool(files)):
            try:
                run = directory.sync(
                    feed, by=None, at=datetime.now(UTC), files=files, whole=whole, let_go=let_go,
                    progress=progress,
                )  # fmt: skip
            except directory.CannotSync as refusal:
                results.append({"feed": feed.name, "is_kept": False, "why": str(refusal)})
            else:
                results.append(_result(feed, run))
    answer("\n".join(map(_said, results)), {"feeds": results}, as_json=as_json)
    sys.exit(0 if all(each["is_kept"] for each in results) else 1)


def _result(feed: Any, run: Any) -> dict[str, Any]:
    return {
        "feed": feed.name, "is_kept": True, "profile": run.profile, "counts": run.counts,
        "refused": run.refused, "warned": run.warned,
    }  # fmt: skip


def _said(result: dict[str, Any]) -> str:
    if not result["is_kept"]:
        return f"{result['feed']}: nothing was kept. {result['why']}"
    counts = ", ".join(f"{number} {name}" for name, number in result["counts"].items())
    rows = [
        f"  refused: entry {row['number']} ({row['id'] or 'no id'}): {row['why']}"
        for row in result["refused"][:20]
    ]
    return "\n".join([f"{result['feed']} ({result['profile']}): {counts}", *rows])


def _feeds(name: str, is_from_files: bool) -> list[Any]:
    """Return the feed of this name, or all that have an address. Stops where there is none."""
    from hearth.records.feeds import queries

    found = list(queries.feeds().filter(name=name) if name else queries.due())
    if not found or (is_from_files and not name):
        known = ", ".join(feed.name for feed in queries.feeds()) or "none yet"
        click.echo(f"Name a feed. The feeds are: {known}.", err=True)
        sys.exit(2)
    return found


@command.command("report")
@click.argument("name", default="")
@as_json
def report(name: str, as_json: bool) -> None:
    """Say how good the feed NAME is, or each of them: what is stale, dead, missing or twice."""
    make_ready()
    from hearth.jobs.directory.report import report_of
    from hearth.records.feeds import queries

    found = queries.feeds().filter(name=name) if name else queries.feeds()
    reports = [report_of(feed, today=datetime.now(UTC).date()) for feed in found]
    words = "\n\n".join("\n".join(each.lines()) for each in reports) or "There is no such feed."
    answer(words, {"feeds": [each.facts() for each in reports]}, as_json=as_json)
    sys.exit(0 if reports else 2)


@command.command("check-links")
@click.argument("name", default="")
@as_json
def check_links(name: str, as_json: bool) -> None:
    """Try each address of the web that the entries of a feed show, and note which are dead."""
    make_ready()
    from hearth.jobs.directory.links import check

    with Progress() as progress:
        tried, dead = check(feed=name, by=None, at=datetime.now(UTC), progress=progress)
    answer(f"{tried} addresses tried, {dead} dead.", {"tried": tried, "dead": dead},
           as_json=as_json)  # fmt: skip


def _or_stop(act: Callable[[], Any]) -> Any:
    """Do something; say why not, and stop, where it is refused."""
    from hearth.core.words import Refused

    try:
        return act()
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
