"""Saving one page of answers: new entries, changed ones, and ones that were emptied."""

from datetime import datetime

from django import forms
from django.db import transaction

from hearth.core.measures import ONS4
from hearth.core.plan import Entry
from hearth.core.preparing import Form, Question
from hearth.records.access.door import Record
from hearth.records.measures.changes import answer
from hearth.records.plans.changes.drafts import drop_draft
from hearth.records.plans.changes.entries import take_out, write
from hearth.records.plans.queries.rounds import RoundStanding
from hearth.records.preparation.changes import pass_question, unpass_question
from hearth.web.person.prepare_forms import contents


def draft_name(question: Question) -> str:
    """The name under which the words of this page are kept while they are typed."""
    return f"prepare-{question.code}"


@transaction.atomic
def save_answer(
    *,
    record: Record,
    now: RoundStanding,
    question: Question,
    form: forms.Form,
    held: list[Entry],
    base: dict[str, int],
    at: datetime,
) -> None:
    """Save the page whole, or not at all. Nothing written means: nothing to add.

    `base` holds, for each thread, the revision that this page was filled from.
    Raises MovedOn when somebody else changed an answer while this page was open.
    """
    by = record.account
    if question.form is Form.MEASURE:
        answered = bool(
            answer(
                record=record,
                instrument=ONS4.code,
                answers=form.cleaned_data,
                round_id=now.round.pk,
                by=by,
                at=at,
            )
        )
    else:
        answered = _save_entries(record, now, question, form, held, base, at)
    if answered:
        unpass_question(record=record, round=now.round, question=question.code)
    else:
        pass_question(record=record, round=now.round, question=question.code, by=by, at=at)
    drop_draft(record=record, form=draft_name(question), by=by)


def _save_entries(
    record: Record,
    now: RoundStanding,
    question: Question,
    form: forms.Form,
    held: list[Entry],
    base: dict[str, int],
    at: datetime,
) -> bool:
    rows = contents(question, form)
    slots = _slots(question, held)
    for slot, content in rows:
        entry = slots.pop(slot, None)
        kept = {**entry.content, **content} if entry else content
        if entry and dict(entry.content) == kept and entry.round_id == now.round.pk:
            continue
        write(
            record=record,
            kind=question.kind,
            content=kept,
            round=now.round,
            by=record.account,
            at=at,
            thread=entry.thread if entry else None,
            base_number=base.get(entry.thread, entry.number) if entry else 0,
        )
    for entry in slots.values():
        if (
            entry.round_id != now.round.pk
            and question.form is Form.TEXT
            and not base.get(entry.thread)
        ):
            continue  # An answer of an earlier round, that this page did not show.
        take_out(
            record=record,
            thread=entry.thread,
            base_number=base.get(entry.thread, entry.number),
            by=record.account,
            at=at,
        )
    return bool(rows)


def _slots(question: Question, held: list[Entry]) -> dict[str, Entry]:
    """Say which entry stands in which slot of the form."""
    match question.form:
        case Form.THREE:
            return {f"thing_{entry.content.get('order', '1')}": entry for entry in held}
        case Form.PEOPLE:
            return {f"row_{row}": entry for row, entry in enumerate(held, start=1)}
        case _:
            return {"text": held[-1]} if held else {}
