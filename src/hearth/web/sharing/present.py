"""Who sees the plan, as the pages about sharing show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from hearth.core.words import TITLES, Section
from hearth.records.access import preview, shares
from hearth.records.access.door import Record
from hearth.records.access.preview import Recipient
from hearth.records.access.recipients import services_in_care
from hearth.records.people.queries import supporters_of
from hearth.web.supporter.forms import SHARED

WHOLE = len(SHARED)
SERVICE, SUPPORTER, SHARE = "service", "supporter", "share"


@dataclass(frozen=True)
class Seer:
    """Somebody who can see something of the plan. `kind` and `pk` find them again."""

    kind: str
    pk: int
    name: str
    title: str
    sections: frozenset[Section]
    purpose: str = ""
    until: date | None = None
    basis: Mapping[str, str] | None = None

    @property
    def parts(self) -> list[str]:
        """The titles of the parts that they see, in reading order."""
        return [TITLES[each] for each in SHARED if each in self.sections]

    @property
    def sees_all(self) -> bool:
        return len(self.parts) == WHOLE


@dataclass(frozen=True)
class Part:
    """One part of the plan, and everybody who sees it."""

    section: Section
    title: str
    seers: tuple[Seer, ...]


def seers(record: Record, *, at: datetime) -> list[Seer]:
    """Everyone who sees something: services in the care, supporters, and those shared with."""
    return [*_services(record, at), *_supporters(record, at), *_shares(record, at)]


def of_kind(everyone: Iterable[Seer], kind: str) -> list[Seer]:
    return [each for each in everyone if each.kind == kind]


def by_part(everyone: Iterable[Seer]) -> list[Part]:
    """The same, part by part."""
    held = list(everyone)
    return [
        Part(section, TITLES[section], tuple(each for each in held if section in each.sections))
        for section in SHARED
    ]


def _services(record: Record, at: datetime) -> Iterable[Seer]:
    bases = {row.organisation_id: row.basis for row in shares.lawful_bases_of(record.person)}
    for row in services_in_care(record.person, on=timezone.localdate(at)):
        sections = preview.sections_seen(record, preview.of_service(row, at=at), at=at)
        basis = settings.JURISDICTION.lawful_bases.get(bases.get(row.organisation_id, ""))
        name = row.organisation.name
        yield Seer(SERVICE, row.pk, name, row.get_kind_display(), sections, row.why, basis=basis)


def _supporters(record: Record, at: datetime) -> Iterable[Seer]:
    today = timezone.localdate(at)
    for row in supporters_of(record.person):
        if row.accepted_at and not row.ended_at and not (row.until and row.until < today):
            sections = preview.sections_seen(record, preview.of_supporter(row), at=at)
            yield Seer(SUPPORTER, row.pk, row.name, row.relationship, sections, until=row.until)


def _shares(record: Record, at: datetime) -> Iterable[Seer]:
    for row in shares.shares_of(record.person, on=timezone.localdate(at)):
        who = preview.of_share(record, row, at=at)
        sections = preview.sections_seen(record, who, at=at)
        name, title = _recipient(row)
        yield Seer(SHARE, row.pk, name, title, sections, row.purpose, row.until)


def _recipient(row: Any) -> tuple[str, str]:
    if row.post is None:
        return row.organisation.name, "All staff there who plan care"
    return row.post.account.full_name, str(row.post)


def recipient_of(record: Record, kind: str, pk: int, *, at: datetime) -> Recipient | None:
    """Find somebody who sees the plan again, by how the page names them."""
    today = timezone.localdate(at)
    if kind == SHARE:
        running = shares.shares_of(record.person, on=today)
        share = next((each for each in running if each.pk == pk), None)
        return preview.of_share(record, share, at=at) if share else None
    if kind == SUPPORTER:
        chosen = supporters_of(record.person).filter(pk=pk, accepted_at__isnull=False)
        helper = chosen.filter(ended_at__isnull=True).first()
        return preview.of_supporter(helper) if helper else None
    services = services_in_care(record.person, on=today)
    service = next((each for each in services if each.pk == pk), None)
    return preview.of_service(service, at=at) if service else None
