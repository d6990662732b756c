"""How a letter of the recall reaches one person: in the format that they need, or by a person.

Stricter than other messages (`records.people.telling`): a text message only says “sign in”, so it
goes only to who signs in; and whoever needs a format or a language that we cannot make is told by
a member of staff instead, however many addresses we hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hearth.core.messages import MessageWay
from hearth.core.people import ContactWay, Format
from hearth.core.recall.facts import Letter

ON_PAPER = frozenset({Format.STANDARD, Format.LARGE_PRINT})
ON_SCREEN = ON_PAPER | {Format.EMAIL}
ANOTHER_WAY = frozenset({Letter.REMINDER, Letter.NO_REPLY})
"""Letters that try another way than those before them."""


@dataclass(frozen=True)
class Contact:
    """How somebody can be reached. `post`: the lines of their address. `supporter`: an email.

    `speaks`: the language of an interpreter that they need, or empty.
    """

    preferred: str = ""
    email: str = ""
    mobile: str = ""
    post: tuple[str, ...] = ()
    supporter: str = ""
    format: Format = Format.STANDARD
    speaks: str = ""
    signs_in: bool = False


@dataclass(frozen=True)
class Reach:
    """The way of a letter; with none, a member of staff tells the person, and `words` say why.

    `to_supporter`: it goes to the supporter through whom they want to be reached.
    """

    way: MessageWay | None
    words: str = ""
    to_supporter: bool = False


def reach(
    contact: Contact, letter: Letter, *, used: tuple[MessageWay, ...] = (), again: bool = False
) -> Reach:
    """Choose how a letter reaches somebody. `used`: the ways that carried an earlier one.

    A reminder goes another way than the invitation where there is one. A letter that came back
    (`again`) never goes the same way twice.
    """
    if words := _needs_somebody(contact):
        return Reach(None, words)
    ways = list(_ways(contact, letter))
    other = [each for each in ways if each.way not in used]
    if again and not other:
        return Reach(None, "It did not arrive, and there is no other way. Please call.")
    chosen = other or ways if again or letter in ANOTHER_WAY else ways
    return chosen[0] if chosen else Reach(None, _nowhere(contact))


def _needs_somebody(contact: Contact) -> str:
    """Say what this person needs that only somebody can give, if anything."""
    if contact.format not in ON_SCREEN:
        return f"Needs {contact.format.value}. Please tell them in that way."
    if contact.speaks:
        return f"Needs an interpreter for {contact.speaks}. Please call with one."
    return ""


def _ways(contact: Contact, letter: Letter) -> Iterator[Reach]:
    """All ways that are open, the one that the person prefers first."""
    order = (ContactWay.EMAIL, ContactWay.TEXT, ContactWay.LETTER)
    if contact.preferred == ContactWay.SUPPORTER and contact.supporter:
        yield Reach(MessageWay.EMAIL, to_supporter=True)
    preferred = [way for way in order if way == contact.preferred]
    for way in dict.fromkeys([*preferred, *order]):
        if _is_open(contact, letter, way):
            yield Reach(_AS_MESSAGE[way])


_AS_MESSAGE = {
    ContactWay.EMAIL: MessageWay.EMAIL,
    ContactWay.TEXT: MessageWay.TEXT,
    ContactWay.LETTER: MessageWay.LETTER,
}


def _is_open(contact: Contact, letter: Letter, way: ContactWay) -> bool:
    # What waits behind the sign-in reaches only those who have one.
    reads_here = contact.signs_in or letter is not Letter.PREPARATION
    match way:
        case ContactWay.EMAIL:
            return bool(contact.email) and reads_here
        case ContactWay.TEXT:
            return bool(contact.mobile) and contact.signs_in and contact.format in ON_PAPER
        case _:
            return bool(contact.post) and contact.format in ON_PAPER


def _nowhere(contact: Contact) -> str:
    if contact.format not in ON_PAPER:
        return f"Needs {contact.format.value}, and there is no email address. Please call."
    return "There is no way to write to them. Please call."
