"""Scopes of SMART App Launch 2: what an app may do, with which resources, of whom.

Source: SMART App Launch 2.0.0, "Scopes for requesting clinical data": `patient/Goal.rs`,
`user/Task.cruds`, `system/Observation.rs?category=vital-signs`; v1's `.read`, `.write`, `.*`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hearth.core.words import Section

_SCOPE = re.compile(
    r"(?P<context>patient|user|system)/(?P<type>[A-Z][A-Za-z]+|\*)\."
    r"(?P<doing>read|write|\*|c?r?u?d?s?)(?:\?(?P<only>[^ ]+))?"
)
_V1 = {"read": "rs", "write": "cud", "*": "cruds"}


@dataclass(frozen=True)
class Scope:
    """One scope. `doing` is some of "cruds"; `only` are search parameters that narrow it."""

    context: str
    type: str
    doing: str
    only: tuple[tuple[str, str], ...] = ()

    def allows(self, type: str, doing: str) -> bool:
        """Say whether it covers a type and a deed, before `only` narrows it."""
        return self.type in ("*", type) and doing in self.doing


def read_scope(text: str) -> Scope | None:
    """Read one scope; None for what is no scope of resources ("openid", "launch/patient")."""
    found = _SCOPE.fullmatch(text)
    if not found or not found["doing"]:
        return None
    pairs = tuple(
        (name, value)
        for name, _, value in (each.partition("=") for each in (found["only"] or "").split("&"))
        if name
    )
    return Scope(found["context"], found["type"], _V1.get(found["doing"], found["doing"]), pairs)


def scopes_in(text: str) -> tuple[Scope, ...]:
    """Read the scopes of resources in a list such as a token carries."""
    found = (read_scope(each) for each in text.split())
    return tuple(scope for scope in found if scope)


CONTEXTS = ("openid", "fhirUser", "profile", "launch", "launch/patient")
STAYS = ("offline_access", "online_access")
Rights = Mapping[str, str]
"""By type of resource, the letters of "cruds" that somebody may do with it."""


def write_scope(scope: Scope) -> str:
    """Write a scope as version 2 of SMART does: "patient/Goal.rs"."""
    only = "&".join(f"{name}={value}" for name, value in scope.only)
    return f"{scope.context}/{scope.type}.{scope.doing}" + (f"?{only}" if only else "")


def expanded(scope: Scope, types: Iterable[str]) -> list[Scope]:
    """One scope for each type that a wildcard stands for; the scope itself where it names one."""
    if scope.type != "*":
        return [scope]
    return [replace(scope, type=type) for type in types]


def within(asked: Scope, most: Iterable[Scope]) -> list[Scope]:
    """The part of `asked` that `most` covers: fewer letters, or narrowed; never more."""
    found = []
    for each in most:
        if each.context != asked.context or each.type not in ("*", asked.type):
            continue
        only = tuple(dict.fromkeys((*asked.only, *each.only)))
        doing = "".join(letter for letter in asked.doing if letter in each.doing)
        if doing:
            found.append(replace(asked, doing=doing, only=only))
    return [each for each in found if not each.only] or found


def may_have(asked: str, *, most: str, rights: Rights, contexts: Iterable[str]) -> list[Scope]:
    """The scopes that can be given of those `asked`: expanded, and never more than is allowed.

    `most` is what the app is registered for, `rights` what the account may do, `contexts` those
    that make sense here ("patient" and "user" where somebody signed in; "system" where nobody did).
    """
    registered, given = scopes_in(most), []
    for scope in scopes_in(asked):
        if scope.context not in contexts:
            continue
        for one in expanded(scope, rights):
            doing = "".join(each for each in one.doing if each in rights.get(one.type, ""))
            if doing:
                given += within(replace(one, doing=doing), registered)
    return list(dict.fromkeys(given))


def narrowed(asked: str, given: str) -> list[str]:
    """At a refresh: the part of what was given that is asked for again. It never grows."""
    had = given.split()
    named = [each for each in asked.split() if each in had]
    most = scopes_in(given)
    types = list(dict.fromkeys(each.type for each in most))
    parts = (
        part
        for scope in scopes_in(asked)
        for one in expanded(scope, types)
        for part in within(one, most)
    )
    return list(dict.fromkeys([*named, *map(write_scope, parts)]))


@dataclass(frozen=True)
class Line:
    """One line of the page on which somebody lets an app in: parts of the plan, in plain words."""

    key: str
    title: str
    types: frozenset[str]
    sections: frozenset[Section] = frozenset()


LINES = (
    Line("who", "Name, birth date and how to be reached", frozenset({"Patient"})),
    Line("plan", "The plan as a whole", frozenset({"CarePlan", "PlanDefinition"})),
    Line("goals", "Goals", frozenset({"Goal"}), frozenset({Section.GOALS})),
    Line(
        "actions",
        "What we agreed to do, and when we meet",
        frozenset({"Task", "ServiceRequest", "Appointment"}),
        frozenset({Section.ACTIONS, Section.COMMUNITY}),
    ),
    Line(
        "results",
        "Results and conditions",
        frozenset({"Observation", "Condition"}),
        frozenset({Section.RESULTS, Section.STRENGTHS_AND_NEEDS}),
    ),
    Line("risks", "Risks and warnings", frozenset({"Flag"})),
    Line(
        "people",
        "People and services who help",
        frozenset({
            "CareTeam", "RelatedPerson", "Practitioner", "PractitionerRole", "Organization",
            "Location", "HealthcareService",
        }),
    ),
    Line(
        "talk",
        "Questions, answers and messages",
        frozenset({"Questionnaire", "QuestionnaireResponse", "Communication"}),
    ),
    Line("papers", "Letters and papers", frozenset({"DocumentReference", "Binary"})),
    Line("looked", "Who sees it, who looked and who wrote", frozenset({
        "Consent", "AuditEvent", "Provenance",
    })),
    Line("told", "To be told when something changes", frozenset({"Subscription"})),
)  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """A line as one app asks for it: whether it would only see, or also write."""

    line: Line
    scopes: tuple[Scope, ...]

    @property
    def words(self) -> str:
        """What the app may do with it, in plain words."""
        letters = {letter for scope in self.scopes for letter in scope.doing}
        sees, writes = letters & {"r", "s"}, letters & {"c", "u", "d"}
        some = ", but only a part" if all(scope.only for scope in self.scopes) else ""
        if sees and writes:
            return f"It can see this, and add to it or change it{some}."
        return f"It can see this{some}." if sees else f"It can add to this{some}."


def offers(scopes: Iterable[Scope]) -> list[Offer]:
    """Sort what an app asks for into the lines of the page."""
    asked = list(scopes)
    found = ((line, tuple(s for s in asked if s.type in line.types)) for line in LINES)
    return [Offer(line, theirs) for line, theirs in found if theirs]


def chosen(offered: Iterable[Offer], keys: Iterable[str]) -> list[Scope]:
    """The scopes of the lines that stayed ticked."""
    ticked = set(keys)
    return [scope for offer in offered if offer.line.key in ticked for scope in offer.scopes]
