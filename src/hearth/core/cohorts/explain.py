"""Reads a rule aloud in plain English: as lines under lines, or as one paragraph.

    explain(rule)                   -> Said("All of these are true:", below=(...))
    paragraph(explain(rule))        -> "All of these are true: (1) They are alive. (2) ..."

Each line also says how a person counts of whom the fact is not known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.outline import INDENT
from hearth.core.cohorts.rules import AllOf, AnyOf, AtLeast, Not, Rule
from hearth.core.cohorts.sentences import Clause, Voice, clause


@dataclass(frozen=True)
class Said:
    """One line of what a rule says, notes on it, and the lines under it."""

    words: str
    below: tuple["Said", ...] = ()
    notes: tuple[str, ...] = ()


def explain(
    of: Definition | Rule, *, day: date | None = None, titles: Mapping[str, str] | None = None
) -> Said:
    """Say a rule in plain English.

    `day` adds the first day of each period; `titles` names code lists for people.
    """
    rule = of.rule if isinstance(of, Definition) else of
    return _said(rule, Voice(titles or {}, day), for_it=True)


def lines(said: Said, depth: int = 0) -> Iterator[str]:
    """Give each line with its notes, two spaces further in for each step."""
    yield INDENT * depth + " ".join((said.words, *said.notes))
    for each in said.below:
        yield from lines(each, depth + 1)


def paragraph(said: Said) -> str:
    """Return it all as one paragraph, the parts numbered so that nothing is unclear."""
    return " ".join(_numbered(said, ""))


def _numbered(said: Said, number: str) -> Iterator[str]:
    yield from (f"({number})",) if number else ()
    yield from (said.words, *said.notes)
    for place, each in enumerate(said.below, 1):
        yield from _numbered(each, f"{number}.{place}" if number else str(place))


def _said(rule: Rule, voice: Voice, *, for_it: bool) -> Said:
    if isinstance(rule, Not):
        return _said(rule.rule, voice, for_it=not for_it)
    if isinstance(rule, AllOf | AnyOf | AtLeast):
        below = tuple(_said(part, voice, for_it=True) for part in rule.rules)
        return Said(_head(rule, for_it=for_it), below)
    return _leaf(clause(rule, voice), for_it=for_it)


def _head(rule: AllOf | AnyOf | AtLeast, *, for_it: bool) -> str:
    match rule:
        case AllOf():
            return "All of these are true:" if for_it else "Not all of these are true:"
        case AnyOf():
            return "One or more of these is true:" if for_it else "None of these is true:"
        case _:
            number = f"{rule.count} or more" if for_it else f"Fewer than {rule.count}"
            return f"{number} of these are true:"


def _leaf(said: Clause, *, for_it: bool) -> Said:
    notes = [said.more] if said.more else []
    if said.missing:
        counts = said.missing_counts is for_it
        notes.append(f"People {said.missing} {'meet' if counts else 'do not meet'} this.")
    return Said(said.yes if for_it else said.no, notes=tuple(notes))
