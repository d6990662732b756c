"""What an app can be given: never more than who lets it in may do themselves."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from hearth.core.access import STAFF_MAY, Action, Role
from hearth.core.smart import CONTEXTS, STAYS, Offer, Rights, Scope, may_have, offers
from hearth.fhir.mappers import MAPPERS
from hearth.records.access.door import Record
from hearth.records.access.queries import own_person_id, posts_of, supported_by

READING = "rs"
WRITING = "cu"


def rights_of(record: Record) -> Rights:
    """What somebody may do with one person's plan, by type of resource. Nothing is deleted."""
    return {
        type: READING + (WRITING if mapper.takes and record.may(mapper.action) else "")
        for type, mapper in MAPPERS.items()
    }


def rights_of_posts(account: Any, *, at: datetime) -> Rights:
    """What the posts of a member of staff, or of a machine, allow at most."""
    posts = posts_of(account, on=timezone.localdate(at)) if account else []
    may: set[Action] = set().union(*(STAFF_MAY[Role(post.role)] for post in posts))
    if Action.READ not in may:
        return {}
    return {
        type: READING + (WRITING if mapper.takes and mapper.action in may else "")
        for type, mapper in MAPPERS.items()
    }


def can_be_given(
    asked: str, most: str, record: Record | None, by: Any, at: datetime
) -> list[Offer]:
    """Sort what can be given of what an app asks for into lines in plain words.

    Who is not staff lets an app in to one plan alone: its wider scopes shrink to that plan.
    """
    rights = rights_of(record) if record else rights_of_posts(by, at=at)
    contexts = ("patient", "user") if record else ("user",)
    given = may_have(asked, most=most, rights=rights, contexts=contexts)
    if record is not None and record.role in (Role.PERSON, Role.SUPPORTER):
        given = [Scope("patient", each.type, each.doing, each.only) for each in given]
    return [offer for offer in offers(dict.fromkeys(given)) if _can_see(offer, record)]


def _can_see(offer: Offer, record: Record | None) -> bool:
    """Say whether any part of this line is open to who lets the app in."""
    needed = offer.line.sections
    return record is None or not needed or any(record.sees(each) for each in needed)


def other_scopes(asked: str, most: str) -> list[str]:
    """The scopes that open no resource: who signed in, and whether the app may stay."""
    registered = set(most.split())
    return [
        each for each in dict.fromkeys(asked.split())
        if each in registered and each in (*CONTEXTS, *STAYS)
    ]  # fmt: skip


def who_signed_in(account: Any, person_id: UUID | None, *, at: datetime) -> str:
    """The resource that stands for who signed in, beside this person."""
    own = own_person_id(account)
    if own is not None and own == (person_id or own):
        return f"Patient/{own}"
    for row in supported_by(account, on=timezone.localdate(at)):
        if row.person_id == person_id:
            return f"RelatedPerson/supporter-{row.pk}"
    return f"Practitioner/practitioner-{account.pk}"
