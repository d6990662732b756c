"""hearth house assess: hold an agenda or a work plan against the House, without a database."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from hearth.core.house.bringing import BroughtLine
from hearth.core.house.brought import AgainstTheHouse, TaggedLine, hold_against
from hearth.core.house.columns import guess, lines_of
from hearth.core.house.framework import Framework, NotAFramework, parse
from hearth.core.house.parts import NAMES
from hearth.core.house.tagging import Suggestion, Tagger
from hearth.jobs.brought import CannotRead, Table, read_file
from hearth.site.commands.terminal import answer, as_json
from hearth.site.frameworks import house_of_care
from hearth.site.house_words import house_words

GUESSED = "The tags are guesses from the words. Look at them before you use the figures."
Guessed = tuple[BroughtLine, list[Suggestion]]


@click.command("assess")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--framework",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your own framework, as text; else the one that comes with Hearth.",
)
@as_json
def command(file: Path, framework: Path | None, as_json: bool) -> None:
    """Hold FILE (Word, Excel, CSV or text; - for pasted words) against the House of Care."""
    try:
        elements = parse(framework.read_text("utf-8", "replace")) if framework else house_of_care()
        lines = _lines(file)
    except (CannotRead, NotAFramework) as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
    tagger = Tagger(elements, house_words())
    guessed = [(line, tagger.suggest(line.text)) for line in lines]
    held = hold_against((_tagged(*each) for each in guessed), elements)
    answer("\n".join(_words(held, guessed)), _facts(held, guessed, elements), as_json=as_json)


def _lines(file: Path) -> list[BroughtLine]:
    near = date.today()
    content = sys.stdin.buffer.read() if str(file) == "-" else _content(file)
    found = read_file(file.name, content, near=near)
    return lines_of(found.rows, guess(found.rows), near=near) if isinstance(found, Table) else found


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CannotRead("This file cannot be opened. Check its name.") from error


def _tagged(line: BroughtLine, suggested: list[Suggestion]) -> TaggedLine:
    return TaggedLine(**asdict(line), elements=tuple(each.element.code for each in suggested))


def _words(held: AgainstTheHouse, guessed: list[Guessed]) -> Iterator[str]:
    """Say it as the page does: sentences, the table, what could come next, and the guesses."""
    yield from held.sentences
    yield ""
    yield f"{'Part':<28}{'Lines':>7}{'Minutes':>9}"
    for share in held.shares:
        yield f"{NAMES[share.part]:<28}{share.lines:>7}{share.minutes:>9}"
    for strand, lines in held.strands.items():
        yield f"{'  ' + strand:<28}{lines:>7}"
    if held.ideas:
        yield from ("", "What a next agenda could hold:")
        yield from (f"- {each.element.name}. {each.why}" for each in held.ideas)
    yield from ("", GUESSED)
    for line, suggested in guessed:
        for each in suggested:
            yield f"- {line.text}: {each.element.name}, {each.why}"


def _facts(held: AgainstTheHouse, guessed: list[Guessed], framework: Framework) -> dict[str, Any]:
    return {
        "framework": framework.name,
        "sentences": list(held.sentences),
        "lines": held.lines,
        "tagged": held.tagged,
        "parts": {
            each.part: {"lines": each.lines, "minutes": each.minutes} for each in held.shares
        },
        "strands": dict(held.strands),
        "ideas": [{"element": each.element.code, "why": each.why} for each in held.ideas],
        "guesses": [
            {**asdict(line), "elements": {each.element.code: each.why for each in suggested}}
            for line, suggested in guessed
        ],
    }
