"""The forms of the practitioner's pages."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest

from hearth.core.kinds import KINDS
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.web.entry_form import entry_form
from hearth.web.fields import DayField
from hearth.web.forms import initial_from


class WrongPerson(Refused):
    """The form was made for another person than the one whose page took it (G4)."""


def require_same_person(request: HttpRequest, record: Record) -> None:
    """Refuse words that were typed about somebody else: each form echoes whom it is for."""
    if request.POST.get("person") != str(record.person.pk):
        raise WrongPerson("This form was for someone else. Nothing was saved. Check the name.")


class PlainForm(forms.Form):
    """A form whose rules are the core's: the browser is asked for nothing.

    `draft`: the row of what was typed and not saved (`fields`, `saved_at`), if there is one.
    """

    use_required_attribute = False

    def __init__(self, data: Any = None, **options: Any) -> None:
        draft = options.pop("draft", None)
        self.draft_at = draft.saved_at.isoformat() if draft else ""
        super().__init__(data, **options)
        self.use_required_attribute = False
        # What was typed and never saved comes before what is kept.
        self.initial = {**self.initial, **(initial_from(self, draft.fields) if draft else {})}


def line(label: str, hint: str = "", **attrs: object) -> forms.CharField:
    """One line of text."""
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, help_text=hint, required=False, widget=widget)


def text(label: str, hint: str = "", rows: int = 3) -> forms.CharField:
    """A few lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=False, widget=widget)


def number(label: str) -> forms.CharField:
    """A number from 0 to 10, typed: two keystrokes at most. The core checks it."""
    attrs = {"inputmode": "numeric", "class": "nhsuk-input--width-2"}
    return line(label, **attrs)


class CatchForm(PlainForm):
    """One line that catches a goal and what will be done about it."""

    goal = line("The goal, in their words")
    what = line("What will be done")
    who = line("Who does it", list="who-can")
    when = line("When, or how often")
    importance = number("How much it matters, 0 to 10")
    confidence = number("How sure they are, 0 to 10")
    helps = forms.ChoiceField(label="It helps this goal", required=False)

    PARTS = {
        "goal.text": "goal",
        "goal.importance": "importance",
        "goal.confidence": "confidence",
        "action.confidence": "confidence",
        "action.goal": "helps",
    }

    def __init__(self, data: Any = None, *, goals: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, auto_id="catch_%s", **more)
        self.fields["helps"].choices = [("", "The new goal above"), *goals]  # type: ignore[attr-defined]

    def goal_content(self) -> dict[str, object]:
        """The goal, or nothing where no goal was written."""
        given = self.cleaned_data
        if not given["goal"]:
            return {}
        return _filled(
            text=given["goal"], importance=given["importance"], confidence=given["confidence"]
        )

    def action_content(self) -> dict[str, object]:
        """The action, or nothing. Without a goal of its own, it carries how sure they are."""
        given = self.cleaned_data
        if not any(given[name] for name in ("what", "who", "when")):
            return {}
        sure = "" if given["goal"] else given["confidence"]
        return _filled(
            what=given["what"],
            who=given["who"],
            when=given["when"],
            goal=given["helps"],
            confidence=sure,
        )

    def add_reasons(self, reasons: Iterable[Any]) -> None:
        """Put each reason beside the box that it is about."""
        for reason in reasons:
            name = self.PARTS.get(reason.where, reason.where.partition(".")[2])
            self.add_error(name if name in self.fields else None, reason.words)


def _filled(**fields: object) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value not in (None, "")}


QUICK_FIELDS: dict[str, tuple[str, ...]] = {
    "talk_about": ("text",),
    "story": ("text",),
    "strength": ("text",),
    "need": ("text",),
    "option": ("what", "good", "bad"),
    "contingency": ("triggers", "what_to_do", "who_to_call"),
    "risk": ("text", "what_we_do"),
}
"""What the conversation page asks of each kind. The rest can wait for its own page."""


class QuickForm(PlainForm):
    """The first few fields of one kind, a line each."""

    def __init__(self, kind: str, data: Any = None, **more: Any) -> None:
        self.kind = KINDS[kind]
        super().__init__(data, auto_id=f"add_{kind}_%s", **more)

    @property
    def more_fields(self) -> bool:
        """Whether the kind can hold more than is asked here."""
        return len(self.kind.fields) > len(QUICK_FIELDS[self.kind.code])


def quick_form(kind: str, data: Any = None, *, draft: Any = None) -> QuickForm:
    """Build the quick form of a kind; its draft is what was typed and not saved."""
    whole = entry_form(KINDS[kind])
    fields = {name: _short(whole.fields[name], kind) for name in QUICK_FIELDS[kind]}
    made = type("QuickForm", (QuickForm,), fields)
    form: QuickForm = made(kind, data, draft=draft)
    return form


def _short(field: forms.Field, kind: str) -> forms.CharField:
    label = str(field.label)
    return text(label, rows=4) if kind == "story" else line(label)


class HelpForm(PlainForm):
    """What would make the person more sure."""

    what_would_help = line("What would help?")


class DoneForm(PlainForm):
    """What was done about an urgent result."""

    what_was_done = text("What was done?", "Say who spoke with them, and what you agreed.")


class AnswerRequestForm(PlainForm):
    """The answer to somebody who asked for a review."""

    answer = text("What will happen now?", "They will read this. Use short, plain words.")


class HandOverForm(PlainForm):
    """Who is the key worker from today."""

    to = forms.ChoiceField(label="Who will be the key worker?", required=False)
    note = text("What do they need to know?", "Stays with the plan.")

    def __init__(self, data: Any = None, *, posts: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, auto_id="hand_over_%s", **more)
        self.fields["to"].choices = [("", "Choose a name"), *posts]  # type: ignore[attr-defined]


class CoverForm(PlainForm):
    """Who stands in for the key worker, and for how long."""

    post = forms.ChoiceField(label="Who stands in?", required=False)
    starts = DayField(label="First day", required=False)
    ends = DayField(label="Last day", required=False)

    def __init__(self, data: Any = None, *, posts: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, auto_id="cover_%s", **more)
        self.fields["post"].choices = [("", "Choose a name"), *posts]  # type: ignore[attr-defined]


class JoinForm(PlainForm):
    """A plan that another service holds: what it is called, whose it is, and its lines."""

    title = line("Name of the plan", "For example: support plan.")
    service = line("Whose plan is it?", "For example: the council.")
    dated = DayField(label="Date on the plan", required=False)
    lines = text("What does it say?", "One line for each thing. Copy the words as they are.", 8)

    def content(self) -> list[dict[str, str]]:
        """The lines as the plan keeps them, without empty ones."""
        rows = (each.strip() for each in self.cleaned_data["lines"].splitlines())
        return [{"text": each} for each in rows if each]
