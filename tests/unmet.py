"""What people could not find, for tests."""

from datetime import UTC, date, datetime

from hearth.core.unmet import Asked, Reason
from hearth.records.access.changes import involve
from hearth.records.access.door import open_record
from hearth.records.unmet.changes.asking import write_down
from hearth.records.unmet.models import UnmetNeed
from tests.world import World, a_person

LAST_QUARTER = datetime(2026, 8, 12, 10, tzinfo=UTC)
"""A day in July to September 2026."""
PLACE = "XW1"


def unmet(world: World, person=None, *, at: datetime = LAST_QUARTER, **said) -> UnmetNeed:
    """Written down by the nurse: a choir at night, for company; all three yeses given."""
    given = {
        "words": "I looked for a choir at night.", "need": "company", "place": PLACE,
        "reason": Reason.NOTHING, "may_count": True, "may_come_back": True, "may_quote": True,
    } | said  # fmt: skip
    record = open_record(
        (person or world.person).pk, by=world.nurse, at=at, why="a test"
    )  # fmt: skip
    return write_down(
        record=record, community=world.practice.community, asked=Asked(**given),
        places=[given["place"]], by=world.nurse, at=at,
    )  # fmt: skip


def people(world: World, how_many: int, first: int = 100):
    """So many more people of the practice."""
    found = []
    for number in range(first, first + how_many):
        person = a_person(f"P{number}", "Rowan", number="")
        involve(
            person=person, organisation=world.practice, kind="practice",
            starts=date(2020, 1, 1), by=None, at=LAST_QUARTER,
        )  # fmt: skip
        found.append(person)
    return found
