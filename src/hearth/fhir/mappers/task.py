"""Task: what was agreed to be done, steps on the way, and how it goes with groups near by."""

from collections.abc import Iterator

from hearth.fhir.made import Incoming, Made, Mapper, Taken, Whole
from hearth.fhir.mappers.entries import drawn
from hearth.fhir.mappers.introducing import tasks
from hearth.fhir.mappers.taking import not_changed_here, takes_entry


def _draws(whole: Whole) -> Iterator[Made]:
    yield from drawn(whole, "Task")
    yield from tasks(whole)


def _takes(incoming: Incoming) -> Taken:
    not_changed_here(incoming, "introduction-")
    return takes_entry(incoming)


MAPPER = Mapper("Task", why="what was agreed to be done", draws=_draws, takes=_takes)
