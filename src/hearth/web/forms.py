"""Turns Django's bound fields into what the design system's macros take (parts/forms.html)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.forms import BoundField, Form
from django.forms import Field as FormField
from django.utils.datastructures import MultiValueDict

from hearth.core.words import Refusal

INPUTS = {"text", "email", "number", "password", "url", "tel", "search", "pounds"}
MACROS = {
    "textarea": "textarea",
    "select": "select",
    "radioselect": "radios",
    "checkboxselectmultiple": "checkboxes",
    "checkbox": "tick",
    "dayboxes": "day",
    "scalechoices": "scale",
    "hidden": "hidden",
}
TAKEN_BY_MACROS = {"rows", "cols", "autocomplete", "inputmode", "class"}


def component(field: BoundField, *, heading: bool = False, size: str = "") -> dict[str, Any]:
    """Return the macro's name (`macro`) and its parameters for one field."""
    macro = MACROS.get(field.widget_type, "input")
    shared = {
        "macro": macro,
        "id": field.id_for_label or field.auto_id,
        "idPrefix": field.auto_id,
        "name": field.html_name,
        "label": _label(field, heading, size),
        "fieldset": {"legend": _label(field, heading, size)},
        "hint": {"text": field.help_text} if field.help_text else None,
        "errorMessage": {"text": _said(field, field.errors[0])} if field.errors else None,
        "autocomplete": field.field.widget.attrs.get("autocomplete"),
        "inputmode": field.field.widget.attrs.get("inputmode"),
        "classes": field.field.widget.attrs.get("class", ""),
        "attributes": _attributes(field),
    }
    return shared | _special(macro, field)


def _said(field: BoundField, error: object) -> str:
    """Put Django's own "required" into words that name the question."""
    words = str(error)
    if words != FormField.default_error_messages["required"]:
        return words
    end = "" if field.label.endswith(("?", ".")) else "."
    return f"This still needs an answer: {field.label}{end}"


def _label(field: BoundField, heading: bool, size: str) -> dict[str, Any]:
    size = size or ("l" if heading else "s")
    return {"text": field.label, "size": size, "isPageHeading": heading}


def _attributes(field: BoundField) -> dict[str, Any]:
    widget = field.field.widget
    given = field.build_widget_attrs(widget.attrs, widget)
    kept = {
        name: value
        for name, value in given.items()
        if name not in TAKEN_BY_MACROS and not name.startswith("aria-") and value is not False
    }
    # The server says what is missing, kindly and all at once; the browser's bubbles do not.
    kept.pop("required", None)
    return {name: name if value is True else value for name, value in kept.items()}


def _special(macro: str, field: BoundField) -> dict[str, Any]:
    match macro:
        case "radios" | "checkboxes" | "select" | "scale":
            # A group has no id of its own: its first choice has it, so that error links land.
            return {"items": list(_choices(macro, field)), "id": _id_of(macro, field)}
        case "tick":
            return _tick(field)
        case "day":
            return _day(field)
        case "textarea":
            rows = field.field.widget.attrs.get("rows", 5)
            return {"value": field.value() or "", "rows": 5 if str(rows) == "10" else rows}
        case _:
            return _input(field)


def _id_of(macro: str, field: BoundField) -> str | None:
    return field.id_for_label if macro == "select" else None


def _tick(field: BoundField) -> dict[str, Any]:
    item = {
        "value": "on",
        "text": field.label,
        "checked": bool(field.value()),
        "hint": {"text": field.help_text} if field.help_text else None,
    }
    return {"items": [item], "fieldset": None, "hint": None, "id": None}


def _choices(macro: str, field: BoundField) -> Iterator[dict[str, Any]]:
    value = field.value()
    held = {str(each) for each in value} if isinstance(value, list | tuple | set) else {str(value)}
    chosen = "selected" if macro == "select" else "checked"
    empty_counts = macro == "select" or field.value() == ""
    for key, words in field.field.choices:  # type: ignore[attr-defined]
        if key == "" and not empty_counts and macro != "radios":
            continue
        yield {"value": str(key), "text": str(words), chosen: str(key) in held}


def _day(field: BoundField) -> dict[str, Any]:
    boxes = field.field.widget.format_value(field.value())  # type: ignore[attr-defined]
    errors = bool(field.errors)
    items = [
        {
            "id": f"{field.auto_id}-{part}",
            "name": f"{field.html_name}-{part}",
            "label": part.capitalize(),
            "value": boxes[part],
            "width": 4 if part == "year" else 2,
            "error": errors,
        }
        for part in ("day", "month", "year")
    ]
    return {"id": field.auto_id, "items": items, "attributes": {}}


def _input(field: BoundField) -> dict[str, Any]:
    widget = field.field.widget
    kind = getattr(widget, "input_type", "text")
    shown = "" if kind == "password" else widget.format_value(field.value())
    prefix = {"prefix": "£", "inputmode": "decimal", "width": 5}
    return {"type": kind, "value": shown or ""} | (prefix if field.widget_type == "pounds" else {})


def error_list(form: Form) -> list[dict[str, str]]:
    """List every error of a form with the address of the field it is about."""
    found = [
        {"text": _said(field, words), "href": f"#{field.id_for_label or field.auto_id}"}
        for field in form
        for words in field.errors
    ]
    return [{"text": str(words), "href": ""} for words in form.non_field_errors()] + found


def refusal_list(
    reasons: Iterable[Refusal | str], form: Form | None = None
) -> list[dict[str, str]]:
    """List the reasons of a refusal; one that names a field of the form leads to it."""
    found = []
    for reason in reasons:
        where = getattr(reason, "where", "")
        field = form[where] if form is not None and where in form.fields else None
        address = f"#{field.id_for_label or field.auto_id}" if field else ""
        found.append({"text": getattr(reason, "words", str(reason)), "href": address})
    return found


def initial_from(form: Form, draft: Mapping[str, Any]) -> dict[str, Any]:
    """Read a kept draft ({name: value or [values]}) as initial values of an unbound form."""
    posted = MultiValueDict(
        {name: value if isinstance(value, list) else [value] for name, value in draft.items()}
    )
    return {
        name: field.widget.value_from_datadict(posted, MultiValueDict(), form.add_prefix(name))
        for name, field in form.fields.items()
        if not field.widget.value_omitted_from_data(posted, MultiValueDict(), form.add_prefix(name))
    }
