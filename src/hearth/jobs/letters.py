"""What goes into a person's preparation letter, gathered from the record."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from hearth.core.people import Format
from hearth.core.results import explain
from hearth.core.rounds import Step
from hearth.formats.letter import Letter, told
from hearth.formats.paper import written_day
from hearth.records.access.door import Record
from hearth.records.people.queries import banner, details, wanted_format
from hearth.records.plans.queries.rounds import RoundStanding
from hearth.records.results.queries import core_results, current_names

URGENT = ("emergency", "urgent")
"""The words of the pack that a letter ends with."""


def letter_for(record: Record, now: RoundStanding, *, at: datetime) -> Letter:
    """Gather the letter for the round that is under way."""
    person, today = record.person, timezone.localdate(at)
    top, held = banner(person, today=today), details(person)
    place = now.round.accountable.organisation
    conditions, medicines = current_names(person)
    return Letter(
        name=top.name,
        called=top.called,
        born=top.born,
        identifiers=tuple(top.identifiers),
        address=home_address(held.addresses),
        sender=place.name,
        sender_address=place.address,
        sender_telephone=place.telephone,
        made_on=today,
        led_by=f"{now.round.accountable.account.full_name}, {now.round.accountable.job_title}",
        conversation=_conversation(now),
        answer_by=now.facts.due[Step.PREPARE],
        results=told(explain(core_results(person), settings.JURISDICTION.measurements)),
        conditions=tuple(conditions),
        medicines=tuple(medicines),
        urgent_words=" ".join(settings.JURISDICTION.wording[each] for each in URGENT),
        large_print=wanted_format(person) is Format.LARGE_PRINT,
    )


def home_address(addresses: Sequence[object]) -> tuple[str, ...]:
    """The lines of where somebody lives, as a letter needs them."""
    home = next((each for each in addresses if getattr(each, "type", "") == "home"), None)
    return tuple(part.strip() for part in str(home).split(",")) if home else ()


def _conversation(now: RoundStanding) -> str:
    """Say when and where, as far as it is known."""
    if not now.round.conversation_at:
        return f"We will find a time that suits you, by {written_day(now.facts.due[Step.DISCUSS])}."
    place = f", {now.round.conversation_place}" if now.round.conversation_place else ""
    return f"{_moment(now.round.conversation_at)}{place}"


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    clock = f"{local:%I:%M%p}".lstrip("0").lower()
    return f"{written_day(local)} at {clock}"
