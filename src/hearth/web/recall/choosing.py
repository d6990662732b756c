"""Whom a batch is for: those who are ready, all of them ticked, some of them left out by hand.

What was chosen travels with the form from page to page, so that it works without JavaScript; and
so does a mark of what was shown, so that nobody is sent what nobody has looked at.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hearth.core.recall.facts import Letter
from hearth.core.recall.stages import FOLLOWS
from hearth.records.recall.queries.lines import (
    PreviewLine,
    RecallLine,
    letters_due,
    preview_lines,
    recalls_in,
)


@dataclass(frozen=True)
class Offer:
    """Who would get this letter today, by name, and who would not although it is their turn."""

    ready: tuple[PreviewLine, ...]
    stopped: tuple[PreviewLine, ...]
    ids: frozenset[int] = field(default=frozenset())

    @property
    def mark(self) -> str:
        """A short hash of who would get it and how: another mark, another list."""
        told = ",".join(f"{each.line.recall.pk}:{each.way}" for each in self.ready)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def offer(organisation: int, letter: Letter, *, today: date) -> Offer:
    """Look at everyone to whom this letter could go now."""
    due = letters_due([organisation], today=today, letter=letter)
    month = recalls_in([organisation], today, today=today)
    lines = {each.recall.pk: each for each in [*due, *_in_turn(month, letter, today)]}
    found = sorted(preview_lines([*lines.values()], letter, today=today), key=_by_name)
    ready = tuple(each for each in found if not each.why_not)
    stopped = tuple(each for each in found if each.why_not)
    return Offer(ready, stopped, frozenset(each.line.recall.pk for each in ready))


def _in_turn(lines: Iterable[RecallLine], letter: Letter, today: date) -> list[RecallLine]:
    """Those whose stage asks for this letter, unless it is only too early for it."""
    return [
        each
        for each in lines
        if FOLLOWS.get(each.stage) is letter and not (each.next and each.next.from_day > today)
    ]


def _by_name(each: PreviewLine) -> tuple[str, str, int]:
    person = each.line.recall.person
    return person.family_key, person.given_key, each.line.recall.pk


@dataclass(frozen=True)
class Choice:
    """Whom staff took out of the list by hand, and which page of it they go to."""

    out: frozenset[int] = frozenset()
    page: int = 1
    is_sent: bool = False

    def chosen(self, found: Offer) -> list[int]:
        """The recalls for which the letter is to go."""
        return [pk for each in found.ready if (pk := each.line.recall.pk) not in self.out]


def choice_of(posted: Any, found: Offer) -> Choice:
    """Read what was ticked on this page, and keep what was chosen on the others."""
    shown, ticked = numbers_in([posted.get("shown", "")]), numbers_in(posted.getlist("take"))
    out = (numbers_in([posted.get("out", "")]) - shown) | (shown - ticked)
    go = posted.get("go", "")
    if go in ("all", "none"):
        out = frozenset() if go == "all" else found.ids
    here = posted.get("page", "")
    wanted = go.removeprefix("page-") if go.startswith("page-") else here
    page = int(wanted) if wanted.isascii() and wanted.isdigit() else 1
    return Choice(frozenset(out & found.ids), page, go == "send")


def numbers_in(written: Sequence[str]) -> frozenset[int]:
    """Read whole numbers, written apart or with commas between them."""
    parts = ",".join(written).split(",")
    return frozenset(int(each) for each in parts if each.isascii() and each.isdigit())
