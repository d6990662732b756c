"""Keep the answers of many people to one instrument at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hearth.core.measures import INSTRUMENTS, answer_problems
from hearth.records.audit.many import add_rows
from hearth.records.measures.changes import CannotAnswer
from hearth.records.measures.models import Response


@dataclass(frozen=True)
class PastAnswers:
    """One set of answers: by item, in which way, when."""

    person_id: UUID
    answers: Mapping[str, int]
    mode: str
    at: datetime
    round_id: int | None = None


def answer_all(instrument: str, rows: Iterable[PastAnswers]) -> None:
    """Add the answers. Raises CannotAnswer when one is not on the scale."""
    asked, given = INSTRUMENTS[instrument], list(rows)
    for row in given:
        if problems := answer_problems(asked, row.answers):
            raise CannotAnswer(problems)
    add_rows(
        Response(
            person_id=row.person_id, round_id=row.round_id, instrument=asked.code,
            version=asked.version, answers=dict(row.answers), mode=row.mode, at=row.at,
        )
        for row in given
    )  # fmt: skip
