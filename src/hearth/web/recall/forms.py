"""The forms of the recall: an answer, and why somebody is left out."""

from datetime import date
from typing import Any

from django import forms

from hearth.core.days import months_after
from hearth.core.recall.facts import Answer, WhyNot
from hearth.web.fields import DayField

WAITS = ((1, "In 1 month"), (3, "In 3 months"), (6, "In 6 months"))
USUAL_WAIT = 3
WORDS = {"rows": 3}


class HeardForm(forms.Form):
    """What somebody told staff, on the telephone or at the desk."""

    words = forms.CharField(
        label="What did they say?",
        help_text="In their words. You can leave this empty.",
        max_length=300,
        required=False,
    )
    wait = forms.TypedChoiceField(
        label="If not now: when may we ask again?",
        choices=WAITS,
        coerce=int,
        initial=USUAL_WAIT,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False

    def until(self, answer: Answer, today: date) -> date | None:
        """Until which day nobody asks them again; only for “later”."""
        if answer is not Answer.LATER:
            return None
        return months_after(today, self.cleaned_data["wait"] or USUAL_WAIT)


ANSWERS = (
    (Answer.YES.value, "Yes, I would like that"),
    (Answer.LATER.value, "Not now. Ask me later"),
    (Answer.NO.value, "No, thank you"),
)


class AnswerForm(HeardForm):
    """What the person says themselves."""

    field_order = ("answer", "wait", "words")
    answer = forms.ChoiceField(
        label="Would you like to talk with us?", choices=ANSWERS, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, may_say_no: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["wait"].label = "If not now: when shall we ask again?"
        self.fields["words"].label = "Is there something that you want us to know?"
        self.fields["words"].help_text = "You can leave this empty."
        if not may_say_no:
            self.fields["answer"].choices = ANSWERS[:2]  # type: ignore[attr-defined]

    def chosen(self) -> Answer:
        return Answer(self.cleaned_data["answer"])


REASONS = (
    (WhyNot.NOT_NOW.value, "Not now"),
    (WhyNot.DECLINED.value, "They do not want it"),
    (WhyNot.NOT_SUITABLE.value, "It does not suit them"),
    (WhyNot.MOVED.value, "They moved away"),
    (WhyNot.DIED.value, "Someone told us that they died"),
)


class LeaveOutForm(forms.Form):
    """Why somebody is left out, until when, and what was said."""

    why = forms.ChoiceField(label="Why?", choices=REASONS, widget=forms.RadioSelect)
    until = DayField(
        label="Until when?",
        help_text="The last day on which we do not ask. You can leave it empty if it is for good.",
        required=False,
    )
    words = forms.CharField(
        label="What was said, and who told you?",
        max_length=300,
        widget=forms.Textarea(attrs=WORDS),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False


class WhoForm(forms.Form):
    """Who answers for somebody's recall."""

    post = forms.ChoiceField(label="Who answers for it?", choices=())

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]
        self.use_required_attribute = False


class BackForm(forms.Form):
    """What somebody says who takes part again."""

    words = forms.CharField(max_length=300, required=False)
