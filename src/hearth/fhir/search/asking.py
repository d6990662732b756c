"""Read a whole search: its conditions, its order, and what the answer is to hold."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from hearth.fhir.outcome import Issue, Wrong
from hearth.fhir.parameters import EVERY_TYPE, PARAMETERS, Parameter
from hearth.fhir.search.values import Said, condition_of, plain, split, when_of, wrong
from hearth.records.exchange.conditions import (
    All,
    AnyOf,
    Changed,
    Condition,
    Ids,
    Leads,
    LedTo,
    Nothing,
)
from hearth.records.exchange.finding import Order
from hearth.records.exchange.values import When

Pairs = list[tuple[str, str]]
USUAL, MOST = 50, 200
DEEPEST = 5
MOST_CONDITIONS = 60
SUMMARIES = ("true", "text", "data", "count", "false")
COLUMNS = {"date": "low", "quantity": "number", "number": "number"}
ANSWERING = ("_sort", "_count", "_total", "_summary", "_elements", "_include", "_revinclude")
IGNORED = ("_contained", "_containedType", "_format", "_pretty")
_KEY = re.compile(r"(?P<name>[^:.]+)(?::(?P<modifier>[^:.]+))?(?:\.(?P<rest>.+))?")


@dataclass(frozen=True)
class Include:
    """What comes along. `back`: what refers to the matches, not what they refer to."""

    type: str
    param: str
    target: str = ""
    iterate: bool = False
    back: bool = False


@dataclass
class Asked:
    """A search as it was read. `people` are the persons it names; None where it names none."""

    type: str
    conditions: list[Condition] = field(default_factory=list)
    changed: list[tuple[When, ...]] = field(default_factory=list)
    order: list[Order] = field(default_factory=list)
    count: int = USUAL
    total: str = "none"
    summary: str = "false"
    elements: tuple[str, ...] = ()
    includes: list[Include] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    used: Pairs = field(default_factory=list)
    people: frozenset[str] | None = None
    types: set[str] = field(default_factory=set)

    @property
    def condition(self) -> Condition:
        """All conditions as one."""
        return All(tuple(self.conditions))

    def types_of(self, include: Include) -> set[str]:
        """The types that an include could bring along."""
        if include.back:
            return set(PARAMETERS) if include.type == "*" else {include.type}
        if include.target:
            return {include.target}
        named = PARAMETERS.get(include.type, {})
        by = named.values() if include.param == "*" else [named[include.param]]
        return set().union(*(each.targets for each in by))


class NotKnown(Exception):
    """There is no such parameter."""


@dataclass(frozen=True)
class Reader:
    """Reads the parameters of one search. `base` is our own address."""

    base: str
    at: datetime
    asked: Asked

    def read(self, pairs: Iterable[tuple[str, str]], *, strict: bool) -> Asked:
        """Read every pair. Raises Wrong; for what we do not know, only where `strict`."""
        for name, text in pairs:
            if name in IGNORED:
                continue
            try:
                self._one(name, text)
            except NotKnown:
                self.asked.unknown.append(name)
                continue
            self.asked.used.append((name, text))
        if strict and self.asked.unknown:
            issues = [Issue("not-supported", _NOT_KNOWN, each) for each in self.asked.unknown]
            raise Wrong(400, issues)
        if len(self.asked.conditions) > MOST_CONDITIONS:
            raise Wrong(400, Issue("too-costly", "This asks for too much at once."))
        return self.asked

    def _one(self, name: str, text: str) -> None:
        first, _, modifier = name.partition(":")
        if first in ANSWERING:
            _ANSWER[first](self.asked, modifier, text)
        elif name == "_lastUpdated":
            whens = tuple(when_of(name, each, self.at) for each in split(text))
            self.asked.conditions.append(AnyOf(tuple(Changed(w, composites=True) for w in whens)))
            self.asked.changed.append(whens)
        else:
            self.asked.conditions.append(self.condition(self.asked.type, name, text, 0))
            self._people(name, text)

    def _people(self, name: str, text: str) -> None:
        """Note whom a search names, so that nobody else's record is opened for it."""
        asked = self.asked
        if asked.type == "Patient" and name == "_id":
            named = frozenset(split(text))
        elif asked.type != "Patient" and name in ("patient", "subject", "subject:Patient"):
            told = [each.removeprefix(f"{self.base}/") for each in split(text)]
            named = frozenset(each.removeprefix("Patient/") for each in told)
        else:
            return
        asked.people = named if asked.people is None else asked.people & named

    def condition(self, type: str, key: str, text: str, depth: int) -> Condition:
        """Read one parameter of a type, also through chains. Raises NotKnown and Wrong."""
        if depth > DEEPEST:
            raise wrong(key, f"A chain has at most {DEEPEST} steps.", "too-costly")
        if key.startswith("_has:"):
            return self._led_to(type, key, text, depth)
        found = _KEY.fullmatch(key)
        if not found:
            raise NotKnown
        name, modifier, rest = found["name"], found["modifier"] or "", found["rest"]
        if name in ("_id", "_lastUpdated") and not rest and not modifier:
            return self._column(name, text)
        parameter = parameter_of(type, name)
        if parameter is None:
            raise NotKnown
        if rest:
            return self._chain(parameter, modifier, rest, text, depth)
        return condition_of(Said(parameter, modifier, text, self.base, self.at))

    def _column(self, name: str, text: str) -> Condition:
        if name == "_id":
            return Ids(tuple(plain(each) for each in split(text)))
        return AnyOf(tuple(Changed(when_of(name, each, self.at)) for each in split(text)))

    def _chain(
        self, parameter: Parameter, type: str, rest: str, text: str, depth: int
    ) -> Condition:
        if parameter.kind != "reference" or (type and type not in parameter.targets):
            raise NotKnown
        found = []
        for target in [type] if type else parameter.targets:
            try:
                inner = self.condition(target, rest, text, depth + 1)
            except NotKnown:
                continue
            self.asked.types.add(target)
            found.append(Leads(parameter.code, target, inner))
        if not found:
            raise NotKnown
        return AnyOf(tuple(found))

    def _led_to(self, type: str, key: str, text: str, depth: int) -> Condition:
        parts = key.split(":", 3)
        parameter = parameter_of(parts[1], parts[2]) if len(parts) == 4 else None
        if parameter is None or parameter.kind != "reference":
            raise NotKnown
        self.asked.types.add(parts[1])
        inner = self.condition(parts[1], parts[3], text, depth + 1)
        if type not in parameter.targets:
            return Nothing()
        return LedTo(parameter.code, parts[1], inner)


