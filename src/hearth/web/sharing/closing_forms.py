"""The forms that close an entry or a part, for the person and for practitioners."""

from collections.abc import Iterable
from typing import Any

from django import forms

from hearth.core.sharing import SealKind

KIND_WORDS = {
    SealKind.OWN_WISH: "Only you see this",
    SealKind.SAFEGUARDING: "To keep somebody safe",
    SealKind.THIRD_PARTY: "It is about someone else",
}
SERVICE_KINDS = [
    (kind.value, KIND_WORDS[kind]) for kind in (SealKind.SAFEGUARDING, SealKind.THIRD_PARTY)
]
LONGEST_REASON = 500


class OwnWishForm(forms.Form):
    """The person closes it to everyone, but for those whom they name."""

    named = forms.MultipleChoiceField(
        label="Is there someone who may still see it?",
        help_text="Leave this empty if no one else may see it.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    use_required_attribute = False

    def __init__(self, *args: Any, staff: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self._accounts = {str(post.account_id): post.account for post in staff}
        choices = [(str(post.account_id), f"{post.account.full_name}, {post}") for post in staff]
        self.fields["named"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["named"]

    def choices(self) -> dict[str, Any]:
        """What was chosen, as the change wants it."""
        named = self.cleaned_data.get("named", [])
        return {"kind": SealKind.OWN_WISH, "named": [self._accounts[each] for each in named]}


class CloseForm(forms.Form):
    """A practitioner closes it, and says why."""

    kind = forms.ChoiceField(
        label="Why must this be closed?",
        choices=SERVICE_KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why this must be closed."},
    )
    why = forms.CharField(
        label="Say more",
        help_text="Only those who may see it can read this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
        required=False,
    )
    use_required_attribute = False

    def choices(self) -> dict[str, Any]:
        """What was chosen, as the change wants it."""
        return {"kind": SealKind(self.cleaned_data["kind"]), "why": self.cleaned_data["why"]}


def close_fields(*, is_person: bool) -> dict[str, forms.Field]:
    """What a form for a new entry asks, so that it is never open for a moment."""
    if is_person:
        return {CLOSE: forms.BooleanField(label="Only I see this", required=False)}
    return {
        CLOSE: forms.ChoiceField(
            label="Does this need to be closed?",
            choices=[("", "No"), *SERVICE_KINDS],
            required=False,
        ),
        CLOSE_WHY: forms.CharField(
            label="If so, say why",
            help_text="Only those who may see it can read this.",
            max_length=LONGEST_REASON,
            required=False,
        ),
    }


CLOSE, CLOSE_WHY = "close_it", "close_why"
