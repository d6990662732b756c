from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hearth.core.codes import hashed
from hearth.core.sharing import LinkState, link_obstacles
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.health_links.models import HealthLink, Opening

SHOWN = 10


@dataclass(frozen=True)
class Held:
    """One link as its person sees it. `why_not` lists why it opens nothing now."""

    pk: int
    label: str
    sections: tuple[Section, ...]
    has_passcode: bool
    ends_at: datetime
    most_uses: int
    uses: int
    ended_at: datetime | None
    why_not: tuple[str, ...]
    openings: tuple[tuple[datetime, str], ...]


def state_of(link: HealthLink) -> LinkState:
    """The facts that decide whether a link opens."""
    left = link.most_uses - link.uses
    return LinkState(link.ends_at, left, link.wrong_tries, link.ended_at is not None)


def health_links_of(record: Record, *, at: datetime) -> list[Held]:
    """All links of the person, those that run first, with who opened them. Two queries."""
    rows = list(HealthLink.objects.filter(person=record.person).order_by("-pk")[:50])
    opened: dict[int, list[tuple[datetime, str]]] = {row.pk: [] for row in rows}
    for each in Opening.objects.filter(link__in=rows).order_by("-at", "-pk"):
        if len(opened[each.link_id]) < SHOWN:
            opened[each.link_id].append((each.at, each.recipient))
    found = [held(row, opened[row.pk], at=at) for row in rows]
    return sorted(found, key=lambda each: bool(each.why_not))


def held(row: HealthLink, opened: Sequence[tuple[datetime, str]] = (), *, at: datetime) -> Held:
    """Return one link as its person sees it."""
    return Held(
        pk=row.pk,
        label=row.label,
        sections=tuple(Section(each) for each in row.sections),
        has_passcode=bool(row.passcode_hash),
        ends_at=row.ends_at,
        most_uses=row.most_uses,
        uses=row.uses,
        ended_at=row.ended_at,
        why_not=tuple(link_obstacles(state_of(row), at)),
        openings=tuple(opened),
    )


def health_link_numbered(record: Record, pk: int) -> HealthLink | None:
    """One link of this person."""
    return HealthLink.objects.filter(person=record.person, pk=pk).first()


def health_link_with(record: Record, link_id: str) -> HealthLink | None:
    """The link of this person whose address holds this id, if it was not ended."""
    rows = HealthLink.objects.filter(person=record.person, ended_at__isnull=True)
    return rows.filter(id_hash=hashed(link_id)).first()
