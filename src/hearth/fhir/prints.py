"""The papers of a record, printed when asked for and narrowed to who asks. None is kept."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hearth.core.words import Section
from hearth.formats.letter import Letter, letter_pdf
from hearth.formats.plan_pdf import plan_pdf, plan_text
from hearth.records.access.door import Record
from hearth.records.plans.queries.as_shown import asked_seen, signatures_seen
from hearth.records.plans.queries.versions import (
    VersionStanding,
    narrowed_document,
    shown_code,
    versions,
)
from hearth.records.preparation.rounds import letter_numbered

PDF, TEXT = "application/pdf", "text/plain; charset=utf-8"
_NAME = re.compile(r"(?P<what>plan|letter)-(?P<number>[0-9]{1,18})-(?P<form>pdf|large|text)")


@dataclass(frozen=True)
class Form:
    """One form in which a plan can be had."""

    code: str
    title: str
    media: str


PLAN_FORMS = (
    Form("pdf", "The plan, to print", PDF),
    Form("large", "The plan in large print", PDF),
    Form("text", "The plan as plain text", TEXT),
)
LETTER_FORMS = (Form("pdf", "The letter, to print", PDF),)


def printed(id: str, record: Record, *, today: date) -> tuple[str, bytes] | None:
    """Print what an id such as plan-5-pdf names, with its media type. None: there is none."""
    named = _NAME.fullmatch(id)
    if named is None:
        return None
    number = int(named["number"])
    if named["what"] == "letter":
        return _letter(number, named["form"], record)
    held = next((each for each in versions(record) if each.version.pk == number), None)
    return plan_printed(record, held, named["form"], today=today) if held else None


def plan_printed(
    record: Record, held: VersionStanding, form: str, *, today: date
) -> tuple[str, bytes]:
    """Print a version of the plan as this reader may see it."""
    facts = _facts(record, held, today)
    makers: dict[str, Callable[[], tuple[str, bytes]]] = {
        "pdf": lambda: (PDF, plan_pdf(**facts)),
        "large": lambda: (PDF, plan_pdf(**facts, large_print=True)),
        "text": lambda: (TEXT, plan_text(**facts).encode()),
    }
    return makers[form]()


def _facts(record: Record, held: VersionStanding, today: date) -> dict[str, Any]:
    return {
        "document": narrowed_document(record, held.version),
        "standing": held.standing,
        "signatures": signatures_seen(record, held),
        "asked": asked_seen(record, held),
        "sha256": shown_code(record, held.version),
        "frozen_on": held.frozen_on,
        "today": today,
    }


def _letter(number: int, form: str, record: Record) -> tuple[str, bytes] | None:
    row = letter_numbered(record, number) if record.sees(Section.RESULTS) else None
    if row is None or form != "pdf":
        return None
    return PDF, letter_pdf(Letter.from_json(row.content))
