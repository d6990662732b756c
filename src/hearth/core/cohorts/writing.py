"""Writes a cohort as its canonical text (`text.py`): the same cohort always gives the same text."""

from collections.abc import Iterator
from typing import Any, TypeVar

from hearth.core.cohorts.columns import Column, Definition
from hearth.core.cohorts.operators import chosen
from hearth.core.cohorts.outline import INDENT, MAX_DEPTH
from hearth.core.cohorts.parsing import HEAD, parse
from hearth.core.cohorts.phrases import said
from hearth.core.cohorts.rules import (
    AllOf,
    AnyOf,
    AtLeast,
    Bands,
    Lists,
    Not,
    NotARule,
    Rule,
    leaves,
    parts_of,
)
from hearth.core.cohorts.slots import name_written, share_written

Named = TypeVar("Named", Lists, Bands)


def write(definition: Definition) -> str:
    """Return the canonical text. Raises NotARule where the text cannot say what is meant.

    Unused groups are left out, and spaces around the name and about it are tidied away.
    """
    rule = list(rule_lines(definition.rule))
    blocks = [list(_head(definition)), *map(list, _named(definition)), rule]
    if definition.shows:
        blocks.append(["show", *(INDENT + said(column) for column in definition.shows)])
    text = "\n\n".join("\n".join(block) for block in blocks) + "\n"
    again = parse(text)
    if (again.rule, again.shows) != (definition.rule, definition.shows):
        raise NotARule("This cohort cannot be written as text. Look for odd names in it.")
    return text


def _head(definition: Definition) -> Iterator[str]:
    yield HEAD
    yield f"name: {' '.join(definition.name.split())}"
    for line in definition.about.strip().splitlines():
        yield f"about: {' '.join(line.split())}".rstrip()


def _named(definition: Definition) -> Iterator[Iterator[str]]:
    """Give a block for each group and each set of bands that is used, by name."""
    parts: list[Rule | Column] = [*leaves(definition.rule), *definition.shows]
    values = [value for part in parts for value in chosen(part)[1].values()]
    for group in _once(value for value in values if isinstance(value, Lists)):
        names = (INDENT + name_written(name) for name in group.names)
        yield iter([f"group {name_written(group.called)}", *names])
    for bands in _once(value for value in values if isinstance(value, Bands)):
        yield _bands(bands)


def _bands(bands: Bands) -> Iterator[str]:
    yield f"bands {name_written(bands.called)}"
    for name, share in bands.above:
        word = "above" if share else "from"
        yield f"{INDENT}{name_written(name)} {word} {share_written(share)}"


def _once(values: Iterator[Named]) -> list[Named]:
    """Return each value once, by name. Raises NotARule where two share a name."""
    by_name: dict[str, Any] = {}
    for value in values:
        if by_name.setdefault(value.called, value) != value:
            raise NotARule(f"Two groups or bands are called “{value.called}”. Rename one.")
    return [by_name[name] for name in sorted(by_name)]


def rule_lines(rule: Rule, depth: int = 0) -> Iterator[str]:
    """Give the lines of a rule, two spaces a step."""
    if depth > MAX_DEPTH:
        raise NotARule(f"The rule is too deep. Use at most {MAX_DEPTH} steps.")
    if isinstance(rule, Not) and not parts_of(rule.rule):
        yield f"{INDENT * depth}not {said(rule.rule)}"
        return
    yield INDENT * depth + _words(rule)
    for part in parts_of(rule):
        yield from rule_lines(part, depth + 1)


def _words(rule: Rule) -> str:
    match rule:
        case AllOf():
            return "all of"
        case AnyOf():
            return "any of"
        case AtLeast(count):
            return f"at least {count} of"
        case Not():
            return "not"
        case _:
            return said(rule)
