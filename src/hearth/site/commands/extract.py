"""hearth extract: build population extracts, list them, and check them."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from hearth.site.commands.start import make_ready, start
from hearth.site.commands.terminal import Progress, answer, as_json
from hearth.site.home import home_folder

KINDS = ("fhir", "csv", "hearth")
into_folder = click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of extracts; otherwise extracts in the home.",
)


@click.group("extract")
def command() -> None:
    """Build population extracts, list them, and check them."""


@command.command("build")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--from", "kind", type=click.Choice(KINDS), required=True, help="What PATHS hold.")
@click.option("--mapping", default="", help="For CSV of others: a mapping of ours, or a file.")
@click.option("--source", default="", help="The system that the files come from.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day that they speak of.")
@into_folder
@as_json
def build(
    paths: tuple[Path, ...],
    kind: str,
    mapping: str,
    source: str,
    day: datetime | None,
    into: Path | None,
    as_json: bool,
) -> None:
    """Make an extract of the files in PATHS, or of Hearth's own records.

    Rows that cannot be used are left out, and named in rejected.csv.
    """
    if bool(paths) == (kind == "hearth"):
        raise click.UsageError("Name files or folders for fhir and csv; none for hearth.")
    make_ready()
    from hearth.core.words import Refused
    from hearth.jobs import extract

    at = datetime.now(UTC)
    try:
        sources = _sources(kind, paths, mapping, source, at)
        with Progress() as progress:
            made = extract.make(
                sources, by=None, at=at, day=_date(day), into=into, progress=progress
            )
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    facts = {"folder": made.folder, **made.note}
    answer("\n".join(extract.in_words(made)), facts, as_json=as_json)


def _sources(kind: str, paths: tuple[Path, ...], mapping: str, source: str, at: datetime) -> Any:
    from hearth.jobs import extract
    from hearth.jobs.codelists import site_lists

    match kind:
        case "fhir":
            asked = site_lists().codes.get("asked-for-planning", frozenset())
            return extract.from_fhir(paths, source=source or kind, asked=asked)
        case "csv":
            return extract.from_csv(paths, source=source or kind, mapping=mapping)
        case _:
            return extract.from_own_records(at=at)


def _date(day: datetime | None) -> date | None:
    return day.date() if day else None


@command.command("list")
@into_folder
@as_json
def list_all(into: Path | None, as_json: bool) -> None:
    """List the extracts, the newest last."""
    from hearth.analytics.extract import extracts_in

    listed = [_listed(each) for each in extracts_in(into or home_folder() / "extracts")]
    lines = "\n".join(line for line, _ in listed) or "There are no extracts."
    answer(lines, {"extracts": [facts for _, facts in listed]}, as_json=as_json)


def _listed(held: Any) -> tuple[str, dict[str, Any]]:
    """Say what an extract is; or why it cannot be read, so that the others are still listed."""
    from hearth.analytics.extract import NoExtract

    try:
        line = f"{held.name}: {held.counts['persons']:,} persons from {held.note['source']}"
        return line, {"folder": held.folder, **held.note}
    except NoExtract as refusal:
        return str(refusal), {"folder": held.folder, "problem": str(refusal)}


@command.command("check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@as_json
def check(folder: Path, as_json: bool) -> None:
    """Compare the files of an extract with their hashes; the exit code is 1 when one differs."""
    start()
    from hearth.analytics.extract import Extract, NoExtract

    try:
        damage = Extract(folder).damage()
    except NoExtract as refusal:
        raise click.ClickException(str(refusal)) from refusal
    words = "\n".join(damage) or "The extract is as it was written."
    answer(words, {"ok": not damage, "damage": damage}, as_json=as_json)
    sys.exit(1 if damage else 0)
