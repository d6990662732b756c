"""Reads the text of a cohort (`text.py`), and says of each line what is wrong and what to do."""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from hearth.core.cohorts.columns import Column, Definition
from hearth.core.cohorts.operators import COLUMNS, CONDITIONS, Operator
from hearth.core.cohorts.outline import Line, at, outline
from hearth.core.cohorts.phrases import heard
from hearth.core.cohorts.rules import AllOf, AnyOf, AtLeast, Bands, Lists, Not, NotARule, Rule
from hearth.core.cohorts.slots import NAME, NUMBER, SHARE, Scope, name_read, share_read
from hearth.core.words import Refusal

HEAD = "hearth cohort 1"
MAX_REASONS = 20
MAX_SHOWN = 80
"""Of a line that means nothing, so many letters are shown."""

KINDS = (
    ("name", re.compile("name: *(.*)", re.IGNORECASE)),
    ("about", re.compile("about: *(.*)", re.IGNORECASE)),
    ("group", re.compile(f"group ({NAME})", re.IGNORECASE)),
    ("bands", re.compile(f"bands ({NAME})", re.IGNORECASE)),
    ("show", re.compile("show()", re.IGNORECASE)),
    ("rule", re.compile("(.*)")),
)
AT_LEAST = re.compile(f"at least ({NUMBER}) of", re.IGNORECASE)
BAND = re.compile(f"({NAME}) (?:from|above) ({SHARE})", re.IGNORECASE)

T = TypeVar("T")
Found = tuple[Line, str]
"""A line, and what it says after its first word."""


def parse(text: str) -> Definition:
    """Read a cohort. Raises NotARule with a reason, and its line, for everything that is wrong."""
    lines = outline(text)
    if not lines or lines[0].words.lower() != HEAD or lines[0].below:
        raise NotARule([at(lines[0].number if lines else 1, f"Begin with the line “{HEAD}”.")])
    return _Parsing().definition(lines[1:])


class _Parsing:
    """One reading of one text: it gathers the reasons, so that all can be mended at once."""

    def __init__(self) -> None:
        self.reasons: list[Refusal] = []
        self.scope = Scope()

    def definition(self, lines: Sequence[Line]) -> Definition:
        found: dict[str, list[Found]] = {kind: [] for kind, _ in KINDS}
        for line in lines:
            kind, words = _kind(line)
            found[kind].append((line, words))
            if kind in ("name", "about") and line.below:
                self.reasons.append(_under(line))
        name = self.name(found["name"])
        about = "\n".join(words for _, words in found["about"])
        self.scope = Scope(self.named(found["group"], _group), self.named(found["bands"], _bands))
        rule = self.root(found["rule"])
        shows = self.shows(found["show"])
        if rule is None or self.reasons:
            raise NotARule(self.reasons[:MAX_REASONS])
        return Definition(name, rule, shows, about)

    def tried(self, line: Line, read: Callable[..., T], *given: Any) -> T | None:
        """Read one line; where it is refused, keep the reasons and go on to the next.

        With reasons enough, nothing more is read: a page of nonsense costs no time.
        """
        if len(self.reasons) >= MAX_REASONS:
            return None
        try:
            return read(*given)
        except NotARule as refusal:
            self.reasons += [
                each if each.where else at(line.number, each.words) for each in refusal.reasons
            ]
            return None

    def name(self, found: Sequence[Found]) -> str:
        names = [words for _, words in found if words]
        if len(names) != 1:
            self.reasons.append(Refusal("Give one name, as in “name: People over 65”."))
        return "".join(names[:1])

    def named(self, found: Sequence[Found], read: Callable[[str, Line], T]) -> dict[str, T]:
        """Read the groups, or the bands, that the text names before it uses them."""
        named: dict[str, T] = {}
        for line, words in found:
            name = self.tried(line, name_read, words)
            if name in named:
                self.reasons.append(at(line.number, f"“{name}” is there twice. Take one out."))
            elif name and (value := self.tried(line, read, name, line)):
                named[name] = value
        return named

    def root(self, found: Sequence[Found]) -> Rule | None:
        rules = [self.rule(line) for line, _ in found]
        if len(found) != 1:
            self.reasons.append(Refusal("Give one rule. Put “all of” over its conditions."))
        return rules[0] if rules else None

    def rule(self, line: Line) -> Rule | None:
        """Read a condition, with those under it. None where one of them was refused."""
        words = line.words.lower()
        if words.startswith("not "):
            inner = self.leaf(Line(line.number, line.words[4:].strip(), line.below))
            return inner and Not(inner)
        if (gather := _gather(words)) is None:
            return self.leaf(line)
        below = [self.rule(each) for each in line.below]
        parts = tuple(each for each in below if each is not None)
        return None if len(parts) < len(below) else self.tried(line, gather, parts)

    def leaf(self, line: Line) -> Rule | None:
        return self.tried(line, _phrase, line, self.scope, CONDITIONS, "condition")

    def shows(self, found: Sequence[Found]) -> tuple[Column, ...]:
        lines = [each for line, _ in found for each in line.below]
        read = [self.tried(each, _phrase, each, self.scope, COLUMNS, "column") for each in lines]
        return tuple(each for each in read if each is not None)


