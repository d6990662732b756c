"""hearth directory postcodes, hearth directory reindex: where places are, and what search finds."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from hearth.site.commands.start import make_ready
from hearth.site.commands.terminal import Progress, answer, as_json


@click.command("postcodes")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
def postcodes(path: Path, as_json: bool) -> None:
    """Load where postcodes are: ONS Postcode Directory or Code-Point Open, CSV or zip."""
    make_ready()
    from hearth.jobs.directory.postcodes import BadPostcodes, load

    try:
        with Progress() as progress:
            count, nowhere = load(path, by=None, at=datetime.now(UTC), progress=progress)
    except BadPostcodes as refusal:
        click.echo(f"Nothing was loaded.\n{refusal}", err=True)
        sys.exit(1)
    words = f"{count:,} postcodes are loaded."
    if nowhere:
        words += f" {nowhere:,} more have no place in the file."
    answer(words, {"postcodes": count, "without_place": nowhere}, as_json=as_json)


@click.command("reindex")
@as_json
def reindex(as_json: bool) -> None:
    """Build the index of search anew."""
    make_ready()
    from hearth.records.directory import indexing

    with Progress() as progress:
        count = indexing.reindex(
            progress=lambda done, total: progress("Building the index", done, total)
        )
    answer(f"{count:,} activities can be found.", {"activities": count}, as_json=as_json)
