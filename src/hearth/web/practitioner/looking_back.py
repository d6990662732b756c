"""The forms of a review: a goal on its own ladder, and an action that is done, goes on or stops."""

from typing import Any

from django import forms

from hearth.core.measures import GAS_LEVELS
from hearth.core.plan import Entry
from hearth.web.practitioner.forms import PlainForm, text

ACTION_ANSWERS = (("done", "Done"), ("doing", "Carry on"), ("stopped", "Stop"))


def ladder_choices(goal: Entry) -> list[tuple[str, str]]:
    """Each step of the ladder, best first, in the person's own words where they gave any."""
    return [
        (str(level), f"{words}: {said}" if (said := goal.content.get(name)) else words)
        for level, name, words in reversed(GAS_LEVELS)
    ]


class GoalForm(PlainForm):
    """Where a goal stands now, what helped, and what got in the way."""

    entry: Entry
    level = forms.ChoiceField(
        label="Where are things now?", widget=forms.RadioSelect, required=False
    )
    helped = text("What helped?", rows=2)
    hindered = text("What got in the way?", rows=2)

    def says_something_new(self) -> bool:
        """Whether anything was answered that is not kept already."""
        return bool(self.has_changed() and any(self.cleaned_data.values()))

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        level = int(given["level"]) if given["level"] else None
        return {"level": level, "helped": given["helped"], "hindered": given["hindered"]}

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if (given.get("helped") or given.get("hindered")) and not given.get("level"):
            self.add_error("level", "Choose where the goal stands now.")
        return given


class ActionForm(PlainForm):
    """What becomes of an action."""

    entry: Entry
    status = forms.ChoiceField(
        label="What now?", choices=ACTION_ANSWERS, widget=forms.RadioSelect, required=False
    )
    outcome = text("How did it go?", rows=2)
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def progress(self) -> dict[str, object]:
        """What changed, and nothing else. No answer leaves how it stands as it is."""
        given = {name: self.cleaned_data[name] for name in self.changed_data if name != "base"}
        return {name: value for name, value in given.items() if value or name == "outcome"}

    def base_number(self) -> int:
        typed = self.cleaned_data["base"]
        return int(typed) if typed.isascii() and typed.isdigit() else 0


def goal_form(goal: Entry, scaled: Any, posted: Any, draft: Any) -> GoalForm:
    """Build the form of a goal, with what was said in this round already."""
    held = (
        {"level": str(scaled.level), "helped": scaled.helped, "hindered": scaled.hindered}
        if scaled
        else {}
    )
    form = GoalForm(posted, prefix=f"goal-{goal.thread}", initial=held, draft=draft)
    form.entry = goal
    form.fields["level"].choices = ladder_choices(goal)  # type: ignore[attr-defined]
    return form


def action_form(action: Entry, posted: Any, draft: Any) -> ActionForm:
    """Build the form of an action. `base` is the revision that was read."""
    held = {
        "status": action.content.get("status", ""),
        "outcome": action.content.get("outcome", ""),
        "base": str(action.number),
    }
    form = ActionForm(posted, prefix=f"action-{action.thread}", initial=held, draft=draft)
    form.entry = action
    return form
