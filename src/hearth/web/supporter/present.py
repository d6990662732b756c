"""Supporters as a page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hearth.core.words import TITLES
from hearth.web.supporter.forms import MAY_DO, SHARED


@dataclass(frozen=True)
class SupporterShown:
    """One supporter in words. `state` says how things stand: invited, helps, ended, run out."""

    pk: int
    name: str
    relationship: str
    authority: str
    state: str
    sees: list[str]
    may: list[str]
    until: date | None

    @property
    def is_live(self) -> bool:
        return self.state in ("helps you", "invited")


def rows(supporters: Iterable[Any], *, today: date) -> list[SupporterShown]:
    """Turn rows into what the page shows."""
    return [shown(row, today=today) for row in supporters]


def shown(row: Any, *, today: date) -> SupporterShown:
    """Turn one row into what the page shows."""
    return SupporterShown(
        row.pk,
        row.name,
        row.relationship,
        row.authority,
        _state(row, today),
        sees(row.sections),
        [words for action, words in MAY_DO if action.value in row.actions],
        row.until,
    )


def sees(sections: Iterable[str]) -> list[str]:
    """The titles of these parts, in reading order."""
    held = set(sections)
    return [TITLES[section] for section in SHARED if section.value in held]


def _state(row: Any, today: date) -> str:
    if row.ended_at:
        return "ended"
    if row.until and row.until < today:
        return "its last day has passed"
    return "helps you" if row.accepted_at else "invited"
