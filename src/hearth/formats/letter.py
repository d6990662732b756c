"""The preparation letter: results in plain words, questions to think about, space to write.

It is made once from facts, and kept as a snapshot, so that page, print and archive never differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hearth.core.chart import in_words
from hearth.core.plain import plain
from hearth.core.preparing import QUESTIONS, Form, Question
from hearth.core.results import Explained
from hearth.formats.chart import data_address, line_svg
from hearth.formats.paper import on_each_page, page_of, print_pdf, written_day


@dataclass(frozen=True)
class ResultTold:
    """One result as the letter tells it. `series` is oldest first."""

    name: str
    words: str
    what_it_is: str
    why_it_matters: str
    unit: str
    series: tuple[tuple[date, Decimal], ...]
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Letter:
    """All that a preparation letter says. Names, numbers and addresses are as people write them.

    `conversation` says when and where in words; `contact` says whom to call and how.
    """

    name: str
    called: str
    born: date
    identifiers: tuple[tuple[str, str], ...]
    address: tuple[str, ...]
    sender: str
    sender_address: str
    sender_telephone: str
    made_on: date
    led_by: str
    conversation: str
    answer_by: date
    results: tuple[ResultTold, ...]
    conditions: tuple[str, ...]
    medicines: tuple[str, ...]
    urgent_words: str
    large_print: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the snapshot that is kept: text, numbers as text, dates as ISO text."""
        return {name: plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Letter":
        """Read a snapshot back. Raises KeyError or TypeError when it is not one of ours."""
        told = tuple(_result_from(row) for row in kept["results"])
        rest = {
            "born": date.fromisoformat(kept["born"]),
            "made_on": date.fromisoformat(kept["made_on"]),
            "answer_by": date.fromisoformat(kept["answer_by"]),
            "identifiers": tuple((label, number) for label, number in kept["identifiers"]),
            "results": told,
        }
        lists = {name: tuple(kept[name]) for name in ("address", "conditions", "medicines")}
        return cls(**{**kept, **rest, **lists})

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the person is asked, in order. Results come first in the letter itself."""
        return tuple(q for q in QUESTIONS if q.form in (Form.TEXT, Form.THREE, Form.PEOPLE))


def told(explained: Sequence[Explained]) -> tuple[ResultTold, ...]:
    """Turn explained results into what the letter tells of them."""
    return tuple(
        ResultTold(
            name=each.measurement.name,
            words=each.words,
            what_it_is=each.measurement.what_it_is,
            why_it_matters=each.measurement.why_it_matters,
            unit=each.measurement.unit_words,
            series=each.series,
            low=each.measurement.low,
            high=each.measurement.high,
        )
        for each in explained
    )


def letter_pdf(letter: Letter) -> bytes:
    """Print the letter as tagged PDF (PDF/UA-1), with ruled space to write."""
    identifier = f"{letter.name} {letter.made_on} {letter.large_print}"
    return print_pdf(letter_page(letter), identifier=identifier)


def letter_page(letter: Letter) -> str:
    """Write the letter as the HTML that is printed."""
    numbers = (f"{label} {number}" for label, number in letter.identifiers)
    return page_of(
        "letter.html",
        large_print=letter.large_print,
        letter=letter,
        results=[(each, _chart(each)) for each in letter.results],
        numbers=on_each_page((f"Born {written_day(letter.born)}", *numbers)),
    )


@dataclass(frozen=True)
class _Chart:
    """A picture as an address that holds it, and the same in words."""

    address: str
    words: str


def _chart(result: ResultTold) -> _Chart | None:
    """Draw a result with its earlier values; a single value says itself."""
    if len(result.series) < 2:
        return None
    svg = line_svg(
        result.series, low=result.low, high=result.high, unit=result.unit, title=result.name
    )
    return _Chart(data_address(svg), in_words(result.name, result.series, result.unit))


def _result_from(row: Mapping[str, Any]) -> ResultTold:
    series = tuple((date.fromisoformat(day), Decimal(value)) for day, value in row["series"])
    ends = {name: None if row[name] is None else Decimal(row[name]) for name in ("low", "high")}
    return ResultTold(**{**row, "series": series, **ends})
