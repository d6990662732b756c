"""What is passed on to a group: only what the person agrees to, shown before it is sent.

Nothing of the plan is on the list but their own words of one hope, where they say so. What is
sealed from anybody is never offered: whoever gathers `About` leaves it out.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hearth.core.introductions.states import Kind
from hearth.core.words import Refusal, Refused


class CannotIntroduce(Refused):
    """Nobody is put in touch like this."""


class Passed(StrEnum):
    """One thing that a group may be told about a person."""

    CALLED = "called"
    TELEPHONE = "telephone"
    EMAIL = "email"
    LANGUAGE = "language"
    COMMUNICATION = "communication"
    ACCESS = "access"
    HOPE = "hope"
    COMPANION = "companion"
    SUPPORTER = "supporter"


PASSED_WORDS: Mapping[Passed, str] = {
    Passed.CALLED: "Their name",
    Passed.TELEPHONE: "Telephone",
    Passed.EMAIL: "Email",
    Passed.LANGUAGE: "Language",
    Passed.COMMUNICATION: "How to talk with them",
    Passed.ACCESS: "What helps them take part",
    Passed.HOPE: "What they hope for, in their words",
    Passed.COMPANION: "Who comes with them",
    Passed.SUPPORTER: "Who to call about them",
}
"""The words before each, as the group reads them."""

WAYS_TO_REACH = (Passed.TELEPHONE, Passed.EMAIL)
REACHES = frozenset({*WAYS_TO_REACH, Passed.SUPPORTER})


class SaidYes(StrEnum):
    """How the person agreed to what is passed on."""

    THEMSELVES = "here"
    TALKING = "in the conversation"
    TELEPHONE = "on the phone"


@dataclass(frozen=True)
class About:
    """What may be offered. `prefers_email`: they would rather have an e-mail than a call."""

    called: str
    telephone: str = ""
    email: str = ""
    language: str = ""
    communication: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    hope: str = ""
    companion: str = ""
    supporter: str = ""
    prefers_email: bool = False


def offered(about: About) -> dict[Passed, str]:
    """Return each thing that could be passed on, with its words; only what there is."""
    words = {
        Passed.CALLED: about.called,
        Passed.TELEPHONE: about.telephone,
        Passed.EMAIL: about.email,
        Passed.LANGUAGE: about.language,
        Passed.COMMUNICATION: "; ".join(about.communication),
        Passed.ACCESS: "; ".join(about.access),
        Passed.HOPE: about.hope,
        Passed.COMPANION: about.companion,
        Passed.SUPPORTER: about.supporter,
    }
    return {each: said.strip() for each, said in words.items() if said.strip()}


def first_choice(about: About) -> frozenset[Passed]:
    """Return what is ticked at first: a name, and one way to reach them. Nothing else."""
    there = offered(about)
    order = reversed(WAYS_TO_REACH) if about.prefers_email else WAYS_TO_REACH
    reach = next((each for each in order if each in there), None)
    return frozenset({Passed.CALLED, reach} if reach else {Passed.CALLED})


def chosen(about: About, ticked: Collection[Passed]) -> dict[str, str]:
    """Return what is passed on, as it is kept and as the group reads it, in order."""
    return {each.value: words for each, words in offered(about).items() if each in ticked}


def as_read(passed_on: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (words before it, what it says) for each thing passed on, in the order of pages."""
    return [
        (PASSED_WORDS[each], passed_on[each.value]) for each in Passed if passed_on.get(each.value)
    ]


def passing_on_problems(
    kind: Kind, passed_on: Mapping[str, str], said_yes: SaidYes | None
) -> list[Refusal]:
    """List what is missing before a group can be asked. Empty: it may be sent."""
    if kind is Kind.TOLD:
        return []
    found = []
    if not passed_on.get(Passed.CALLED):
        found.append(Refusal("The group needs a name to call them by.", "passed_on"))
    if kind is not Kind.ACCOMPANIED and not any(passed_on.get(each) for each in REACHES):
        found.append(Refusal("Give the group one way to reach them.", "passed_on"))
    if said_yes is None:
        found.append(Refusal("Say that they agreed, and how.", "said_yes"))
    return found


def default_kind(*, email: str, telephone: str) -> Kind:
    """Return what is chosen at first: ask the group where a message reaches it."""
    return Kind.REFERRED if email or is_mobile(telephone) else Kind.TOLD


def is_mobile(telephone: str) -> bool:
    """Say whether a number takes text messages: a mobile of the United Kingdom (Ofcom: 07...)."""
    digits = telephone.replace(" ", "").replace("-", "").replace("+44(0)", "0").replace("+44", "0")
    return digits.isdigit() and len(digits) == 11 and digits.startswith("07")
