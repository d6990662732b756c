"""The lines of the minimum data set, from introductions that nobody has closed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from hearth.core.cohorts.equity import age_band
from hearth.core.introductions.arrival import course
from hearth.core.introductions.minimum import ASKED_BEFORE_AND_AFTER
from hearth.core.introductions.outcomes import Answer, pair
from hearth.core.introductions.standing import Event, standing
from hearth.core.introductions.states import Kind, State
from hearth.core.people import age_on
from hearth.records.access.population import registrations_for_extract
from hearth.records.introductions.models import Introduction
from hearth.records.introductions.queries import as_event, events_of, whole
from hearth.records.measures.population import responses_for_extract
from hearth.records.people.models import Address, Identifier
from hearth.records.replies.closed import not_closed
from hearth.records.replies.population import needs_of

CHUNK = 500
REFERS = frozenset({Kind.REFERRED, Kind.ACCOMPANIED})
GROUP_SAID = frozenset({State.ACCEPTED, State.WAITING, State.REJECTED})


@dataclass(frozen=True)
class Around:
    """What is read once for all lines, by person; `needs` by activity."""

    practices: Mapping[UUID, list[tuple[date, date | None, str]]]
    answers: Mapping[tuple[UUID, str], list[Answer]]
    numbers: Mapping[UUID, str]
    postcodes: Mapping[UUID, str]
    needs: Mapping[UUID, str]


Line = dict[str, object]


def lines(*, since: date, until: date) -> Iterator[tuple[UUID, Line]]:
    """Give (person, line) of each introduction made from `since` to `until`, both included.

    The lines hold all columns, those that name people too: who writes a file chooses.
    """
    made = Introduction.objects.filter(made_at__date__gte=since, made_at__date__lte=until)
    rows = whole(not_closed(made)).order_by("made_at", "pk")
    people = set(rows.values_list("person_id", flat=True))
    around = _around(people, rows)
    for row in rows.iterator(CHUNK):
        yield row.person_id, _line(row, around)


def _around(people: set[UUID], rows: Any) -> Around:
    practices: dict[UUID, list[tuple[date, date | None, str]]] = {}
    for _, person, code, name, starts, ends in registrations_for_extract():
        if person in people:
            practices.setdefault(person, []).append((starts, ends, code or name))
    answers: dict[tuple[UUID, str], list[Answer]] = {}
    for person, _, _, given, at in responses_for_extract():
        for item in ASKED_BEFORE_AND_AFTER:
            if person in people and item in given:
                told = Answer(timezone.localdate(at), int(given[item]))
                answers.setdefault((person, item), []).append(told)
    need_of = {each.code: each.need for each in settings.INTERESTS.interests}
    return Around(practices, answers, _numbers(), _postcodes(), needs_of(rows, need_of))


def _numbers() -> dict[UUID, str]:
    scheme = settings.JURISDICTION.identifier.code
    rows = Identifier.objects.filter(scheme=scheme, person__introductions__isnull=False)
    return dict(rows.values_list("person_id", "value"))


def _postcodes() -> dict[UUID, str]:
    rows = Address.objects.filter(type="home", person__introductions__isnull=False)
    return dict(rows.order_by("-pk").values_list("person_id", "postcode"))


def _line(row: Introduction, around: Around) -> Line:
    events = [as_event(each) for each in events_of(row)]
    return {
        **_demographics(row, around),
        "need": around.needs.get(row.activity_id, ""),
        "reason_in_words": row.why,
        **_support(row, events),
        **_outcomes(events),
        **_before_and_after(row, around),
    }


def _demographics(row: Introduction, around: Around) -> Line:
    person, on = row.person, timezone.localdate(row.made_at)
    return {
        "nhs_number": around.numbers.get(person.pk, ""),
        "name": f"{person.given_name} {person.family_name}",
        "born": person.born,
        "postcode": around.postcodes.get(person.pk, ""),
        "age_band": age_band(age_on(person.born, on))[1],
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "language": person.language,
        "practice": _practice(around.practices.get(person.pk, []), on),
    }


def _practice(held: list[tuple[date, date | None, str]], on: date) -> str:
    running = (name for starts, ends, name in held if starts <= on and (not ends or on <= ends))
    return next(running, "")


def _support(row: Introduction, events: list[Event]) -> Line:
    return {
        "introduced_on": timezone.localdate(row.made_at),
        "kind": row.kind,
        "code": _code(row, events),
        "referred_by": "person" if row.made_by_id == row.person.account_id else "staff",
        "activity": row.activity_name,
        "provider": row.activity.provider.name if row.activity.provider else "",
    }


def _code(row: Introduction, events: list[Event]) -> str:
    """The code of a referral; that of one declined where the person took their yes back."""
    codes = settings.JURISDICTION.introduction_codes
    if any(each.state is State.WITHDRAWN for each in events):
        return codes["declined"]
    return codes["referral"] if Kind(row.kind) in REFERS else ""


def _outcomes(events: list[Event]) -> Line:
    stands, its = standing(events), course(events)
    reason = events[-1].reason
    said = (each.on for each in events if each.state in GROUP_SAID)
    still = [yes for _, yes in its.still] if its else []
    return {
        "state": stands.state.value,
        "state_on": stands.since,
        "reason": reason.value if reason else "",
        "group_answered_on": min(said, default=None),
        "first_went_on": stands.arrived_on,
        "still_going": ("yes" if any(still) else "no") if still else "",
    }


def _before_and_after(row: Introduction, around: Around) -> Line:
    found: Line = {}
    for item in ASKED_BEFORE_AND_AFTER:
        told = around.answers.get((row.person_id, item), [])
        both = pair(told, timezone.localdate(row.made_at))
        found[f"{item}_before"] = both.before.value if both.before else None
        found[f"{item}_after"] = both.after.value if both.after else None
    return found
