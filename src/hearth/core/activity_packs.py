"""A pack to take home: a saved choice of what is near, found again each time that it is used.

What it shows is never kept: a pack that was made in spring shows in autumn what runs in autumn.
What one setting last printed is kept, to say what went stale or closed since.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from hearth.core.directory.activity import Activity, Cost, Freshness, Status, Way, freshness
from hearth.core.directory.facts import Document
from hearth.core.directory.searching import Search
from hearth.core.words import Refusal, Refused

LONGEST_TITLE = 80
MOST = (5, 10, 15, 20)
"""How many entries a pack may have at the most: more is no help on paper."""
MILES = (1, 2, 5, 10, 20)


class CannotKeepPack(Refused):
    """Something is missing from a pack, or it is not theirs to change."""


class Setting(StrEnum):
    """When a pack is given."""

    HOSPITAL = "leaving-hospital"
    CONVERSATION = "after-a-conversation"
    CARERS = "for-carers"
    NEW_HERE = "new-to-the-area"
    ELSE = "something-else"


SETTING_WORDS: Mapping[Setting, str] = {
    Setting.HOSPITAL: "On leaving hospital",
    Setting.CONVERSATION: "After a conversation",
    Setting.CARERS: "For carers",
    Setting.NEW_HERE: "New to the area",
    Setting.ELSE: "Something else",
}


@dataclass(frozen=True)
class Selection:
    """What a pack looks for. What is left empty does not matter. `near`: a postcode or a place."""

    interests: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    near: str = ""
    within: int | None = None
    weekdays: frozenset[int] = frozenset()
    low_cost: bool = False
    step_free: bool = False
    online: bool = False
    language: str = ""
    most: int = 10

    def as_values(self) -> dict[str, Any]:
        """Return it as plain values, to be kept."""
        lists = {
            name: sorted(getattr(self, name)) for name in ("interests", "needs", "weekdays")
        }  # fmt: skip
        rest = ("near", "within", "low_cost", "step_free", "online", "language", "most")
        return lists | {name: getattr(self, name) for name in rest}

    def as_search(self) -> Search:
        """Return it as a search; where `near` is, the caller fills in."""
        return Search(
            interests=self.interests, needs=self.needs, weekdays=self.weekdays,
            within=float(self.within) if self.within else None,
            costs=frozenset({Cost.FREE, Cost.LOW}) if self.low_cost else frozenset(),
            step_free=self.step_free, language=self.language,
            ways=frozenset({Way.ONLINE}) if self.online else frozenset(),
        )  # fmt: skip


def selection_from(values: Mapping[str, Any]) -> Selection:
    """Return the selection that was kept."""
    lists = {name: frozenset(values[name]) for name in ("interests", "needs", "weekdays")}
    return Selection(**{**values, **lists})


def pack_problems(title: str, setting: Setting | None, selection: Selection) -> list[Refusal]:
    """List what a pack still needs."""
    found = []
    if not title.strip():
        found.append(Refusal("Give the pack a name.", "title"))
    if len(title) > LONGEST_TITLE:
        found.append(Refusal(f"Keep it under {LONGEST_TITLE} letters.", "title"))
    if setting is None:
        found.append(Refusal("Choose when you give it.", "setting"))
    if selection.within and not selection.near.strip():
        found.append(Refusal("Say from where to count the miles.", "near"))
    if selection.most not in MOST:
        found.append(Refusal("Choose how many it may have.", "most"))
    return found


def chosen(
    pins: Sequence[Activity], hits: Iterable[Activity], left_out: Collection[str], most: int
) -> list[Activity]:
    """Return what a pack shows: the pins first, then what was found, and nothing that is closed."""
    found: dict[str, Activity] = {}
    for each in (*pins, *hits):
        if each.status is Status.ACTIVE and each.key not in left_out:
            found.setdefault(each.key, each)
    return list(found.values())[: max(most, len(pins))]


def is_over(document: Document, day: date) -> bool:
    """Say whether all its times end before a day. One without an end goes on."""
    ends = [_end(row) for row in document.get("schedules") or [] if isinstance(row, Mapping)]
    return bool(ends) and all(end is not None and end < day for end in ends)


def _end(schedule: Document) -> date | None:
    for name in ("until", "valid_to"):
        with suppress(ValueError):
            return date.fromisoformat(str(schedule.get(name) or "")[:10])
    return None


class Change(StrEnum):
    """What became of an entry since a setting last used the pack."""

    CLOSED = "It is closed, or not in the list any more"
    CLOSED_FOR_NOW = "It is closed for now"
    STALE = "Nobody has checked it for a year. Call first"


@dataclass(frozen=True)
class Seen:
    """An entry as it was when the pack was last used, and as it is now (None: not listed)."""

    name: str
    was_stale: bool
    now: Activity | None


def changes_of(seen: Iterable[Seen], *, today: date) -> list[tuple[str, Change]]:
    """Return which entries went stale or closed since, each with what became of it."""
    return [(each.name, what) for each in seen if (what := _change(each, today))]


def _change(seen: Seen, today: date) -> Change | None:
    if seen.now is None or seen.now.status in (Status.INACTIVE, Status.DEFUNCT):
        return Change.CLOSED
    if seen.now.status is Status.CLOSED_FOR_NOW:
        return Change.CLOSED_FOR_NOW
    if is_stale(seen.now, today=today) and not seen.was_stale:
        return Change.STALE
    return None


def is_stale(activity: Activity, *, today: date) -> bool:
    """Say whether nobody has made sure of it for a year, or ever."""
    return freshness(activity.assured_on, today=today) in (Freshness.STALE, Freshness.UNKNOWN)


def stamp(activity: Activity, *, today: date) -> str:
    """Write how fresh it is: “Checked October 2026”, with “Call first” after a year."""
    if activity.assured_on is None:
        return "Not checked yet. Call first."
    checked = f"Checked {activity.assured_on:%B %Y}."
    return f"{checked} Call first." if is_stale(activity, today=today) else checked
