"""One person's row of the quick statement, read as `ties.py` wants it (`Rows`)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from hearth.core.sharing import Seal, SealKind
from hearth.core.words import Section
from hearth.records.access.raw_rows import made, moment, width
from hearth.records.people.models import Death, Person


class _Post(NamedTuple):
    """A post, as far as a tie needs it."""

    role: str
    job_title: str
    starts: date
    ends: date | None
    organisation_id: int
    organisation: str
    involved_from: date | None = None
    involved_until: date | None = None

    def __str__(self) -> str:
        return f"{self.job_title}, {self.organisation}"


class _Supporter(NamedTuple):
    relationship: str
    authority: str
    sections: list[str]
    actions: list[str]
    until: date | None
    accepted_at: datetime


class _Share(NamedTuple):
    sections: list[str]
    shared_at: datetime
    until: date


class _Glass(NamedTuple):
    post: _Post
    starts_at: datetime
    ends_at: datetime


class _Look(NamedTuple):
    post: _Post
    opens_at: datetime
    until: date


@dataclass(frozen=True)
class Facts:
    """One row of the statement. Lists come as JSON, and are read only where they count."""

    row: Sequence[Any]
    at: datetime

    @property
    def person(self) -> Person:
        person = made(Person, self.row)
        assert person is not None
        return person

    @property
    def death(self) -> Death | None:
        return made(Death, self.row, width(Person))

    @property
    def last_change(self) -> int:
        return self.row[-2] or 0

    @property
    def drawn(self) -> str:
        return self.row[-1] or ""

    def _list(self, place: int) -> list[Any]:
        """One list, in the order of its rows' keys, which stand first."""
        text = self.row[width(Person, Death) + place]
        return sorted(json.loads(text), key=_key) if text and text != "[]" else []

    def supporters(self) -> Iterable[_Supporter]:
        return [
            _Supporter(relationship, authority, sections, actions, _day(until), moment(accepted))
            for _, relationship, authority, sections, actions, until, accepted in self._list(0)
        ]

    def posts(self) -> Iterable[_Post]:
        return [_post(each[2:]) for each in self._list(1)]

    def shares(self) -> Iterable[tuple[_Share, _Post]]:
        today = timezone.localdate(self.at)
        found = [
            (_Share(sections, moment(shared_at), date.fromisoformat(until)), _post(post))
            for _, _, sections, shared_at, until, *post in self._list(2)
        ]
        return [(share, post) for share, post in found if share.until >= today]

    def glasses(self) -> Iterable[_Glass]:
        found = [
            _Glass(_post(post), moment(starts), moment(ends))
            for _, _, starts, ends, *post in self._list(3)
        ]
        return [each for each in found if each.ends_at > self.at]

    def quality_looks(self) -> Iterable[_Look]:
        today = timezone.localdate(self.at)
        found = [
            _Look(_post(post), moment(opens), date.fromisoformat(until))
            for _, _, opens, until, *post in self._list(4)
        ]
        return [each for each in found if each.until >= today]

    def seals(self) -> list[Seal]:
        return [
            Seal(
                kind=SealKind(kind),
                section=Section(section),
                thread=str(UUID(thread)) if thread else "",
                organisation=str(organisation) if organisation else "",
                named=frozenset(str(each) for each in named),
            )
            for _, _, kind, section, thread, organisation, named in self._list(5)
        ]


def _key(row: list[Any]) -> tuple[int, int]:
    return row[0], row[1] if isinstance(row[1], int) else 0


def _post(row: Sequence[Any]) -> _Post:
    role, title, starts, ends, organisation_id, organisation, *involved = row
    lasts = [_day(each) for each in involved]
    return _Post(
        role, title, date.fromisoformat(starts), _day(ends), organisation_id, organisation, *lasts
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
