"""hearth import: take in people, results and conditions from other systems' files."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from hearth.site.commands.start import make_ready
from hearth.site.commands.terminal import Progress, answer, as_json


@click.command("import")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@click.option("--dry-run", is_flag=True, help="Read and check everything; write nothing.")
@click.option(
    "--organisation", default="", help="Who looks after these people; else the first practice."
)
@click.option(
    "--source",
    default="",
    help="The system that the files come from, to tell its ids from others'.",
)
@as_json
def command(
    paths: tuple[Path, ...], dry_run: bool, organisation: str, source: str, as_json: bool
) -> None:
    """Take in FHIR R4 bundles and CSV files: all of them, or none where a row is bad."""
    make_ready()
    from hearth.jobs import imports

    with Progress() as progress:
        report = imports.run(
            paths,
            dry_run=dry_run,
            by=None,
            at=datetime.now(UTC),
            organisation=organisation,
            source=source,
            progress=progress,
        )
    answer("\n".join(report.lines()), report.to_json(), as_json=as_json)
    sys.exit(0 if report.ok else 1)
