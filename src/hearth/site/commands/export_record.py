"""hearth export: write whole records, for people to keep or to take elsewhere."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import click

from hearth.site.commands.start import make_ready
from hearth.site.commands.terminal import Progress, answer, as_json


@click.command("export")
@click.argument("person", type=click.UUID, required=False)
@click.option("--everyone", is_flag=True, help="Write everyone's record.")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write to.",
)
@as_json
def command(person: UUID | None, everyone: bool, to: Path, as_json: bool) -> None:
    """Write the whole record of PERSON (their Hearth number): JSON, and a copy to read."""
    if (person is None) == (not everyone):
        raise click.UsageError("Name one PERSON, or say --everyone.")
    make_ready()
    from hearth.jobs import export
    from hearth.records.access.door import NotVisible

    try:
        with Progress() as progress:
            written = export.export(
                person_id=person, to=to, by=None, at=datetime.now(UTC), progress=progress
            )
    except NotVisible as error:
        raise click.ClickException("There is no such person.") from error
    files = [path for each in written for path in (each.record, each.reading_copy)]
    answer("\n".join(map(str, files)), {"files": files}, as_json=as_json)
