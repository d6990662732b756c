"""Who a system means, where it has ids of its own; and what became of the cards."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from hearth.records.people.matching import holders
from hearth.records.prompts.models import Prompt, PromptAnswer

__all__ = ["Prompt", "PromptAnswer"]


def person_meant(identifiers: Iterable[tuple[str, str]], *, family: str, born: date) -> UUID | None:
    """The person who holds one of these numbers, if the name and the birth date agree too (G4)."""
    known = holders(identifiers).values()
    found = {
        each.person_id for each in known if each.born == born and each.family == family.casefold()
    }
    return found.pop() if len(found) == 1 else None


def answers_since(since: datetime) -> list[tuple[str, str]]:
    """(service, outcome) of all answers since then: is it a help, or a nuisance?"""
    rows = PromptAnswer.objects.filter(at__gte=since).order_by("pk")
    return list(rows.values_list("prompt__service", "outcome"))
