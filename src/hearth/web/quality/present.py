"""What the pages of a quality look share: the links at the top, and the bars of the results."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from hearth.core.quality import Mark, Tally


def auditor_nav() -> list[tuple[str, str]]:
    """The links at the top of a records auditor's pages."""
    return [
        ("Plans to look at", reverse("quality")),
        ("Results", reverse("quality-results")),
        ("Opened in an emergency", reverse("emergency-opened")),
    ]


def communities_of(posts: Iterable[Any]) -> dict[int, Any]:
    """The communities in which these posts are, by id."""
    return {post.organisation.community_id: post.organisation.community for post in posts}


WIDTH = 600


@dataclass(frozen=True)
class Piece:
    """One part of a bar: from `x` on, so many units wide. The whole bar is WIDTH wide."""

    mark: Mark
    x: float
    width: float


@dataclass(frozen=True)
class ResultRow:
    """What was found for one question, as a bar and in numbers. No bar where a part is hidden."""

    told: Tally
    bar: tuple[Piece, ...]

    @property
    def cells(self) -> list[str]:
        """One cell for each answer, then the number of plans."""
        counts = [*self.told.counts.values(), self.told.looks]
        return ["too few" if count is None else str(count) for count in counts]


def result_rows(found: Collection[Tally]) -> list[ResultRow]:
    return [ResultRow(told, tuple(_pieces(told))) for told in found]


def _pieces(told: Tally) -> Iterator[Piece]:
    if not told.looks or None in told.counts.values():
        return
    x = 0.0
    for mark, count in told.counts.items():
        width = round(WIDTH * (count or 0) / told.looks, 1)
        yield Piece(mark, round(x, 1), width)
        x += width
