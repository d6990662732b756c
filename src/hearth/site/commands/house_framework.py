"""hearth house framework: take the framework out as a file, check it, and bring it back in."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from hearth.site.commands.cohort import refusals_said, start_with_database
from hearth.site.commands.terminal import answer, as_json

a_file = click.Path(dir_okay=False, path_type=Path)


@click.command("framework")
@click.option("--export", "to", type=a_file, help="Write the framework to this file.")
@click.option("--check", "checked", type=a_file, help="Check this file, and say what it changes.")
@click.option("--import", "file", type=a_file, help="Use this file from now on. Needs --why.")
@click.option("--why", default="", help="Why you change it, for those who read it in a year.")
@click.option("--community", default="", help="Of which community, if there are more.")
@as_json
def command(
    to: Path | None,
    checked: Path | None,
    file: Path | None,
    why: str,
    community: str,
    as_json: bool,
) -> None:
    """Show the framework of a community, or export, check or import it as a file."""
    if sum(map(bool, (to, checked, file))) > 1:
        raise click.UsageError("Choose one: --export, --check or --import.")
    start_with_database()
    with refusals_said():
        if checked:
            _check(checked, community, as_json=as_json)
        elif file:
            _bring_in(file, community, why, as_json=as_json)
        else:
            _export(to, community)


def _export(to: Path | None, community: str) -> None:
    from hearth.jobs.house import framework_text

    text = framework_text(community)
    if to is None:
        click.echo(text, nl=False)
        return
    try:
        to.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{to} cannot be written: {error.strerror}.") from error


def _check(path: Path, community: str, *, as_json: bool) -> None:
    from hearth.jobs.house import check

    problems, changed = check(path, community)
    told = list(map(str, problems))
    words = told or [f"{path}: all is well.", *changed]
    answer("\n".join(words), {"problems": told, "changes": changed}, as_json=as_json)
    sys.exit(1 if problems else 0)


def _bring_in(path: Path, community: str, why: str, *, as_json: bool) -> None:
    from hearth.jobs.house import bring_in

    kept = bring_in(path, community=community, why=why, by=None, at=datetime.now(UTC))
    answer(f"{kept}: saved.", {"kept": kept}, as_json=as_json)
