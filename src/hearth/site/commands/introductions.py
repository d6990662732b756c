"""hearth introductions: write out what came of introductions."""

from datetime import UTC, datetime
from pathlib import Path

import click

from hearth.site.commands.start import make_ready
from hearth.site.commands.terminal import answer, as_json

A_DAY = click.DateTime(["%Y-%m-%d"])


@click.group("introductions")
def command() -> None:
    """Write out what came of introductions to groups."""


@command.command("export")
@click.option("--from", "since", type=A_DAY, required=True, help="The first day.")
@click.option("--until", type=A_DAY, required=True, help="The last day, included.")
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The CSV file to write. One that is there already is left as it is.",
)
@click.option("--identified", is_flag=True, help="Name people. It needs a reason.")
@click.option("--reason", default="", help="Why the file must name people. They can read it.")
@as_json
def export(
    since: datetime, until: datetime, to: Path, identified: bool, reason: str, as_json: bool
) -> None:
    """Write the minimum data set of social prescribing: a line for each introduction.

    Without --identified nobody is named: each person has a number, as in the population extract.
    What anybody has closed is left out.
    """
    make_ready()
    from hearth.core.words import Refused
    from hearth.jobs.minimum_data_set import export

    try:
        written = export(
            since=since.date(), until=until.date(), to=to, by=None, at=datetime.now(UTC),
            identified=identified, reason=reason,
        )  # fmt: skip
    except FileExistsError as error:
        raise click.ClickException(f"There is a file {to} already.") from error
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    answer(f"Wrote {written} introductions.", {"written": written, "file": to}, as_json=as_json)
