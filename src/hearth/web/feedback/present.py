"""Themes as pages show them: how long each waits, in words and as a bar."""

from collections.abc import Iterable
from dataclasses import dataclass

from hearth.core.feedback import DID_WORDS
from hearth.records.feedback.queries import ThemeShown

WIDTH = 600
LONGEST_BAR = 180
"""Days at which the bar is full: half a year without an answer."""


@dataclass(frozen=True)
class ThemeRow:
    """A theme, and how long its bar is (0: it has none)."""

    shown: ThemeShown
    bar: int

    @property
    def did(self) -> str:
        """What the newest answer says was done, in a few words."""
        return DID_WORDS[self.shown.newest.did] if self.shown.newest else ""


def theme_rows(themes: Iterable[ThemeShown]) -> list[ThemeRow]:
    """Return the rows in the order of the themes: the longest wait first."""
    return [ThemeRow(each, _bar(each)) for each in themes]


def _bar(theme: ThemeShown) -> int:
    if not theme.standing.is_open:
        return 0
    return max(4, round(WIDTH * min(theme.standing.days, LONGEST_BAR) / LONGEST_BAR))
