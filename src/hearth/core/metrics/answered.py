"""What answers to a measure say, as events. No score is made of what is incomplete.

Hearth has no wording of CollaboRATE (CC BY-NC-ND) or LTC-6: a site that may use them records the
answers here, and the forms stay with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

COLLABORATE_FORM = "0-9"
COLLABORATE_ITEMS = ("understand", "listen", "include")
COLLABORATE_TOP = 9
LTC6_ITEMS = ("mattered", "involved", "informed", "supported", "joined-up", "confident")


@dataclass(frozen=True)
class Scored:
    """A measure of which only scores come here: its items, their highest value, its version."""

    items: tuple[str, ...]
    highest: int
    version: str = ""

    def problems(self, version: str, item: str, value: str) -> Iterator[str]:
        """Say what is wrong with one score, in plain words."""
        if self.version and version != self.version:
            yield f"Only the form “{self.version}” can be taken in. Never mix it with another."
        if not version:
            yield "Say which version of the form it was."
        if item not in self.items:
            yield f"There is no such item. There are {', '.join(self.items)}."
        if (
            not (value.isascii() and value.isdigit() and len(value) < 3)
            or int(value) > self.highest
        ):
            yield f"The value must be a whole number from 0 to {self.highest}."


SCORED: Mapping[str, Scored] = {
    "collaborate": Scored(COLLABORATE_ITEMS, COLLABORATE_TOP, COLLABORATE_FORM),
    "ltc6": Scored(LTC6_ITEMS, 1),
}
"""What can be taken in as scores. Of LTC-6: 1 is the best of the four answers, 0 another one."""


def happened_in(
    instrument: str, version: str, answers: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    """Give (code, value) for each event that a set of answers is.

    CollaboRATE: top score of all three, from the form from 0 to 9 only, and only where none is
    missing (Elwyn and others). LTC-6 and ONS4: each item by itself.
    """
    match instrument:
        case "collaborate" if version == COLLABORATE_FORM:
            given = [answers.get(item) for item in COLLABORATE_ITEMS]
            if None not in given:
                yield "collaborate-top", int(all(each == COLLABORATE_TOP for each in given))
        case "ltc6":
            yield from ((f"ltc6-{item}", answers[item]) for item in LTC6_ITEMS if item in answers)
        case "ons4":
            yield from ((f"ons4-{item}", value) for item, value in answers.items())
