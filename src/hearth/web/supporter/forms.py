"""The forms around supporters: invite, change what they see, accept."""

from typing import Any

from django import forms

from hearth.core.access import Action
from hearth.core.people import Authority, SupporterKind
from hearth.core.words import READING_ORDER, TITLES, Section
from hearth.web.fields import DayField

SHARED = (*READING_ORDER, Section.RESULTS)
MAY_DO = (
    (Action.PREPARE, "Answer the questions before a conversation, for me"),
    (Action.ADD_VIEW, "Add their own view"),
    (Action.WRITE, "Write in my plan for me"),
    (Action.ASK_REVIEW, "Ask for a review"),
    (Action.APPEAL, "Say when they do not agree"),
    (Action.AGREE, "Say yes or no to my plan for me (only where the law lets them)"),
)
KIND_WORDS = {kind: kind.value.capitalize() for kind in SupporterKind}
AUTHORITY_WORDS = {
    Authority.PERSON_ASKED: "I ask them to",
    Authority.PARENTAL: "They are my parent, by law",
    Authority.ATTORNEY: "They hold my power of attorney for health",
    Authority.DEPUTY: "A court chose them to decide for me",
}


class WhatTheySee(forms.Form):
    """Which parts a supporter sees, what they may do, and until when."""

    sections = forms.MultipleChoiceField(
        label="What can they see?",
        choices=[(section.value, TITLES[section]) for section in SHARED],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    actions = forms.MultipleChoiceField(
        label="What can they do?",
        choices=[(action.value, words) for action, words in MAY_DO],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = DayField(
        label="Until when?", help_text="Leave it empty for as long as you like.", required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False

    def choices(self) -> dict[str, Any]:
        """What was chosen, as the changes want it."""
        given = self.cleaned_data
        return {
            "sections": [Section(each) for each in given["sections"]],
            "actions": [Action(each) for each in given["actions"]],
            "until": given["until"],
        }


class InviteForm(WhatTheySee):
    """Who is invited, and on what footing."""

    name = forms.CharField(label="Their name", required=False, max_length=200)
    relationship = forms.CharField(
        label="Who are they to you?",
        help_text="For example: my daughter, my friend.",
        required=False,
        max_length=100,
    )
    kind = forms.ChoiceField(
        label="They are my", choices=[(k.value, w) for k, w in KIND_WORDS.items()]
    )
    authority = forms.ChoiceField(
        label="Why may they help?",
        choices=[(a.value, w) for a, w in AUTHORITY_WORDS.items()],
        widget=forms.RadioSelect,
        initial=Authority.PERSON_ASKED.value,
    )
    evidence = forms.CharField(
        label="Where can we see the proof?",
        help_text="Only when it rests on the law.",
        required=False,
        max_length=300,
    )

    field_order = (
        "name",
        "relationship",
        "kind",
        "authority",
        "evidence",
        "sections",
        "actions",
        "until",
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Your code",
        help_text="The person you help gave it to you. It looks like 1a2b-3c4d-5e6f-7a8b.",
        required=False,
    )


class NewAccountForm(forms.Form):
    """A sign-in of one's own: a supporter never uses the person's."""

    full_name = forms.CharField(label="Your name", required=False, max_length=200)
    email = forms.EmailField(label="Your email", required=False)
    password = forms.CharField(
        label="Choose a password",
        help_text="Use 10 letters or more. Three words in a row are good.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        required=False,
        strip=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("full_name"):
            self.add_error("full_name", "Give your name.")
        if not given.get("email") and "email" not in self.errors:
            self.add_error("email", "Give your email.")
        if not given.get("password"):
            self.add_error("password", "Choose a password.")
        return given
