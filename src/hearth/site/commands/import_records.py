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
@as_json
def command(paths: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """Take in FHIR R4 bundles and CSV files: all of them, or none where a row is bad."""
    make_ready()
    from hearth.jobs import imports

    with Progress() as progress:
        report = imports.run(
            paths, dry_run=dry_run, by=None, at=datetime.now(UTC), progress=progress
        )
    answer("\n".join(report.lines()), report.to_json(), as_json=as_json)
    sys.exit(0 if report.ok else 1)
