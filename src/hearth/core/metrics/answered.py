"""What answers to a measure say, as events. No score is made of what is incomplete.

Hearth has no wording of CollaboRATE (CC BY-NC-ND) or LTC-6: a site that may use them records the
answers here, and the forms stay with it.
"""

from collections.abc import Iterator, Mapping

COLLABORATE, COLLABORATE_FORM = "collaborate", "0-9"
COLLABORATE_ITEMS = ("understand", "listen", "include")
COLLABORATE_TOP = 9
LTC6 = "ltc6"
LTC6_ITEMS = ("mattered", "involved", "informed", "supported", "joined-up", "confident")


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
