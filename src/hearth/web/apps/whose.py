"""Whose plan an app is let in to: one's own, that of somebody one helps, or one chosen at work."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils import timezone

from hearth.fhir.smart.asking import Ask
from hearth.records.access.queries import own_person_id, posts_of, search, supported_by
from hearth.records.callers.queries import launch_held
from hearth.records.people.queries import numbers_of

MOST_FOUND = 20


@dataclass(frozen=True)
class Choose:
    """Nobody is chosen yet: the people from whom one can be."""

    is_staff: bool
    near: tuple[tuple[UUID, str], ...] = ()


def whose(ask: Ask, *, by: Any, named: str, at: datetime) -> UUID | Choose | None:
    """Return whose plan it is; None for all that a member of staff may see. Choose: ask."""
    today = timezone.localdate(at)
    if ask.launch:
        held = launch_held(ask.launch, app=ask.app, by=by, at=at)
        if held is None:
            raise ask.refused("invalid_request", "launch is not known, or was used before")
        return UUID(str(held.person_id))
    own, posts = own_person_id(by), posts_of(by, on=today)
    if posts and not ask.wants_a_person:
        return None
    near = [(own, "My own plan")] if own else []
    near += [(row.person_id, row.person.name.shown) for row in supported_by(by, on=today)]
    if named:
        return _named(named, ask)
    if len(near) == 1 and not posts:
        return near[0][0]
    if not near and not posts:
        raise ask.refused("access_denied", "there is no plan that they could let an app see")
    return Choose(is_staff=bool(posts), near=tuple(near))


def _named(named: str, ask: Ask) -> UUID:
    """Read the person who was chosen. Whether they may be seen is asked at the door."""
    try:
        return UUID(named)
    except ValueError as error:
        raise ask.refused("invalid_request", "person is not known") from error


def found(by: Any, words: str, *, at: datetime) -> list[tuple[Any, str]]:
    """The people of a member of staff who fit some words, each with their number."""
    people = list(islice(search(by, words, on=timezone.localdate(at)), MOST_FOUND))
    numbers = numbers_of([person.pk for person in people])
    return [(person, numbers.get(person.pk, "")) for person in people]
