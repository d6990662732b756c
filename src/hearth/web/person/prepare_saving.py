"""Saving one page of answers: new entries, changed ones, and ones that were emptied."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django import forms
from django.db import transaction

from hearth.core.kinds import KINDS
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

# The words of these kinds belong to one round; the others live on, and are shown to be kept up.
OF_THE_ROUND = frozenset({"talk_about", "how_things_are", "help_needed", "about_results"})
BASE = "base-"


def draft_name(question: Question) -> str:
    """The name under which the words of this page are kept while they are typed."""
    return f"prepare-{question.code}"


def held_answers(question: Question, entries: Iterable[Entry], now: RoundStanding) -> list[Entry]:
    """The answers that stand: of this round, or of the plan for what lives on."""
    mine = [entry for entry in entries if entry.kind == question.kind]
    if question.kind in OF_THE_ROUND:
        mine = [entry for entry in mine if entry.round_id == now.round.pk]
    return mine


def saved_over(question: Question, entries: Iterable[Entry], held: list[Entry]) -> list[Entry]:
    """What a new answer follows: a kind that a person has once goes on from an earlier round's."""
    return held or [e for e in entries if e.kind == question.kind and KINDS[e.kind].single]


def base_in(fields: Mapping[str, object]) -> dict[str, int]:
    """The revision of each answer when a page was filled, in its order: `base-<thread>=<number>`.

    An answer that is not named here was not on that page: it is never changed from there unseen.
    """
    found = {n.removeprefix(BASE): str(v) for n, v in fields.items() if n.startswith(BASE)}
    return {thread: int(number) for thread, number in found.items() if number.isdigit()}


@transaction.atomic
def save_answer(
    *,
    record: Record,
    now: RoundStanding,
    question: Question,
    form: forms.Form,
    held: list[Entry],
    base: Mapping[str, int],
    at: datetime,
) -> None:
    """Save the page whole, or not at all. Nothing written means: nothing to add.

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
    base: Mapping[str, int],
    at: datetime,
) -> bool:
    rows = contents(question, form)
    slots = _slots(question, held, base)
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
            base_number=_seen_at(entry, now, base) if entry else 0,
        )
    for entry in slots.values():
        if entry.thread in base:
            take_out(
                record=record,
                thread=entry.thread,
                base_number=base[entry.thread],
                by=record.account,
                at=at,
            )
    return bool(rows)


def _seen_at(entry: Entry, now: RoundStanding, base: Mapping[str, int]) -> int:
    """The revision that the page showed; an answer of an earlier round goes on from its last."""
    if entry.kind in OF_THE_ROUND and entry.round_id != now.round.pk:
        return entry.number
    return base.get(entry.thread, 0)


def _slots(question: Question, held: list[Entry], base: Mapping[str, int]) -> dict[str, Entry]:
    """Say which entry stands in which slot of the form."""
    match question.form:
        case Form.THREE:
            return {f"thing_{entry.content.get('order', '1')}": entry for entry in held}
        case Form.PEOPLE:
            known = {entry.thread: entry for entry in held}
            rows = enumerate(base, start=1)
            return {f"row_{row}": known[thread] for row, thread in rows if thread in known}
        case _:
            return {"text": held[-1]} if held else {}
