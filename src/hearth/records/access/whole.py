"""The whole of one record, for the software itself: to draw what others are then shown in part."""

from uuid import UUID

from hearth.core.access import ALL_SECTIONS, Action, Footing, Grant, Role, View
from hearth.records.access.door import LinkHolder, Record, person_and_death

HEARTH = LinkHolder("Hearth")


def whole(person_id: UUID | str) -> Record:
    """Return the record with every section open, to read from; nobody is noted as looking.

    Whoever calls must label all that they draw from it with its section and thread, since those
    decide at the door who sees it. Raises NotVisible when there is no such person.
    """
    person, death = person_and_death(person_id)
    everything = Grant(
        role=Role.PERSON,
        through="Hearth",
        footing=Footing.OWN,
        views=(View(ALL_SECTIONS),),
        actions=frozenset({Action.READ, Action.SEE_WHO_LOOKED, Action.SHARE, Action.EXPORT}),
    )
    return Record(person, everything, HEARTH, "Hearth", death)
