"""hearth export: write whole records, for people to keep or to take elsewhere."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import click

from hearth.site.commands.start import make_ready
from hearth.site.commands.terminal import Progress, answer, as_json

WARNING = (
    "These files hold everything: also what is closed to the person, to keep somebody safe or "
    "because it is about someone else. They are for another system. Give them to no person."
)


@click.command("export")
@click.argument("person", type=click.UUID, required=False)
@click.option("--everyone", is_flag=True, help="Write everyone's record.")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write to.",
)
@click.option(
    "--to-leave",
    is_flag=True,
    help="Write everything, to take it to another system: closed parts too. Give it to no person.",
)
@as_json
def command(person: UUID | None, everyone: bool, to: Path, to_leave: bool, as_json: bool) -> None:
    """Write the record of PERSON (their Hearth number): JSON, and a copy to read.

    What is closed to the person is left out, unless you say --to-leave.
    """
    if (person is None) == (not everyone):
        raise click.UsageError("Name one PERSON, or say --everyone.")
    make_ready()
    from hearth.jobs import export
    from hearth.records.access.door import NotVisible

    try:
        with Progress() as progress:
            written = export.export(
                person_id=person,
                to=to,
                by=None,
                at=datetime.now(UTC),
                whole=to_leave,
                progress=progress,
            )
    except NotVisible as error:
        raise click.ClickException("There is no such person.") from error
    files = [path for each in written for path in (each.record, each.reading_copy)]
    if to_leave:
        click.echo(WARNING, err=True)
    answer("\n".join(map(str, files)), {"files": files}, as_json=as_json)
