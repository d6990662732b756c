"""Indented text as a tree of numbered lines. Knows nothing of cohorts; every limit is here."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from hearth.core.cohorts.rules import NotARule
from hearth.core.words import Refusal

MAX_CHARACTERS = 200_000
MAX_LINES = 2_000
MAX_LINE = 1_000
MAX_DEPTH = 12
INDENT = "  "

# Characters that a page or a terminal would not show, or would show in another order.
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Line:
    """One line, without its indent, and the lines under it. Numbers begin at 1."""

    number: int
    words: str
    below: tuple["Line", ...] = ()


def at(number: int, words: str) -> Refusal:
    """Return a reason that names its line."""
    return Refusal(words, where=f"Line {number}")


def outline(text: str) -> tuple[Line, ...]:
    """Read text into lines under lines. Raises NotARule with a reason for each bad line.

    Blank lines and lines that begin with # are left out. Two spaces are one step in.
    """
    if len(text) > MAX_CHARACTERS:
        raise NotARule(f"The text is too long. Keep it under {MAX_CHARACTERS:,} letters.")
    numbered = list(_numbered(text))
    if len(numbered) > MAX_LINES:
        raise NotARule(f"The text has too many lines. Keep it under {MAX_LINES:,}.")
    if reasons := list(_wrong(numbered)):
        raise NotARule(reasons)
    return _under(deque(numbered), 0)


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    for number, line in enumerate(plain.split("\n"), 1):
        if line.strip() and not line.lstrip(" ").startswith("#"):
            yield number, line.rstrip(" ")


def _steps(line: str) -> int:
    return (len(line) - len(line.lstrip(" "))) // len(INDENT)


def _wrong(numbered: list[tuple[int, str]]) -> Iterator[Refusal]:
    above = -1
    for number, line in numbered:
        steps = _steps(line)
        if UNSEEN.search(line):
            yield at(number, "There is a tab or an unseen letter. Use two spaces for a step in.")
        elif len(line) > MAX_LINE:
            yield at(number, f"The line is too long. Keep it under {MAX_LINE:,} letters.")
        elif steps > MAX_DEPTH:
            yield at(number, f"The line is too far in. Use at most {MAX_DEPTH} steps.")
        elif (len(line) - len(line.lstrip(" "))) % len(INDENT) or steps > above + 1:
            yield at(number, "The line does not line up. Go two spaces further in than its head.")
        above = steps


def _under(waiting: deque[tuple[int, str]], depth: int) -> tuple[Line, ...]:
    lines = []
    while waiting and _steps(waiting[0][1]) == depth:
        number, words = waiting.popleft()
        lines.append(Line(number, words.strip(), _under(waiting, depth + 1)))
    return tuple(lines)