_NOT_KNOWN = "We do not know this search parameter here."


def parameter_of(type: str, name: str) -> Parameter | None:
    """Return a parameter of a type, or one of every type; None for neither."""
    found = PARAMETERS.get(type, {}).get(name)
    if found is None and name in EVERY_TYPE and name not in ("_id", "_lastUpdated"):
        return Parameter(type, name, EVERY_TYPE[name], ())
    return found


def read_asked(type: str, pairs: Pairs, base: str, at: datetime, *, strict: bool = False) -> Asked:
    """Read a search of one type. Raises Wrong (400)."""
    return Reader(base, at, Asked(type)).read(pairs, strict=strict)


def _sort(asked: Asked, modifier: str, text: str) -> None:
    if modifier:
        raise NotKnown
    for each in text.split(","):
        name, down = each.removeprefix("-"), each.startswith("-")
        parameter = parameter_of(asked.type, name)
        if name in ("_id", "_lastUpdated"):
            asked.order.append(Order(name, down=down))
        elif parameter is None:
            raise wrong("_sort", f"We cannot sort by “{name[:40]}” here.", "not-supported")
        else:
            asked.order.append(Order(name, COLUMNS.get(parameter.kind, "text"), down))
    if len(asked.order) > DEEPEST:
        raise wrong("_sort", f"Sort by at most {DEEPEST} things.", "too-costly")


def _count(asked: Asked, _: str, text: str) -> None:
    if not text.isdecimal() or len(text) > 9:
        raise wrong("_count", "Send a whole number.")
    asked.count = min(int(text), MOST)
    if asked.count == 0:
        asked.summary = "count"


def _total(asked: Asked, _: str, text: str) -> None:
    if text not in ("none", "estimate", "accurate"):
        raise wrong("_total", "Say none, estimate or accurate.")
    asked.total = text


def _summary(asked: Asked, _: str, text: str) -> None:
    if text not in SUMMARIES:
        raise wrong("_summary", f"Say one of {', '.join(SUMMARIES)}.")
    asked.summary = text


def _elements(asked: Asked, _: str, text: str) -> None:
    names = (each.strip().removeprefix(f"{asked.type}.") for each in text.split(","))
    asked.elements = tuple(each.partition(".")[0] for each in names if each)


def _include(asked: Asked, modifier: str, text: str) -> None:
    _included(asked, "_include", modifier, text)


def _revinclude(asked: Asked, modifier: str, text: str) -> None:
    _included(asked, "_revinclude", modifier, text)


def _included(asked: Asked, name: str, modifier: str, text: str) -> None:
    back, iterate = name == "_revinclude", modifier in ("iterate", "recurse")
    if modifier and not iterate:
        raise wrong(f"{name}:{modifier}", "We know “:iterate” here.", "not-supported")
    type, _, rest = text.partition(":")
    param, _, target = rest.partition(":")
    if text == "*":
        type, param = ("*" if back else asked.type), "*"
    elif type not in PARAMETERS or not (param == "*" or _refers(type, param)):
        raise wrong(name, f"We cannot include by “{text[:80]}”.", "not-supported")
    asked.includes.append(Include(type, param, target, iterate, back))


def _refers(type: str, param: str) -> bool:
    found = PARAMETERS[type].get(param)
    return found is not None and found.kind == "reference"


_ANSWER = {
    "_sort": _sort,
    "_count": _count,
    "_total": _total,
    "_summary": _summary,
    "_elements": _elements,
    "_include": _include,
    "_revinclude": _revinclude,
}
