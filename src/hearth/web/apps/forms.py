"""The form on which somebody says what an app may do, and how long."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms

from hearth.core.smart import Offer

TODAY = timedelta(hours=12)
HOW_LONG = {"today": TODAY, "months": timedelta(days=90), "year": timedelta(days=365)}
NOW_ALONE = timedelta(hours=1)


class AllowForm(forms.Form):
    """Each part of the plan that the app asks for; what is not ticked is not given."""

    parts = forms.MultipleChoiceField(
        label="What may it do?",
        help_text="Take away the tick from what you do not want.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = forms.ChoiceField(
        label="How long?",
        choices=[
            ("today", "Only today"),
            ("months", "For 3 months"),
            ("year", "For one year"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    use_required_attribute = False

    def __init__(self, offered: Sequence[Offer], sent: Any = None, *, stays: bool) -> None:
        keys = [offer.line.key for offer in offered]
        super().__init__(sent, initial={"parts": keys, "until": "months"})
        choices = [(offer.line.key, f"{offer.line.title}. {offer.words}") for offer in offered]
        self.fields["parts"].choices = choices  # type: ignore[attr-defined]
        self.stays = stays
        if not offered:
            del self.fields["parts"]
        if not stays:
            del self.fields["until"]

    def clean(self) -> dict[str, Any]:
        """Something must be left, or it is a no."""
        found = super().clean() or {}
        if "parts" in self.fields and not found.get("parts"):
            self.add_error("parts", "Leave at least one part ticked, or choose “No”.")
        return found

    def ends(self, at: datetime, *, online: bool) -> datetime:
        """When what is allowed runs out."""
        if self.stays:
            return at + HOW_LONG[self.cleaned_data.get("until") or "months"]
        return at + (TODAY if online else NOW_ALONE)
