"""A practice with some people on a list, for tests of the recall."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from hearth.core.messages import MessageWay
from hearth.core.people import Format, NeedKind
from hearth.core.recall.facts import Letter
from hearth.jobs.demo.numbers import nhs_numbers
from hearth.jobs.sending import send_due
from hearth.records.access.bulk import NewTie, involve_all
from hearth.records.access.door import open_record
from hearth.records.people.bulk import NewPerson, register_all
from hearth.records.recall.changes.lists import ToList, put_on_register
from hearth.records.recall.changes.sending import send_batch
from hearth.records.recall.models import Recall
from tests.world import NOW, World

LATER = NOW + timedelta(minutes=11)
NUMBERS = nhs_numbers()
LIST = "Two or more conditions"


@dataclass
class Provider:
    """Takes all, and keeps what it took."""

    taken: list[object] = field(default_factory=list)

    def hand_over(self, parcel: object) -> None:
        self.taken.append(parcel)

    def has(self, _reference: UUID) -> bool:
        return False


def some_people(world: World, count: int, **details: object) -> list[UUID]:
    """Register people at the practice, born this month; each with post and an email."""
    new = [_new(place, details) for place in range(count)]
    register_all(new, by=None)
    ties = [NewTie(each.id, world.practice, "practice", date(2020, 1, 1)) for each in new]
    involve_all(ties, by=None, at=NOW)
    return [each.id for each in new]


def _new(place: int, details: dict[str, object]) -> NewPerson:
    wanted = details.get("format")
    needs = [(NeedKind.FORMAT, Format(str(wanted)).value, "")] if wanted else []
    names = {"given_name": "Ada", "family_name": f"Byron {place:03d}", "born": date(1950, 11, 3)}
    rest = {key: value for key, value in details.items() if key not in ("format", "contacts")}
    contacts = [{"system": "email", "value": f"ada{place}@example.org", "rank": 1}]
    return NewPerson(
        id=uuid4(), details={**names, **rest}, number=next(NUMBERS), needs=needs, since=NOW,
        address={"line_1": "1 Mill Lane", "postcode": "XW1 1AA"},
        contacts=details.get("contacts", contacts),  # type: ignore[arg-type]
    )  # fmt: skip


def on_the_list(world: World, count: int, **details: object) -> list[UUID]:
    """The same, put on a list: all due this month."""
    people = some_people(world, count, **details)
    put(people)
    return people


def put(people: list[UUID], *, register: str = LIST, at: datetime = NOW, **more: object) -> object:
    rows = [ToList(each, ("Asthma, 3 March 2020",)) for each in people]
    return put_on_register(rows, register=register, source="a test", by=None, at=at, **more)  # type: ignore[arg-type]


def a_batch(
    world: World, letter: Letter = Letter.INVITATION, *, at: datetime = NOW, people: object = None
) -> object:
    """Send a letter to these people, or to all with an open recall."""
    rows = Recall.objects.filter(ended_at__isnull=True)
    if people is not None:
        rows = rows.filter(person__in=people)
    return send_batch(
        organisation=world.practice, letter=letter, by=world.administrator, at=at,
        recalls=list(rows.values_list("pk", flat=True)),
    )  # fmt: skip


def let_leave(at: datetime = LATER) -> Provider:
    """A worker hands over all that is due."""
    provider = Provider()
    send_due(at=at, providers=dict.fromkeys(MessageWay, provider))
    return provider


def record_of(world: World, person: UUID, *, at: datetime = NOW) -> object:
    return open_record(person, by=world.administrator, at=at, why="a test")
