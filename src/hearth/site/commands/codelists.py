"""hearth codelists: load code lists, list those that are held, and check files of others."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from hearth.site.commands.start import start
from hearth.site.commands.terminal import answer, as_json

a_path = click.argument("path", type=click.Path(exists=True, path_type=Path))


@click.group("codelists")
def command() -> None:
    """Load code lists, list them, and check files before they are loaded."""


@command.command("add")
@a_path
@click.option("--name", default="", help="What rules call it; else the name of the file.")
@click.option("--title", default="", help="What people call it.")
@click.option("--system", default="", help="The code system: snomed, loinc, icd10, dmd, ...")
@click.option("--column", default="", help="The column of codes, where its name is unusual.")
@click.option("--from", "source", default="", help="Who made it: an address, or a name.")
@click.option("--version", default="", help="Its version.")
@as_json
def add(
    path: Path,
    name: str,
    title: str,
    system: str,
    column: str,
    source: str,
    version: str,
    as_json: bool,
) -> None:
    """Load a CSV file in the form of OpenCodelists, or a folder with a pack.toml."""
    start()
    from hearth.core.cohorts.codelists import NotACodeList
    from hearth.jobs import codelists

    if path.is_file() and not system:
        raise click.UsageError("Say in which code system the list is: --system snomed, say.")
    try:
        if path.is_dir():
            added = codelists.add_pack(path).held
        else:
            added = [
                codelists.add(
                    path,
                    {
                        "name": name,
                        "title": title,
                        "system": system,
                        "column": column,
                        "source": source,
                        "version": version,
                    },
                )
            ]
    except NotACodeList as refusal:
        raise click.ClickException(str(refusal)) from refusal
    answer(_in_words(added), {"lists": _facts(added)}, as_json=as_json)


@command.command("list")
@as_json
def list_all(as_json: bool) -> None:
    """List the code lists of this site, with where each comes from."""
    start()
    from hearth.jobs.codelists import site_lists

    found = site_lists()
    lines = [_in_words(found.held) or "There are no code lists.", *found.problems]
    facts = {"lists": _facts(found.held), "problems": list(found.problems)}
    answer("\n".join(lines), facts, as_json=as_json)


@command.command("check")
@a_path
@click.option("--column", default="", help="The column of codes, where its name is unusual.")
@as_json
def check(path: Path, column: str, as_json: bool) -> None:
    """Say whether a CSV file, or every one in a folder, is a code list; 1 when one is not."""
    start()
    from hearth.jobs.codelists import problems_in

    files = sorted(path.rglob("*.csv")) if path.is_dir() else [path]
    problems = [words for each in files for words in problems_in(each, column=column)]
    words = "\n".join(problems) or f"All {len(files):,} can be loaded."
    answer(words, {"ok": not problems, "files": len(files), "problems": problems}, as_json=as_json)
    sys.exit(1 if problems else 0)


def _codes(number: int) -> str:
    return "1 code" if number == 1 else f"{number:,} codes"


def _in_words(lists: Sequence[Any]) -> str:
    return "\n".join(
        f"{each.name}: {each.title}, {_codes(len(each.codes))}"
        + (f", from {each.source}" if each.source else "")
        + (f", version {each.version}" if each.version else "")
        for each in lists
    )


def _facts(lists: Sequence[Any]) -> list[dict[str, object]]:
    names = ("name", "title", "system", "source", "version")
    return [
        {**{name: getattr(each, name) for name in names}, "codes": len(each.codes)}
        for each in lists
    ]
