"""What could be passed on about one person: gathered for the page, and again before it is kept."""

from datetime import date

from hearth.core.introductions.passing_on import About
from hearth.core.people import ContactWay, NeedKind
from hearth.core.plan import Entry
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.people.models import CommunicationNeed, ContactPoint, Person
from hearth.records.plans.queries.entries import current_entries
from hearth.records.plans.queries.signing import with_all_seals_shut

GIST = 300


def about(record: Record, *, on: date, goal: str = "", companion: str = "") -> About:
    """Gather it, without anything that is sealed from anyone. A few queries.

    `goal`: the thread of the goal whose words may be passed on; `companion`: who goes with them.
    """
    person = record.person
    open_entries = _unsealed(record, on)
    points = {row.system: row.value for row in _points(person)}
    needs = list(CommunicationNeed.objects.filter(person=person, ended_at__isnull=True))
    talk = [each.words for each in needs if each.kind == NeedKind.COMMUNICATION.value]
    adjust = [each.words for each in needs if each.kind == NeedKind.ADJUSTMENT.value]
    return About(
        called=person.name.called,
        telephone=points.get("mobile") or points.get("telephone", ""),
        email=points.get("email", ""),
        language=_language(person),
        communication=tuple(talk),
        access=tuple(adjust),
        hope=next((e.lead for e in open_entries if e.kind == "goal" and e.thread == goal), "")[
            :GIST
        ],
        companion=companion.strip(),
        supporter=_supporter(open_entries),
        prefers_email=person.preferred_contact == ContactWay.EMAIL.value,
    )


def goals_to_name(record: Record, *, on: date) -> list[tuple[str, str]]:
    """The goals that an introduction can be for: (thread, the person's words), unsealed ones."""
    return [(each.thread, each.lead) for each in _unsealed(record, on) if each.kind == "goal"]


def _unsealed(record: Record, on: date) -> list[Entry]:
    """The entries that this viewer sees and that nobody is kept from."""
    shut = with_all_seals_shut(record, on=on)
    return [each for each in current_entries(record) if shut.shows(each.section, each.thread)]


def _points(person: Person) -> list[ContactPoint]:
    # The last of each kind wins in a mapping, and rank 1 is tried first.
    return list(ContactPoint.objects.filter(person=person).order_by("-rank", "-pk"))


def _language(person: Person) -> str:
    if person.needs_interpreter:
        return f"{person.interpreter_language or person.language}, with an interpreter"
    return person.language if person.language != "English" else ""


def _supporter(entries: list[Entry]) -> str:
    """Somebody in their life with a way to reach them."""
    for each in entries:
        if each.section is Section.PEOPLE_AND_PLANS and each.kind == "contact":
            name, how = each.content.get("name"), each.content.get("contact")
            if name and how:
                known = each.content.get("relationship")
                return f"{name} ({known}), {how}" if known else f"{name}, {how}"
    return ""
