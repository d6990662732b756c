"""The forms of asking and answering. Their rules are the core's."""

from collections.abc import Iterable
from typing import Any

from django import forms

from hearth.core.referral import (
    CONSENT_WORDS,
    LONGEST,
    REASON_WORDS,
    Answer,
    Consent,
    Reason,
    Told,
)
from hearth.web.fields import DayField
from hearth.web.practitioner.forms import PlainForm

Choices = list[tuple[str, str]]


def _line(label: str, hint: str = "", longest: int = 200, **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(
        label=label, help_text=hint, max_length=longest, required=False, widget=widget
    )


def _text(label: str, hint: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label, help_text=hint, max_length=LONGEST, required=False, widget=widget
    )


def _radios(label: str, choices: Iterable[tuple[str, str]], hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=list(choices), help_text=hint, widget=forms.RadioSelect, required=False
    )


def consent_choices(*, staff: bool = False) -> Choices:
    """What the person says to it. Only who is sure of it may ask for them."""
    left_out = {Consent.NOT_ASKED} if staff else set()
    return [(each.value, words) for each, words in CONSENT_WORDS.items() if each not in left_out]


class PublicForm(PlainForm):
    """What anybody can tell us, without a sign-in. `website` is for programs: people leave it."""

    organisation = forms.ChoiceField(label="Which service do you ask?", required=False)
    website = _line("Leave this empty", autocomplete="off")

    def __init__(self, data: Any = None, *, services: Choices, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["organisation"].choices = [("", "Choose one"), *services]  # type: ignore[attr-defined]


class ForMeForm(PublicForm):
    """Somebody asks for themselves."""

    person_name = _line("Your name", autocomplete="name")
    born = DayField(label="Your date of birth", help_text="You can leave this empty.")
    person_reach = _line("How can we reach you?", "A phone number, an email or an address.", 300)
    words = _text("Why do you ask?", "A few words are enough.")

    def told(self) -> Told:
        """What was told, as the core takes it."""
        given = self.cleaned_data
        return Told(
            about_me=True,
            person_name=given["person_name"],
            person_reach=given["person_reach"],
            words=given["words"],
            born=given["born"],
        )


class ForSomeoneForm(PublicForm):
    """Somebody asks for somebody else."""

    person_name = _line("Their name", autocomplete="off")
    born = DayField(label="Their date of birth", help_text="Leave it empty if you do not know it.")
    person_reach = _line("How can we reach them?", "A phone number, an email or an address.", 300)
    words = _text("Why do you ask?", "A few words are enough.")
    consent = _radios("Do they know that you ask?", consent_choices())
    asker_name = _line("Your name", autocomplete="name")
    relation = _line("How do you know them?", "For example: neighbour, or teacher.", 100)
    asker_reach = _line("How can we reach you?", "A phone number or an email.", 300)

    def told(self) -> Told:
        """What was told, as the core takes it."""
        given = self.cleaned_data
        names = ("person_name", "person_reach", "words", "born")
        theirs = {name: given[name] for name in (*names, "asker_name", "asker_reach", "relation")}
        consent = Consent(given["consent"]) if given["consent"] else None
        return Told(about_me=False, consent=consent, **theirs)


for _form in (ForMeForm, ForSomeoneForm):
    _form.base_fields["born"].required = False


class AskForm(PlainForm):
    """The person, a supporter or staff ask one of the services with a part in the care."""

    organisation = forms.ChoiceField(label="Who do you ask?", required=False)
    words = _text("Why, in your own words?", "You can leave this empty.")
    consent = _radios("Do they know that you ask?", [])

    def __init__(
        self, data: Any = None, *, services: Choices, own: bool, staff: bool, **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.fields["organisation"].choices = services  # type: ignore[attr-defined]
        self.fields["consent"].choices = consent_choices(staff=staff)  # type: ignore[attr-defined]
        if own:
            del self.fields["consent"]

    def consent_given(self) -> Consent | None:
        value = self.cleaned_data.get("consent")
        return Consent(value) if value else None


def reason_choices() -> Choices:
    return [(each.value, words) for each, words in REASON_WORDS.items()]


class AnswerForm(PlainForm):
    """Yes, or no with a reason."""

    answer = _radios(
        "What do you say?",
        [(Answer.ACCEPTED.value, "Yes, we offer it"), (Answer.DECLINED.value, "No, not now")],
    )
    reason = forms.ChoiceField(
        label="If no: the reason, as we count it",
        choices=[("", "Choose one"), *reason_choices()],
        required=False,
    )
    told = _text("What do you tell who asked?", "They read this. Use short, plain words.")

    def given(self) -> dict[str, Any]:
        """The answer as the change takes it."""
        said = self.cleaned_data
        return {
            "answer": Answer(said["answer"]) if said["answer"] else None,
            "reason": Reason(said["reason"]) if said["reason"] else None,
            "told": said["told"],
        }


class CloseForm(PlainForm):
    """Nobody can say whom an ask from the public is about."""

    reason = forms.ChoiceField(
        label="Why do you close it?",
        choices=[("", "Choose one"), *reason_choices()],
        required=False,
    )
    told = _text("What did you do, and what did you tell who asked?")

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"reason": Reason(said["reason"]) if said["reason"] else None, "told": said["told"]}
