"""What one member has said in the assessment that is open, and how far they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from hearth.core.house.assessing import Answer, Question, Voice
from hearth.core.house.framework import Element, Framework
from hearth.core.house.parts import Part
from hearth.records.house import queries
from hearth.records.house.answers import named_by, own_answers
from hearth.records.house.sight import Sight
from hearth.web.house.present import step_words

Own = Mapping[tuple[str, Question], Answer]


@dataclass(frozen=True)
class ElementRow:
    """One element, and what the member said to its two questions."""

    element: Element
    own: tuple[Answer | None, ...]

    @property
    def is_done(self) -> bool:
        """Whether both questions are answered."""
        return None not in self.own

    @property
    def said(self) -> list[str]:
        """The two answers in words."""
        return [_said(each) for each in self.own]


def _said(answer: Answer | None) -> str:
    if answer is None:
        return "Not answered"
    return step_words(answer.rating) if answer.rating else "I do not know"


@dataclass(frozen=True)
class PartRow:
    """One part: its elements, and where to go on with it."""

    part: Part
    rows: tuple[ElementRow, ...]
    address: str

    @property
    def done(self) -> int:
        """How many of its elements are done."""
        return sum(row.is_done for row in self.rows)

    @property
    def begun(self) -> list[ElementRow]:
        """Those of which something has been said."""
        return [row for row in self.rows if any(row.own)]

    @property
    def of(self) -> int:
        """How many elements it has."""
        return len(self.rows)


@dataclass(frozen=True)
class OwnRating:
    """One member's way through the open assessment."""

    assessment: Any
    framework: Framework
    voice: Voice
    own: Own
    named: frozenset[str]

    @cached_property
    def parts(self) -> tuple[PartRow, ...]:
        """The parts in reading order. Those who use services get one question a page."""
        return tuple(self._part(part) for part in Part if self.framework.of(part))

    def _part(self, part: Part) -> PartRow:
        rows = tuple(self._row(each) for each in self.framework.of(part))
        first = next((row for row in rows if not row.is_done), rows[0])
        return PartRow(part, rows, self.address_of(first.element))

    def _row(self, element: Element) -> ElementRow:
        return ElementRow(element, tuple(self.own.get((element.code, each)) for each in Question))

    def said_of(self, element: Element) -> list[Answer]:
        """What the member said of one element."""
        return [each for each in self._row(element).own if each]

    @property
    def rows(self) -> list[ElementRow]:
        """All elements, in the order in which they are asked."""
        return [row for part in self.parts for row in part.rows]

    @property
    def done(self) -> int:
        """How many elements are done."""
        return sum(row.is_done for row in self.rows)

    @property
    def of(self) -> int:
        """How many are asked."""
        return len(self.rows)

    @property
    def left(self) -> int:
        """How many are still open."""
        return self.of - self.done

    @property
    def open_codes(self) -> frozenset[str]:
        """The elements that are not done: what others said of them is not shown yet."""
        return frozenset(row.element.code for row in self.rows if not row.is_done)

    def address_of(self, element: Element) -> str:
        """Where this member answers for an element."""
        if self.voice is Voice.PEOPLE:
            return reverse("house-assess-one", args=[element.code])
        return reverse("house-assess-part", args=[element.part.value])

    def after(self, element: Element | None = None) -> Element | None:
        """The next element that is not done: after this one, else from the beginning."""
        rows = self.rows
        place = next((n for n, row in enumerate(rows, 1) if row.element == element), 0)
        ahead = (*rows[place:], *rows[:place])
        return next((row.element for row in ahead if not row.is_done), None)


def own_rating(sight: Sight) -> OwnRating | None:
    """Return how far a member is; None where nothing is asked or they have no seat."""
    assessment = queries.open_assessment_of(sight.community)
    if assessment is None or sight.voice is None:
        return None
    own = own_answers(assessment, sight.account)
    named = named_by(assessment, sight.account)
    return OwnRating(assessment, queries.framework_at(assessment), sight.voice, own, named)
