"""Services as feeds word them, with what a person would understand, labelled before any was tried.

Each: what is being read, what the source says (fields of a document), and what that tells.
"""

from typing import Any

from hearth.core.directory.activity import Cost, Way

FREE, LOW, PAID, UNKNOWN = Cost.FREE, Cost.LOW, Cost.PAID, Cost.UNKNOWN
Said = dict[str, Any]


def fees(words: str) -> Said:
    return {"fees_description": words}


def option(*rows: Said) -> Said:
    return {"fees_description": None, "cost_options": list(rows)}


def told(words: str, name: str = "Mill Lane Group") -> Said:
    return {"name": name, "description": words, "fees_description": None}


COSTS: tuple[tuple[Said, Cost], ...] = (
    (fees("Free"), FREE),
    (fees("No charge"), FREE),
    (fees("FREE - donations welcome"), FREE),
    (fees("Free parking on site"), UNKNOWN),
    (fees("Free for carers"), UNKNOWN),
    (fees("Free for carers, £4 for everyone else"), LOW),
    (fees("£3 per session, first one free"), LOW),
    (fees("First session free, then £8"), PAID),
    (fees("£25 a term"), PAID),
    (fees("50p for tea and biscuits"), LOW),
    (fees("Free trial"), UNKNOWN),
    (fees("This service is not free"), UNKNOWN),
    (fees("Please call our freephone number for prices"), UNKNOWN),
    (fees("Charges apply"), UNKNOWN),
    (fees("Two pounds a week"), UNKNOWN),
    (fees("£1,200 a year"), PAID),
    (fees("There is a charge. Free refreshments"), UNKNOWN),
    (fees("Free to people on Universal Credit"), UNKNOWN),
    (fees("Free entry"), FREE),
    (fees("£0"), FREE),
    (fees("5.00 GBP"), LOW),
    (fees("Suggested donation of £2"), LOW),
    (fees("Free of charge to residents of Calderwick"), FREE),
    (fees("Free if you are over 60"), UNKNOWN),
    (option({"option": "Adult", "amount": 4.5}, {"option": "Child", "amount": 0}), LOW),
    (option({"option": "Free", "amount": 0}), FREE),
    (option({"amount": 0, "amount_description": "£12 an hour"}), PAID),
    (option({"amount": 60, "amount_description": "per term"}), PAID),
    (told("A friendly group. All sessions are free of charge."), UNKNOWN),
    (told("Smoke free, gluten free cakes, feel free to drop in."), UNKNOWN),
)


STEPS: tuple[tuple[str, bool | None], ...] = (
    ("Step-free entrance at the rear; toilets upstairs", None),
    ("Fully wheelchair accessible", True),
    ("Not wheelchair accessible", False),
    ("Wheelchair access: No", False),
    ("Wheelchair accessible: Yes", True),
    ("Three steps up to the front door; ramp at the side", True),
    ("Steps to entrance. No ramp", False),
    ("Lift out of order, meeting room on the first floor", False),
    ("Upstairs room, lift available", True),
    ("Disabled parking, hearing loop", None),
    ("Step free access throughout, no lift needed", True),
    ("No step-free access", False),
    ("There is no wheelchair access to the upper floor, level access to the hall", True),
    ("Accessible toilet", None),
    ("Contact us about wheelchair access", None),
    ("Limited wheelchair access", None),
    ("Wheelchair users should ring first", None),
)

WAYS: tuple[tuple[str, frozenset[Way]], ...] = (
    ("We meet on Zoom every week as a group.", frozenset({Way.ONLINE, Way.GROUP})),
    ("Book online or by telephone. A weekly club.", frozenset({Way.GROUP})),
    ("Find us online at our website.", frozenset()),
    ("A one-to-one visit at home.", frozenset({Way.ONE_TO_ONE})),
    ("1:1 support and group sessions.", frozenset({Way.ONE_TO_ONE, Way.GROUP})),
    ("Learn how to stay safe online. Classes on Mondays.", frozenset({Way.GROUP})),
    ("Virtual coffee mornings.", frozenset({Way.ONLINE})),
    ("Sessions are held online.", frozenset({Way.ONLINE})),
    ("Not available online.", frozenset()),
    ("Register online for a place on the walk.", frozenset()),
    ("For all age groups.", frozenset()),
)

AGES: tuple[tuple[Said, tuple[int | None, int | None]], ...] = (
    ({"eligibility_description": "Suitable for 18+"}, (18, None)),
    ({"eligibility_description": "Over 55s"}, (55, None)),
    ({"eligibility_description": "Adults aged 18 and over"}, (18, None)),
    ({"eligibility_description": "Children aged 5 to 11"}, (5, 11)),
    ({"eligibility_description": "Young people 11-19 (25 with SEND)"}, (11, 25)),
    ({"eligibility_description": "Under 5s"}, (None, 4)),
    ({"eligibility_description": "Anyone living within 18 miles"}, (None, None)),
    ({"eligibility_description": "People aged 50 plus who have had a fall"}, (50, None)),
    ({"minimum_age": 0, "maximum_age": 0}, (None, None)),
    ({"minimum_age": 18, "eligibility_description": "Over 55s"}, (18, None)),
    ({"eligibility_description": "Everyone is welcome"}, (None, None)),
    ({"eligibility_description": "16 to 25 year olds"}, (16, 25)),
)
