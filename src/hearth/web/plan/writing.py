"""One entry being written: its form, what was typed before, from which revision, in whose words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest

from hearth.core.access import Action, Role
from hearth.core.kinds import Kind
from hearth.core.plan import Entry, Words
from hearth.records.access.door import Record
from hearth.records.plans.changes.entries import Voice
from hearth.records.plans.queries.entries import draft_of
from hearth.web.entry_form import content_of, entry_form
from hearth.web.forms import initial_from
from hearth.web.plan.forms import whose_words_field, why_field
from hearth.web.sharing.closing_forms import close_fields

WHOSE, WHY = "whose_words", "suggest_why"
AT_FIRST = 5
SPEAKS_FOR_ITSELF = frozenset({"view", "formulation"})


@dataclass(frozen=True)
class Writing:
    """What a page of one entry needs. `entry` is None when it is new.

    `base_number` is the revision that the words on the page began from.
    """

    record: Record
    kind: Kind
    entry: Entry | None
    form: forms.Form
    base_number: int
    draft_form: str
    draft_at: datetime | None = None

    @property
    def is_restored(self) -> bool:
        """Say whether the words on the page are those of a draft, not yet saved."""
        return self.draft_at is not None

    @property
    def title(self) -> str:
        """Name the kind: one of many, or the one that a person has."""
        return self.kind.title if self.kind.single else self.kind.one.capitalize()

    @property
    def first(self) -> list[str]:
        """What everyone sees: the first few fields, what must be filled in, and what is."""
        needed = {each.name for each in self.kind.fields if each.required}
        shown = {*list(self.form.fields)[:AT_FIRST], *needed, *self.form.errors, WHOSE, WHY}
        return [name for name in self.form.fields if name in shown or self.form[name].value()]

    @property
    def more(self) -> list[str]:
        """The other fields, folded away, so that a small change is a small page."""
        first = set(self.first)
        return [name for name in self.form.fields if name not in first]

    @property
    def content(self) -> dict[str, object]:
        """The fields of the entry, without ours."""
        names = {each.name for each in self.kind.fields}
        return {name: value for name, value in content_of(self.form).items() if name in names}

    @property
    def voice(self) -> Voice:
        """In whose words, when the writer said so."""
        return Voice(own=self.form.cleaned_data.get(WHOSE) == "own")

    @property
    def why(self) -> str:
        return str(self.form.cleaned_data.get(WHY) or "")


def writing(
    request: HttpRequest, record: Record, kind: Kind, entries: list[Entry], *, entry: Entry | None
) -> Writing:
    """Make the form: as posted, else as it was left when typing stopped, else as it stands."""
    name = f"entry-{entry.thread}" if entry else f"add-{kind.code}"
    posted = request.POST if request.method == "POST" else None
    draft = None if posted else draft_of(record, name)
    kept = draft.fields if draft else {}
    form = _form(record, kind, posted, entries, entry, kept)
    base = (posted or kept).get("base_number", entry.number if entry else 0)
    return Writing(record, kind, entry, form, _whole(base), name, draft.saved_at if draft else None)


def _form(
    record: Record,
    kind: Kind,
    posted: Mapping[str, Any] | None,
    entries: list[Entry],
    entry: Entry | None,
    kept: Mapping[str, Any],
) -> forms.Form:
    others = [each for each in entries if entry is None or each.thread != entry.thread]
    form = entry_form(kind, posted, initial=entry.content if entry else {}, entries=others)
    _add_ours(form, record, kind, entry)
    form.initial.update(initial_from(form, kept))
    return form


def _add_ours(form: forms.Form, record: Record, kind: Kind, entry: Entry | None) -> None:
    """Ask whether it is closed; and what only somebody beside the person is asked: whose words,
    and why."""
    called = record.person.name.called
    if entry is None and record.may(Action.SEAL, kind.section):
        form.fields.update(close_fields(is_person=record.role is Role.PERSON))
    if record.role is Role.PERSON:
        return
    if entry is None and kind.code not in SPEAKS_FOR_ITSELF:
        form.fields[WHOSE] = whose_words_field(called)
    is_theirs = entry is not None and entry.authorship.words is Words.PERSON
    if is_theirs and record.role is not Role.SUPPORTER:
        form.fields[WHY] = why_field(called)


def _whole(value: object) -> int:
    return int(str(value)) if str(value).isdigit() else 0
