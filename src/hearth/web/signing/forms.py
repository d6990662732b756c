"""The forms of signing: yes, yes with a difference, or no; and going on without somebody."""

from django import forms

from hearth.core.agreement import Answer, Way
from hearth.records.plans.changes.signing import Reply
from hearth.web.practitioner.forms import PlainForm, text


class SignForm(PlainForm):
    """What a signer says to one exact version. The core says which words are missing."""

    answer = forms.ChoiceField(
        label="Do you sign this plan?",
        widget=forms.RadioSelect,
        choices=[
            (Answer.AGREED.name, "Yes, I sign it"),
            (Answer.WITH_DIFFERENCE.name, "Yes, but I see a part in another way"),
            (Answer.NOT_AGREED.name, "No, I cannot sign it yet"),
        ],
        error_messages={"required": "Choose one answer."},
    )
    reason = text("If it is not a plain yes: why?", "The person will read this. Use plain words.")
    would_sign = text(
        "If no: what would make it right to sign?", "Say what must change, so that it can be done."
    )

    def reply(self) -> Reply:
        """The answer, with no more words than it asks for."""
        given, answer = self.cleaned_data, Answer[self.cleaned_data["answer"]]
        return Reply(
            answer,
            "" if answer is Answer.AGREED else given["reason"],
            given["would_sign"] if answer is Answer.NOT_AGREED else "",
        )


class GoOnForm(PlainForm):
    """Why to go on without a signature."""

    words = text("Why do you want to go on without them?", "Use your own words.")


class KeyWorkerGoesOnForm(GoOnForm):
    """The same, with what the person said, where they said it to the key worker."""

    persons_way = forms.ChoiceField(
        label="Has the person told you that they want to go on?",
        widget=forms.RadioSelect,
        choices=[
            ("", "Not yet. They can say so on their own page"),
            (Way.IN_THE_ROOM.name, "Yes, face to face"),
            (Way.BY_TELEPHONE.name, "Yes, on the telephone"),
            (Way.ON_PAPER.name, "Yes, on paper"),
        ],
        required=False,
    )
    persons_words = text("If yes: what did they say?", "Use their own words.")
