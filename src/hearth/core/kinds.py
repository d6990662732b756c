"""The kinds of entry that a plan can hold, and the fields of each.

One catalogue serves forms, pages, prints, the frozen document and imports. Every element of the
PRSB Personalised Care and Support Plan v2.0 has a place here (`prsb` names it), and so have the
things that it lacks: risks, life events, informal support, community resources, resources.
"""

from hearth.core.catalogue.agreed import AGREED
from hearth.core.catalogue.around import AROUND
from hearth.core.catalogue.person import PERSON
from hearth.core.fields import Field, FieldType, Kind, checked, problems, shown
from hearth.core.words import Section

__all__ = [
    "CATALOGUE",
    "KINDS",
    "PLAN_KINDS",
    "Field",
    "FieldType",
    "Kind",
    "checked",
    "kinds_in",
    "problems",
    "shown",
]

CATALOGUE: tuple[Kind, ...] = (*PERSON, *AGREED, *AROUND)

KINDS: dict[str, Kind] = {kind.code: kind for kind in CATALOGUE}

PLAN_KINDS: tuple[str, ...] = tuple(
    kind.code for kind in CATALOGUE if kind.section is not Section.CONVERSATION
)
"""Kinds that the frozen plan holds. The conversation itself is kept, but is not the plan."""


def kinds_in(section: Section) -> tuple[Kind, ...]:
    """Return the kinds of one section, in reading order."""
    return tuple(kind for kind in CATALOGUE if kind.section is section)
