"""Closes an entry in the breath in which it is written, so that it is never open for a moment."""

from datetime import datetime

from django import forms

from hearth.core.access import Role
from hearth.core.plan import Words
from hearth.core.sharing import SealKind
from hearth.core.words import Refusal, Section
from hearth.records.access.door import Record
from hearth.records.access.sealing import CannotSeal, seal
from hearth.records.plans.changes.entries import Written
from hearth.records.plans.queries.entries import current_entry
from hearth.web.sharing.closing_forms import CLOSE, CLOSE_WHY

PLACES = {"kind": CLOSE, "why": CLOSE_WHY}
"""Where the form of an entry asks what the rule of sealing names."""

KNOWN = "This line is in the plan already. Save it, and close it from its own page."
OWN_WORDS = "The person said this. You cannot close it to them. Only your own words can be closed."


def close_new(
    record: Record, form: forms.Form, done: Written, section: Section, *, at: datetime
) -> None:
    """Seal what was just written, if the form asks for it. Raises CannotSeal: nothing is saved."""
    asked = form.cleaned_data.get(CLOSE)
    if not asked:
        return
    if problems := _problems(record, done):
        raise CannotSeal([Refusal(problems, CLOSE)])
    try:
        seal(
            record=record,
            kind=SealKind.OWN_WISH if asked is True else SealKind(asked),
            section=section,
            thread=done.thread,
            why=form.cleaned_data.get(CLOSE_WHY, ""),
            by=record.account,
            at=at,
        )
    except CannotSeal as refusal:
        raise CannotSeal(
            [Refusal(each.words, PLACES.get(each.where, CLOSE)) for each in refusal.reasons]
        ) from refusal


def _problems(record: Record, done: Written) -> str:
    if done.is_suggestion or done.number > 1:
        return KNOWN
    if record.role is Role.PERSON:
        return ""
    entry = current_entry(record, done.thread)
    return OWN_WORDS if entry and entry.authorship.words is Words.PERSON else ""
