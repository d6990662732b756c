"""A framework: the elements of each part, as text that a community can adapt and keep.

The code of an element names its meaning. Better words for the same meaning keep the code; another
meaning is another element. So two frameworks can be compared on the codes that they share.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from hearth.core.house.parts import Part, Strand
from hearth.core.words import Refusal, Refused

MOST_ELEMENTS = 100
MOST_LETTERS = {"name": 80, "is_there": 300, "does_it_work": 300, "look_for": 600, "source": 300}
A_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class NotAFramework(Refused):
    """This text is not a framework. The reasons say what is wrong, and where."""


class Proof(StrEnum):
    """How much evidence “cracked it” needs. Lighter evidence counts as “nearly there”."""

    WORDS = "words"
    SHOWN = "something to look at"
    COUNTED = "a figure"

    @property
    def weight(self) -> int:
        """Return how heavy it is: 0, 1 or 2."""
        return list(Proof).index(self)


@dataclass(frozen=True)
class Element:
    """One thing that a part is made of.

    `is_there` and `does_it_work` are the two questions; `look_for` says what evidence could be.
    `matters`: the part is no better than this element. Retired elements keep their history.
    """

    code: str
    part: Part
    name: str
    is_there: str
    does_it_work: str
    look_for: str = ""
    matters: bool = True
    proof: Proof = Proof.WORDS
    strand: Strand | None = None
    source: str = ""
    retired: bool = False

    @property
    def strands(self) -> frozenset[Strand]:
        """Return which of the three neglected strands it belongs to."""
        own = {self.strand} if self.strand else set()
        return frozenset(own | ({Strand.LEFT_WALL} if self.part is Part.LEFT_WALL else set()))


@dataclass(frozen=True)
class Framework:
    """All elements, the retired ones included, in the order in which they are asked."""

    name: str
    elements: tuple[Element, ...]

    @property
    def in_use(self) -> tuple[Element, ...]:
        """Return the elements that are asked about."""
        return tuple(each for each in self.elements if not each.retired)

    def of(self, part: Part) -> tuple[Element, ...]:
        """Return the elements of a part that are in use."""
        return tuple(each for each in self.in_use if each.part is part)

    def element(self, code: str) -> Element:
        """Return an element by its code; raises KeyError."""
        for each in self.elements:
            if each.code == code:
                return each
        raise KeyError(code)


def parse(text: str) -> Framework:
    """Read a framework from TOML: `name`, and an `[[element]]` for each. Raises NotAFramework."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotAFramework([Refusal(f"This is not a TOML file: {error}.")]) from error
    rows = found.get("element")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NotAFramework([Refusal("There is no [[element]] in it.")])
    if problems := [each for place, row in enumerate(rows, 1) for each in _problems(place, row)]:
        raise NotAFramework(problems)
    framework = Framework(str(found.get("name", "")).strip(), tuple(map(_element, rows)))
    if problems := obstacles(framework):
        raise NotAFramework(problems)
    return framework


ENUMS: Mapping[str, type[StrEnum]] = {"part": Part, "proof": Proof, "strand": Strand}
SWITCHES = ("matters", "retired")
NEEDED = ("code", "part", "name", "is_there", "does_it_work")


def _problems(place: int, row: Mapping[str, Any]) -> Iterator[Refusal]:
    where = f"element {place} ({row.get('code', 'without a code')})"
    known = {field.name for field in fields(Element)}
    yield from (Refusal(f"It has no {each}.", where) for each in NEEDED if not row.get(each))
    for name, value in row.items():
        if name not in known:
            yield Refusal(f"There is no field called {name}.", where)
        elif name in SWITCHES and not isinstance(value, bool):
            yield Refusal(f"{name} must be true or false.", where)
        elif name not in SWITCHES and not isinstance(value, str):
            yield Refusal(f"{name} must be text in quotes.", where)
        elif name in ENUMS and value not in list(ENUMS[name]):
            yield Refusal(f"{name} must be one of: {', '.join(ENUMS[name])}.", where)


def _element(row: Mapping[str, Any]) -> Element:
    values: dict[str, Any] = {
        name: ENUMS[name](value) if name in ENUMS else value for name, value in row.items()
    }
    return Element(**values)


def obstacles(framework: Framework) -> list[Refusal]:
    """List what is wrong with a framework, in plain words. Empty: it can be used."""
    found = [] if framework.name else [Refusal("The framework needs a name.", "name")]
    codes = [each.code for each in framework.elements]
    found += [
        Refusal(f"Two elements have the code {code}.", code)
        for code in sorted({code for code in codes if codes.count(code) > 1})
    ]
    if len(codes) > MOST_ELEMENTS:
        found.append(Refusal(f"There are more than {MOST_ELEMENTS} elements."))
    for part in Part:
        if not any(each.matters for each in framework.of(part)):
            found.append(Refusal(f"The part “{part}” needs an element that matters.", part))
    return found + [each for element in framework.elements for each in element_obstacles(element)]


def element_obstacles(element: Element) -> list[Refusal]:
    """List what is wrong with one element; `where` is the field."""
    found = []
    if not A_CODE.fullmatch(element.code) or len(element.code) > 60:
        found.append(Refusal("A code is of small letters, numbers and hyphens.", "code"))
    for name in ("name", "is_there", "does_it_work"):
        if not getattr(element, name).strip():
            found.append(Refusal("Write something here.", name))
    for name, most in MOST_LETTERS.items():
        if len(getattr(element, name)) > most:
            found.append(Refusal(f"Use {most} letters or fewer.", name))
    return found


def write(framework: Framework) -> str:
    """Return the text of a framework. The same framework always has the same text."""
    lines = [f"name = {_quoted(framework.name)}", ""]
    for element in framework.elements:
        lines.append("[[element]]")
        for field in fields(element):
            value = getattr(element, field.name)
            if value != field.default:
                written = "true" if value is True else "false" if value is False else _quoted(value)
                lines.append(f"{field.name} = {written}")
        lines.append("")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """Write a TOML string: as JSON writes it, but for DEL, which TOML wants escaped."""
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007f")


@dataclass(frozen=True)
class Difference:
    """What a version changed: `did` is added, taken out, brought back, reworded or reweighed."""

    did: str
    element: Element
    before: Element | None = None


def differences(before: Framework, after: Framework) -> tuple[Difference, ...]:
    """Return what is different, element by element, in the order of the later framework."""
    old = {each.code: each for each in before.elements}
    found = [
        Difference(_did(old.get(each.code), each), each, old.get(each.code))
        for each in after.elements
        if old.get(each.code) != each
    ]
    kept = {each.code for each in after.elements}
    return (
        *found,
        *(Difference("taken out", each, each) for c, each in old.items() if c not in kept),
    )


def _did(before: Element | None, after: Element) -> str:
    if before is None:
        return "added"
    if before.retired != after.retired:
        return "taken out" if after.retired else "brought back"
    words = ("name", "is_there", "does_it_work", "look_for", "source", "part", "strand")
    reworded = any(getattr(before, each) != getattr(after, each) for each in words)
    return "reworded" if reworded else "reweighed"


def common(*frameworks: Framework) -> tuple[str, ...]:
    """Return the codes that all have in use and in the same part, in the order of the first."""
    first, *others = frameworks
    held = [{(each.code, each.part) for each in other.in_use} for other in others]
    return tuple(
        each.code for each in first.in_use if all((each.code, each.part) in codes for codes in held)
    )
