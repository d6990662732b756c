from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from hearth.core.messages import Silence
from hearth.core.people import Format, NeedKind, age_on
from hearth.records.people.models import (
    Account,
    Address,
    CommunicationNeed,
    ContactPoint,
    Death,
    DeathReport,
    Identifier,
    NeedsAsked,
    Person,
    Supporter,
)


@dataclass(frozen=True)
class Banner:
    """What stands at the top of each page and print about a person (G4)."""

    name: str
    called: str
    pronouns: str
    born: date
    age: int
    identifiers: list[tuple[str, str]]
    needs: list[str]
    died: date | None


def banner(person: Person, *, today: date, death: Death | None = None) -> Banner:
    """Gather the banner: two queries, whatever the person holds."""
    scheme = settings.JURISDICTION.identifier
    numbers = Identifier.objects.filter(person=person, scheme=scheme.code)
    needs = CommunicationNeed.objects.filter(person=person, ended_at__isnull=True).order_by("pk")
    words = [need.words for need in needs]
    if person.needs_interpreter:
        words.insert(0, f"Interpreter: {person.interpreter_language or person.language}")
    return Banner(
        name=person.name.shown,
        called=person.name.called,
        pronouns=person.pronouns,
        born=person.born,
        age=age_on(person.born, death.died_on if death else today),
        identifiers=[(scheme.name, scheme.written(row.value)) for row in numbers],
        needs=words,
        died=death.died_on if death else None,
    )


def numbers_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """The number of each of these people as it is written, for lists. One query."""
    scheme = settings.JURISDICTION.identifier
    rows = Identifier.objects.filter(person__in=list(people), scheme=scheme.code)
    return {row.person_id: scheme.written(row.value) for row in rows}


@dataclass(frozen=True)
class Details:
    """A person's details for a page or a form."""

    person: Person
    number: str
    addresses: list[Address]
    contacts: list[ContactPoint]
    needs: list[CommunicationNeed]
    asked_at: datetime | None
    aliases: list[str]


def details(person: Person) -> Details:
    scheme = settings.JURISDICTION.identifier
    number = (
        Identifier.objects.filter(person=person, scheme=scheme.code)
        .values_list("value", flat=True)
        .first()
    )
    asked = (
        NeedsAsked.objects.filter(person=person)
        .order_by("-at")
        .values_list("at", flat=True)
        .first()
    )
    return Details(
        person=person,
        number=scheme.written(number) if number else "",
        addresses=list(person.addresses.order_by("pk")),
        contacts=list(person.contact_points.order_by("rank", "pk")),
        needs=list(person.needs.filter(ended_at__isnull=True).order_by("pk")),
        asked_at=asked,
        aliases=list(person.aliases.values_list("name", flat=True)),
    )


def wanted_format(person: Person) -> Format:
    """The format that the person asked for; standard print when they asked for none."""
    words = (
        CommunicationNeed.objects.filter(
            person=person, kind=NeedKind.FORMAT.value, ended_at__isnull=True
        )
        .order_by("-recorded_at")
        .values_list("words", flat=True)
        .first()
    )
    return Format(words) if words in set(Format) else Format.STANDARD


def supporters_of(person: Person) -> QuerySet[Supporter]:
    """Everyone whom the person invited, those whose part has ended last."""
    return Supporter.objects.filter(person=person).order_by("ended_at", "invited_at")


def demo_accounts() -> QuerySet[Account]:
    """The accounts of the demo cast, in the order of the story."""
    return (
        Account.objects.filter(is_demo=True, is_active=True)
        .exclude(demo_story="")
        .order_by("demo_order", "pk")
    )


def last_death(person: Person) -> Death | None:
    """The newest report of a death that still stands."""
    return (
        Death.objects.filter(person=person, undone_at__isnull=True)
        .select_related("undo_asked_by")
        .first()
    )


def open_death_report(person_id: UUID) -> DeathReport | None:
    """What somebody close told us, and nobody has checked yet."""
    return DeathReport.objects.filter(person=person_id, closed_at__isnull=True).first()


def open_death_reports(people: QuerySet[Person]) -> QuerySet[DeathReport]:
    """What waits to be checked about these people, the oldest first."""
    rows = DeathReport.objects.filter(closed_at__isnull=True, person__in=people)
    return rows.select_related("person").order_by("reported_at")


def living(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those of these people of whose death nobody has told us."""
    died = Death.objects.filter(person=OuterRef("pk"), undone_at__isnull=True)
    told = DeathReport.objects.filter(person=OuterRef("pk"), closed_at__isnull=True)
    return people.filter(~Exists(died), ~Exists(told))


def silence_about(person_id: UUID | None) -> Silence:
    """Say whether messages about this person may leave now."""
    if person_id is None:
        return Silence.NONE
    if Death.objects.filter(person=person_id, undone_at__isnull=True).exists():
        return Silence.STOPPED
    return Silence.HELD if open_death_report(person_id) else Silence.NONE


def needs_large_print(person_id: UUID | None) -> bool:
    """Say whether letters about this person are made in large print."""
    person = Person.objects.filter(pk=person_id).first() if person_id else None
    return person is not None and wanted_format(person) is Format.LARGE_PRINT
