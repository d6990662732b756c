"""hearth export: write one person's whole record, for them to keep or to take elsewhere."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import click

from hearth.site.commands.start import make_ready
from hearth.site.commands.terminal import answer, as_json


@click.command("export")
@click.argument("person", type=click.UUID)
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), required=True)
@as_json
def command(person: UUID, to: Path, as_json: bool) -> None:
    """Write the whole record of PERSON (their Hearth number) to one JSON file."""
    make_ready()
    from hearth.jobs import export

    record = export.export(person_id=person, by=None, at=datetime.now(UTC))
    to.write_text(json.dumps(record, ensure_ascii=False, indent=2, default=str), encoding="utf-8")
    answer(f"The record is in {to}.", {"file": to, "person": person}, as_json=as_json)
