"""hearth cohort: read, check, run and keep the rules that say who may gain from a conversation."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hearth.core.words import Refused
from hearth.site.commands.start import start
from hearth.site.commands.terminal import answer, as_json
from hearth.site.commands.worker import require_database

if TYPE_CHECKING:
    from hearth.core.cohorts.columns import Definition

ENGINES = ("duckdb", "spark", "reference")
the_day = click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Ask as of this day.")
community = click.option("--community", default="", help="Of which community, if there are more.")


@click.group("cohort")
def command() -> None:
    """Find people by a rule: a file that ends in .cohort, or one that is saved, by its name."""


@command.command("run")
@click.argument("rule")
@click.option("--engine", type=click.Choice(ENGINES), help="What counts; else by the size.")
@click.option("--master", help="The Spark cluster, like spark://host:7077.")
@click.option("--extract", "extract", default="", help="Which extract; else the newest.")
@the_day
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the list to this CSV."
)
@community
@as_json
def run(
    rule: str,
    engine: str | None,
    master: str | None,
    extract: str,
    day: datetime | None,
    out: Path | None,
    community: str,
    as_json: bool,
) -> None:
    """Run RULE, and record the run. A saved rule puts people on the list of their practice."""
    start_with_database()
    from hearth.jobs.cohorts import running

    with refusals_said():
        definition, version = found(rule, community)
        told = running.run_at_terminal(
            definition,
            version=version,
            how=running.How(engine or "", master, extract, day.date() if day else None, out),
            at=datetime.now(UTC),
        )
    answer("\n".join(running.lines(told, out)), running.to_json(told, out), as_json=as_json)


@command.command("explain")
@click.argument("rule")
@the_day
@community
@as_json
def explain(rule: str, day: datetime | None, community: str, as_json: bool) -> None:
    """Read RULE aloud in plain English."""
    start_with_database()
    from hearth.core.cohorts.explain import explain as say
    from hearth.core.cohorts.explain import lines

    with refusals_said():
        definition, _ = found(rule, community)
        said = list(lines(say(definition, day=_day(day), titles=titles())))
    answer("\n".join(said), {"name": definition.name, "lines": said}, as_json=as_json)


def _day(day: datetime | None) -> date | None:
    return day.date() if day else None


@command.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@as_json
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Check FILES: every line, and that there is every code list that they name."""
    start_with_database()
    from hearth.jobs.cohorts.texts import problems

    told = {str(path): [str(each) for each in problems(path)] for path in files}
    lines = [
        line
        for path, wrong in told.items()
        for line in ([f"{path}: {each}" for each in wrong] or [f"{path}: all is well."])
    ]
    answer("\n".join(lines), {"problems": told}, as_json=as_json)
    sys.exit(1 if any(told.values()) else 0)


@command.command("list")
@as_json
def list_them(as_json: bool) -> None:
    """List the saved rules, and when each was last run."""
    start_with_database()
    from hearth.jobs.cohorts.texts import saved

    rows = saved()
    lines = [f"{each['name']} (version {each['version']}, {each['said']})" for each in rows]
    answer("\n".join(lines or ["No rules are saved."]), {"cohorts": rows}, as_json=as_json)


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@community
@as_json
def take_in(files: tuple[Path, ...], community: str, as_json: bool) -> None:
    """Save each of FILES as a rule, or as the next version of the one that has its name."""
    start_with_database()
    from hearth.jobs.cohorts.texts import keep

    with refusals_said():
        kept = [keep(path, community=community, by=None, at=datetime.now(UTC)) for path in files]
    answer("\n".join(kept), {"kept": kept}, as_json=as_json)


@command.command("export")
@click.argument("name")
@community
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
def export(name: str, community: str, to: Path | None) -> None:
    """Write the text of the saved rule NAME."""
    start_with_database()
    from hearth.core.cohorts.text import write

    with refusals_said():
        definition, _ = found(name, community)
    if to:
        to.write_text(write(definition), encoding="utf-8")
    else:
        click.echo(write(definition), nl=False)


def start_with_database() -> None:
    """Start, and refuse to go on where the database is not up to date."""
    start()
    require_database()


def found(rule: str, community: str) -> "tuple[Definition, Any]":
    """Return what a file or a name stands for, and its saved version if it has one."""
    from hearth.jobs.cohorts.texts import rule_called

    return rule_called(rule, community)


def titles() -> dict[str, str]:
    """Return what each code list of the site is called."""
    from hearth.jobs.cohorts.population import titles_of_lists

    return dict(titles_of_lists())


class refusals_said:
    """Turn a refusal into lines on standard error, and end with 1."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Refused):
            raise click.ClickException("\n".join(map(str, error.reasons))) from error
