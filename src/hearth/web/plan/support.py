"""The circle of support, read from the plan: who stands around the person, in three rings."""

from collections.abc import Iterable

from hearth.core.plan import Entry

Ring = tuple[str, list[tuple[str, str]]]

CIRCLE: dict[str, tuple[str, str, str]] = {
    "contact": ("Family and friends", "name", "relationship"),
    "informal_support": ("Family and friends", "who", "what"),
    "community": ("Community", "what", "when"),
    "professional": ("Services", "name", "role"),
}
"""Kinds of entry that stand in the circle: their ring, and the fields for the name and who."""


def rings_of(entries: Iterable[Entry], *, key_worker: str) -> tuple[Ring, ...]:
    """Draw the circle of support from the plan: (ring, [(name, who they are)]); empty for nobody.

    Somebody who is named twice stands there once, as first said.
    """
    rings: dict[str, dict[str, tuple[str, str]]] = {"Family and friends": {}, "Community": {}}
    services = {key_worker.casefold(): (key_worker, "My key worker")} if key_worker else {}
    rings["Services"] = services
    for entry in entries:
        if entry.kind in CIRCLE:
            ring, name_field, who_field = CIRCLE[entry.kind]
            name = str(entry.content[name_field])
            who = str(entry.content.get(who_field, ""))
            rings[ring].setdefault(name.casefold(), (name, who))
    if not any(rings.values()):
        return ()
    return tuple((title, list(members.values())) for title, members in rings.items())
