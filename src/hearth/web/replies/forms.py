"""The answer to a link: one button, and what nobody has to add."""

from django import forms

from hearth.core.introductions.replying import LONGEST_WORDS, MOST_PLACES

PLACES = [("", "Leave it out"), *((str(each), str(each)) for each in range(MOST_PLACES + 1))]


class ReplyForm(forms.Form):
    """Which button was pressed, and anything else that they want to say."""

    choice = forms.CharField(required=False, max_length=30)
    words = forms.CharField(
        label="Anything else?",
        help_text="You can leave this out.",
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    free_places = forms.TypedChoiceField(
        label="How many places are free now?",
        help_text="You can leave this out.",
        choices=PLACES,
        coerce=int,
        empty_value=None,
        required=False,
    )
    use_required_attribute = False
