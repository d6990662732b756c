"""The forms with which a community makes the framework its own."""

from typing import Any

from django import forms

from hearth.core.house.adapting import WORDING, a_code_for
from hearth.core.house.framework import MOST_LETTERS, Element, Framework, Proof
from hearth.core.house.parts import MEANS, NAMES, Part, Strand
from hearth.web.practitioner.forms import PlainForm, line, text

PARTS = [(part.value, f"{NAMES[part]}: {MEANS[part]}") for part in Part]
STRANDS = [
    ("", "Neither"),
    (Strand.COMMUNITY.value, "Links with the community"),
    (Strand.METRICS.value, "Metrics"),
]
PROOFS = [
    (Proof.WORDS.value, "A few words"),
    (Proof.SHOWN.value, "Something to look at"),
    (Proof.COUNTED.value, "A figure"),
]


def why() -> forms.CharField:
    """Each change of the framework says why, for those who read it in a year."""
    return line("Why?", "A few words, for those who read it in a year.", maxlength="300")


class WordsForm(PlainForm):
    """What an element is called, and what is asked."""

    name = line("What is it called?", "Short: two to six words.", maxlength=MOST_LETTERS["name"])
    is_there = text("How do you ask if it is there?", rows=2)
    does_it_work = text("How do you ask if it works?", rows=2)
    look_for = text("What could show it?", "What to look for, or to count.", rows=2)
    source = line("Where does it come from?", maxlength=MOST_LETTERS["source"])

    @property
    def words(self) -> dict[str, Any]:
        """What was typed, as the fields of an element; lines are joined."""
        return {name: " ".join(self.cleaned_data[name].split()) for name in WORDING}


def words_of(element: Element) -> dict[str, str]:
    """Return the words of an element, for the boxes of the form."""
    return {name: getattr(element, name) for name in WORDING}


class RewordForm(WordsForm):
    """Better words for the same meaning."""

    same = forms.BooleanField(
        label="It still means the same",
        help_text="If it means something else, take it out, and add a new one.",
        required=False,
    )
    why = why()


class WeightForm(PlainForm):
    """How much an element weighs: whether it matters, and what “cracked it” needs to show."""

    matters = forms.ChoiceField(
        label="Can it hold its part back?",
        choices=[("yes", "Yes: the part is no better than this"), ("no", "No: it is extra")],
        widget=forms.RadioSelect,
    )
    proof = forms.ChoiceField(
        label="What must “cracked it” show?", choices=PROOFS, widget=forms.RadioSelect
    )
    why = why()

    @property
    def weight(self) -> dict[str, Any]:
        """What was chosen, as the fields of an element."""
        given = self.cleaned_data
        return {"matters": given["matters"] == "yes", "proof": Proof(given["proof"])}


class AddForm(WordsForm):
    """A new element, with all that it needs."""

    part = forms.ChoiceField(label="Which part is it in?", choices=PARTS, widget=forms.RadioSelect)
    strand = forms.ChoiceField(
        label="Is it about one of these?", choices=STRANDS, widget=forms.RadioSelect, required=False
    )
    matters = WeightForm.base_fields["matters"]
    proof = WeightForm.base_fields["proof"]
    why = why()

    field_order = ("part", "name", "is_there", "does_it_work", "look_for", "source")

    def element(self, framework: Framework) -> Element:
        """Return the element; its code is made from its name, and never used before."""
        given = self.cleaned_data
        return Element(
            code=a_code_for(given["name"], framework),
            part=Part(given["part"]),
            **self.words,
            matters=given["matters"] == "yes",
            proof=Proof(given["proof"]),
            strand=Strand(given["strand"]) if given["strand"] else None,
        )


class WhyForm(PlainForm):
    """Taking an element out, or bringing it back."""

    why = why()


class BringTextForm(PlainForm):
    """The text of a whole framework, as it was downloaded and then changed."""

    text = text("The text of the framework", "Paste all of it.", rows=12)
    why = why()
