"""Scopes of SMART App Launch 2: what an app may do, with which resources, of whom.

Source: SMART App Launch 2.0.0, "Scopes for requesting clinical data": `patient/Goal.rs`,
`user/Task.cruds`, `system/Observation.rs?category=vital-signs`; v1's `.read`, `.write`, `.*`.
"""

import re
from dataclasses import dataclass

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
