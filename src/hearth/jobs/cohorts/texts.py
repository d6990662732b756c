"""Rules as files and as saved versions: found by name, checked, taken in."""

from datetime import datetime
from pathlib import Path
from typing import Any

from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.outline import MAX_CHARACTERS
from hearth.core.cohorts.rules import NotARule
from hearth.core.cohorts.text import definition_hash, parse, write
from hearth.core.words import Refusal
from hearth.jobs.cohorts.population import titles_of_lists
from hearth.records.cohorts import changes, queries


def rule_called(rule: str, community: str = "") -> tuple[Definition, Any]:
    """Return the rule of a file, or the saved one of this name and its version."""
    path = Path(rule)
    if path.suffix == ".cohort" or path.is_file():
        return parse(text_of(path)), None
    row = queries.definition_named(rule, community)
    if row is None:
        raise NotARule(f"No file and no saved rule, or more than one, is called “{rule}”.")
    version = queries.newest_version(row)
    return parse(version.text), version


def text_of(path: Path) -> str:
    """Return the text of a file. Raises NotARule where it is none."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_CHARACTERS * 4 + 1).decode("utf-8")
    except OSError as error:
        raise NotARule(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise NotARule(f"{path} is not text in UTF-8.") from error


def problems(path: Path) -> list[Refusal]:
    """List what is wrong with a file: line by line, then the code lists that are not there."""
    try:
        text = text_of(path)
        definition = parse(text)
    except NotARule as refusal:
        return refusal.reasons
    lines, known = text.splitlines(), titles_of_lists()
    return [
        Refusal(f"No code list is called “{name}”. Add it with `hearth codelists add`.",
                where=_line_with(name, lines))
        for name in sorted(definition.lists - known.keys())
    ]  # fmt: skip


def _line_with(name: str, lines: list[str]) -> str:
    number = next((at for at, line in enumerate(lines, 1) if name in line), 0)
    return f"Line {number}" if number else ""


def saved() -> list[dict[str, Any]]:
    """List every saved rule with its newest version and its last run."""
    places = [each.pk for each in queries.communities()]
    return [
        {
            "name": each.definition.name,
            "community": each.definition.community.name,
            "version": each.version.number,
            "hash": each.version.hash,
            "said": _run_said(each.last_run),
        }
        for each in queries.definitions_in(places)
    ]


def _run_said(run: Any) -> str:
    return f"last run on {run.ended_at:%Y-%m-%d}: {run.rows:,} people" if run else "not run yet"


def keep(path: Path, *, community: str = "", by: Any, at: datetime) -> str:
    """Save a file as a rule, or as its next version; say which. Raises Refused."""
    definition = parse(text_of(path))
    text, mark = write(definition), definition_hash(definition)
    row = queries.definition_named(definition.name, community)
    if row is None:
        place = _place(community)
        made = {"community": place, "name": definition.name, "text": text, "hash": mark}
        return f"{changes.add_definition(**made, by=by, at=at)}: saved."
    newest = queries.newest_version(row)
    if newest.hash == mark:
        return f"{newest}: nothing is different."
    version = changes.save_version(
        definition=row,
        text=text,
        hash=mark,
        base_number=newest.number,
        why=f"from the file {path.name}",
        by=by,
        at=at,
    )
    return f"{version}: saved."


def _place(community: str) -> Any:
    places = [each for each in queries.communities() if community in ("", each.name)]
    if len(places) != 1:
        raise NotARule("Say which community, with --community.")
    return places[0]
