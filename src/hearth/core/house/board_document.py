"""A board pack as plain values to be kept, and its figures as the rows of a table."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from hearth.core.house.assessing import Rating
from hearth.core.house.board import BoardFigure, BoardPack, PartLine
from hearth.core.house.parts import Part
from hearth.core.plain import plain

FIGURE_HEAD = (
    "code", "question", "counted", "of", "as of", "per cent", "number", "out of", "aim",
    "per cent before", "before, as of", "why it wants a look", "what to bear in mind",
)  # fmt: skip


def figure_rows(pack: BoardPack) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the table for a spreadsheet, as FIGURE_HEAD names them.

    A metric in bands has a row for each. An empty cell is one that is not shown.
    """
    for each in pack.figures:
        start = (each.code, each.question)
        end = (each.target, each.before, each.before_day, each.asks, each.caveat)
        if each.bands:
            for name, percent in each.bands:
                yield (*start, name, each.of, each.day, percent, None, each.denominator, *end)
        else:
            shown = (each.percent, each.numerator, each.denominator)
            yield (*start, each.counted, each.of, each.day, *shown, *end)


def document(pack: BoardPack) -> dict[str, Any]:
    """Return a pack as plain values, to be kept."""
    return {name: plain(value) for name, value in asdict(pack).items()}


def read(kept: Mapping[str, Any]) -> BoardPack:
    """Read back what `document` gave."""
    lines = ("changed", "work", "feedback", "learning", "decisions", "note")
    return BoardPack(
        kept["community"],
        date.fromisoformat(kept["day"]),
        _day(kept["since"]),
        kept["headline"],
        tuple(map(_read_part, kept["parts"])),
        figures=tuple(map(_read_figure, kept["figures"])),
        **{name: tuple(kept[name]) for name in lines},
    )


def _read_part(kept: Mapping[str, Any]) -> PartLine:
    rating = Rating(kept["rating"]) if kept["rating"] else None
    return PartLine(Part(kept["part"]), rating, kept["has_keeper"], tuple(kept["why"]))


def _read_figure(kept: Mapping[str, Any]) -> BoardFigure:
    days = {name: _day(kept[name]) for name in ("day", "before_day")}
    bands = tuple((name, percent) for name, percent in kept["bands"])
    return BoardFigure(**dict(kept) | days | {"bands": bands})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
