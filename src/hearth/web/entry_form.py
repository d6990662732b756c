"""A plain Django form for any kind of entry, built from the catalogue (core.kinds)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from hearth.core.fields import Field, FieldType, Kind, shown
from hearth.core.plan import Entry
from hearth.web.fields import DayField, PoundsField, ScaleField

SCALE_ENDS = {
    "importance": ("it does not matter", "it matters most"),
    "confidence": ("not sure at all", "very sure"),
}


def entry_form(
    kind: Kind,
    data: Mapping[str, Any] | None = None,
    *,
    initial: Mapping[str, Any] | None = None,
    entries: Iterable[Entry] = (),
) -> forms.Form:
    """Build the form of a kind. `entries` are those that its fields may point to (need, goal ...).

    The rules are the core's: the form only reads what was typed, and asks the browser for nothing.
    """
    others = list(entries)
    fields = {each.name: _field(each, others) for each in kind.fields}
    made = type("EntryForm", (forms.Form,), fields)
    form: forms.Form = made(data=data, initial=dict(initial or {}))
    form.use_required_attribute = False
    return form


def content_of(form: forms.Form) -> dict[str, object]:
    """Return what a valid form holds, as the change wants it: only what was filled in."""
    return {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}


def lines_of(kind: Kind, entry: Entry) -> list[tuple[str, str]]:
    """Return (label, words) for every filled field but the lead and links to other entries."""
    return [
        (each.label, shown(each, entry.content[each.name]))
        for each in kind.fields
        if each.name != kind.lead
        and each.type is not FieldType.ENTRY
        and entry.content.get(each.name) not in (None, "", False)
    ]


def add_refusals(form: forms.Form, reasons: Iterable[Any]) -> None:
    """Put each reason of the core beside its field, or at the top where it names none."""
    for reason in reasons:
        known = reason.where in form.fields
        form.add_error(reason.where if known else None, reason.words)


def _field(each: Field, entries: list[Entry]) -> forms.Field:
    options: dict[str, Any] = {"label": each.label, "help_text": each.hint, "required": False}
    match each.type:
        case FieldType.TEXT:
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **options)
        case FieldType.DATE:
            return DayField(**options)
        case FieldType.SCALE:
            low, high = SCALE_ENDS.get(each.name, ("", ""))
            return ScaleField(low=low, high=high, **options)
        case FieldType.MONEY:
            return PoundsField(**options)
        case FieldType.YES:
            return forms.BooleanField(**options)
        case FieldType.CHOICE:
            return forms.ChoiceField(choices=[("", "Not said"), *each.choices], **options)
        case FieldType.ENTRY:
            pointed = [(e.thread, e.lead) for e in entries if e.kind == each.refers_to]
            return forms.ChoiceField(choices=[("", "None"), *pointed], **options)
        case _:
            return forms.CharField(**options)
