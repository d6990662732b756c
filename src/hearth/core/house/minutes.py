"""The minutes of a meeting as one value: shown, printed, agreed, and then never changed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from hearth.core.plain import plain
from hearth.core.words import Refusal

LONGEST_WORDS, LONGEST_LINE, LONGEST_NAME = 5000, 300, 100


@dataclass(frozen=True)
class Task:
    """Who does what by when."""

    what: str
    who: str = ""
    due: date | None = None


@dataclass(frozen=True)
class ItemMinutes:
    """One item of the agenda: its elements by name, what was said, decided, and taken on."""

    title: str
    minutes: int = 0
    elements: tuple[str, ...] = ()
    words: str = ""
    decisions: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class Correction:
    """What was put right after the minutes were agreed. The minutes themselves stay."""

    words: str
    by: str
    on: date


@dataclass(frozen=True)
class Minutes:
    """All that the minutes say. `covered`: where the time went, in sentences."""

    community: str
    title: str
    starts: datetime
    length: int
    place: str
    chair: str
    present: tuple[str, ...]
    sorry: tuple[str, ...]
    items: tuple[ItemMinutes, ...]
    covered: tuple[str, ...] = ()
    agreed_on: date | None = None
    agreed_by: str = ""
    corrections: tuple[Correction, ...] = ()

    def agreed(self, *, by: str, on: date) -> "Minutes":
        """Return them as agreed."""
        return replace(self, agreed_by=by, agreed_on=on)

    def corrected(self, words: str, *, by: str, on: date) -> "Minutes":
        """Return them with one more correction below."""
        return replace(self, corrections=(*self.corrections, Correction(words, by, on)))

    def to_json(self) -> dict[str, Any]:
        """Return what is kept: text, and dates as ISO text."""
        return {name: plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Minutes":
        """Read kept minutes back. Raises KeyError or TypeError when they are not ours."""
        read = {
            "starts": datetime.fromisoformat(kept["starts"]),
            "items": tuple(_item_from(row) for row in kept["items"]),
            "agreed_on": _day(kept["agreed_on"]),
            "corrections": tuple(
                Correction(row["words"], row["by"], date.fromisoformat(row["on"]))
                for row in kept["corrections"]
            ),
        }
        lists = {name: tuple(kept[name]) for name in ("present", "sorry", "covered")}
        return cls(**{**kept, **read, **lists})


def obstacles_to_agree(minutes: Minutes, *, has_begun: bool) -> list[Refusal]:
    """List what still stands in the way of agreeing them."""
    needs = {
        "The meeting has not begun yet.": has_begun,
        "Say who was there.": bool(minutes.present),
        "Write down what was said, or decided.": any(
            each.words or each.decisions or each.tasks for each in minutes.items
        ),
    }
    return [Refusal(words) for words, met in needs.items() if not met]


def words_obstacles(words: str, *, longest: int, where: str) -> list[Refusal]:
    """List what is wrong with a decision, an action, or a correction."""
    if not words.strip():
        return [Refusal("Write something here.", where)]
    if len(words) > longest:
        return [Refusal(f"Use {longest} letters or fewer.", where)]
    return []


def _item_from(row: Mapping[str, Any]) -> ItemMinutes:
    tasks = tuple(Task(each["what"], each["who"], _day(each["due"])) for each in row["tasks"])
    lists = {name: tuple(row[name]) for name in ("elements", "decisions")}
    return ItemMinutes(**{**row, **lists, "tasks": tasks})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
