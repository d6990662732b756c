"""The forms of a pack: what it looks for, and how it is printed."""

from typing import Any

from django import forms
from django.conf import settings

from hearth.core.activity_packs import MILES, MOST, SETTING_WORDS, Selection, Setting
from hearth.core.directory.activity import WEEKDAYS
from hearth.formats.activity_pack import LAYOUT_WORDS, Layout
from hearth.web.fields import DayField
from hearth.web.practitioner.forms import PlainForm, line


def several(label: str, hint: str = "") -> forms.MultipleChoiceField:
    """Several of a list; its choices come later."""
    return forms.MultipleChoiceField(
        label=label, help_text=hint, required=False, widget=forms.CheckboxSelectMultiple
    )


def tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


class PackForm(PlainForm):
    """What a pack is called, when it is given, and what it looks for."""

    title = line("Name of the pack", "Everyone can read it. Write no names of people.")
    setting = forms.ChoiceField(
        label="When do you give it?",
        choices=[(each.value, words) for each, words in SETTING_WORDS.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    needs = several("What should it help with?", "Leave all empty for anything.")
    interests = several("Only these")
    near = line("Near which place?", "A postcode or the name of a place.")
    within = forms.TypedChoiceField(
        label="How far away at the most?",
        choices=[("", "It does not matter"), *((each, f"{each} miles") for each in MILES)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    weekdays = several("On which days?", "Leave all empty for any day.")
    low_cost = tick("Free or low cost only")
    step_free = tick("Step-free only")
    online = tick("Online only")
    language = line("In which language?", "Leave it empty for any.")
    most = forms.TypedChoiceField(
        label="How many at the most?", choices=[(each, str(each)) for each in MOST], coerce=int,
        initial=10, required=False, empty_value=None,
    )  # fmt: skip
    base = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        known = settings.INTERESTS
        self._offer("needs", [(each.code, each.name) for each in known.needs])
        self._offer("interests", [(each.code, each.name) for each in known.interests])
        self._offer("weekdays", [(str(at), name) for at, name in enumerate(WEEKDAYS)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What was chosen, as the changes take it."""
        said = self.cleaned_data
        plain = ("within", "low_cost", "step_free", "online", "most")
        selection = Selection(
            interests=frozenset(said["interests"]), needs=frozenset(said["needs"]),
            weekdays=frozenset(map(int, said["weekdays"])), near=said["near"].strip(),
            language=said["language"].strip(), **{name: said[name] for name in plain},
        )  # fmt: skip
        setting = Setting(said["setting"]) if said["setting"] else None
        return {"title": said["title"], "setting": setting, "selection": selection}


class PrintForm(PlainForm):
    """How it is printed, from which day on it is for, and for whom, if a name stands on top."""

    layout = forms.ChoiceField(
        label="How?",
        choices=[(each.value, words) for each, words in LAYOUT_WORDS.items()],
        widget=forms.RadioSelect,
        initial=Layout.STANDARD.value,
        required=False,
    )
    from_day = DayField(
        label="From which day?", help_text="You can leave it empty.", required=False
    )
    called = line("First name, to stand on top", "You can leave it empty. We do not keep it.")

    def clean_called(self) -> str:
        """One first name, and not a whole line of facts."""
        return str(self.cleaned_data["called"]).strip()[:40]

    def clean_layout(self) -> Layout:
        return Layout(self.cleaned_data["layout"] or Layout.STANDARD)


class OrganisationForm(PlainForm):
    """For which of the places where one works."""

    organisation = forms.ChoiceField(label="For which place of work?", required=False)

    def __init__(self, data: Any = None, *, places: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["organisation"].choices = places  # type: ignore[attr-defined]