def _kind(line: Line) -> tuple[str, str]:
    return next(
        (kind, found[1]) for kind, pattern in KINDS if (found := pattern.fullmatch(line.words))
    )


def _under(line: Line) -> Refusal:
    return at(line.below[0].number, f"Nothing can stand under “{line.words}”.")


def _flat(line: Line) -> tuple[Line, ...]:
    """Return the lines under a line; none may have lines of its own."""
    if wrong := [_under(each) for each in line.below if each.below]:
        raise NotARule(wrong)
    return line.below


def _group(name: str, line: Line) -> Lists:
    return Lists(name, tuple(name_read(each.words) for each in _flat(line)))


def _bands(name: str, line: Line) -> Bands:
    above = []
    for each in _flat(line):
        if not (found := BAND.fullmatch(each.words)):
            raise NotARule([at(each.number, "Write a band as “fit from 0” or “mild above 0.12”.")])
        above.append((name_read(found[1]), share_read(found[2])))
    return Bands(tuple(above), name)


def _gather(words: str) -> Callable[[tuple[Rule, ...]], Rule] | None:
    """Return what puts the conditions under a line together; None where the line is a leaf."""
    if found := AT_LEAST.fullmatch(words):
        return lambda parts: AtLeast(int(found[1]), parts)
    return {"all of": AllOf, "any of": AnyOf, "not": _not}.get(words)


def _not(rules: tuple[Rule, ...]) -> Not:
    if len(rules) != 1:
        raise NotARule("“not” takes one condition. Put “any of” or “all of” under it first.")
    return Not(rules[0])


def _phrase(line: Line, scope: Scope, among: tuple[Operator, ...], what: str) -> Any:
    """Read one phrase, or say which one may have been meant."""
    if line.below:
        raise NotARule([_under(line)])
    if (part := heard(line.words, scope, among)) is not None:
        return part
    words = line.words if len(line.words) <= MAX_SHOWN else f"{line.words[:MAX_SHOWN]}…"
    examples = [operator.example or operator.phrases[0] for operator in among]
    examples += [each for operator in among for each in operator.phrases if "{" not in each]
    near = _nearest(words, examples)
    meant = f" Did you mean one like “{near}”?" if near else ""
    raise NotARule(f"There is no {what} “{words}”.{meant}")


def _nearest(words: str, examples: Sequence[str]) -> str | None:
    """Return the example that may have been meant: one that begins alike before any other."""
    begins = words.split()[0].casefold() if words.split() else ""
    alike = [each for each in examples if each.split()[0].casefold() == begins]
    near = get_close_matches(words, alike, n=1, cutoff=0.0) if alike else []
    return next(iter(near or get_close_matches(words, examples, n=1, cutoff=0.5)), None)
