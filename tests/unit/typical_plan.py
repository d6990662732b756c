"""A typical plan of twenty entries, as the record would freeze it. Made up, all of it."""

from datetime import UTC, date, datetime

from hearth.core.access import Role
from hearth.core.agreement import Answer, Party, Signature, Way
from hearth.core.plan import (
    Authorship,
    Cover,
    Entry,
    Review,
    Words,
    canonical,
    document,
    fingerprint,
)

RABIA, AMINA, NURSE = "Rabia Khan", "Amina Khan", "Anne Jones"
WRITTEN_ON = date(2027, 3, 1)
TODAY = date(2027, 3, 13)

BY_RABIA = Authorship(Words.PERSON, RABIA, RABIA, Role.PERSON, datetime(2027, 2, 20, tzinfo=UTC))
TOLD_TO_NURSE = Authorship(
    Words.PERSON, RABIA, NURSE, Role.PRACTITIONER, datetime(2027, 2, 28, tzinfo=UTC)
)
BY_AMINA = Authorship(
    Words.SUPPORTER, AMINA, AMINA, Role.SUPPORTER, datetime(2027, 2, 21, tzinfo=UTC), RABIA
)
BY_NURSE = Authorship(
    Words.PROFESSIONAL, NURSE, NURSE, Role.PRACTITIONER, datetime(2027, 2, 28, tzinfo=UTC)
)

CONTENTS: list[tuple[str, Authorship, dict[str, object]]] = [
    (
        "what_matters",
        BY_RABIA,
        {
            "text": "My garden, my faith, and Friday lunch with my grandchildren."
            " I want to stay in my own home and cook for people. A good day has mint tea in it."
        },
    ),
    (
        "important_people",
        BY_RABIA,
        {
            "text": "Amina, my daughter, who comes each day after work."
            " Mrs Doyle next door has a key."
        },
    ),
    (
        "how_i_communicate",
        BY_AMINA,
        {"text": "Talk to her left side and face her. Urdu when she is tired. Write numbers down."},
    ),
    (
        "please_do",
        BY_RABIA,
        {"text": "Please ask before you move my things. Please don’t call early in the day."},
    ),
    ("strength", BY_RABIA, {"text": "I know my body. I have grown vegetables for forty years."}),
    (
        "need",
        TOLD_TO_NURSE,
        {"text": "I get out of breath on the stairs, and I worry about falling at night."},
    ),
    (
        "goal",
        TOLD_TO_NURSE,
        {
            "text": "Walk to the mosque and back on Fridays without stopping for breath.",
            "why": "I have friends there, and I miss them.",
            "importance": 9,
            "confidence": 6,
            "what_would_help": "Someone to walk with the first few times.",
            "by_when": "2027-06-30",
            "status": "going",
            "worse": "I stay at home",
            "now": "I stop three times",
            "hoped_for": "I stop once",
            "better": "I do not stop",
            "much_better": "I walk there and back twice a week",
        },
    ),
    (
        "goal",
        TOLD_TO_NURSE,
        {
            "text": "Sleep through most nights.",
            "importance": 7,
            "confidence": 7,
            "status": "hoped",
            "now": "Awake four times",
            "hoped_for": "Awake once or twice",
        },
    ),
    (
        "action",
        TOLD_TO_NURSE,
        {
            "what": "Ask about the breathing class",
            "who": NURSE,
            "when": "By 8 March",
            "due_on": "2027-03-08",
            "who_role": "Practice nurse",
            "who_contact": "01632 960 100",
            "status": "doing",
        },
    ),
    (
        "action",
        TOLD_TO_NURSE,
        {
            "what": "Walk to the corner shop and back",
            "who": "Rabia",
            "when": "Each morning but Friday",
            "confidence": 8,
            "status": "doing",
        },
    ),
    (
        "action",
        TOLD_TO_NURSE,
        {
            "what": "Put a light on the stairs",
            "who": "Amina",
            "when": "This week",
            "status": "to_do",
        },
    ),
    (
        "action",
        TOLD_TO_NURSE,
        {
            "what": "No tea after six in the evening",
            "who": "Rabia",
            "when": "Every day",
            "confidence": 6,
            "what_would_help": "Warm milk instead",
            "status": "to_do",
        },
    ),
    (
        "risk",
        TOLD_TO_NURSE,
        {
            "text": "I could fall on the stairs at night.",
            "to_me": "I would rather that than sleep downstairs.",
            "what_we_do": "A light, a rail, and the alarm round my neck.",
            "who": "Amina",
            "review_on": "2027-06-01",
        },
    ),
    (
        "contingency",
        TOLD_TO_NURSE,
        {
            "name": "My chest",
            "triggers": "A cold, or a damp week.",
            "early_signs": "I sleep in the chair. I cough more. My voice goes.",
            "what_to_do": "Start the tablets in the blue tin. Call the surgery the same day.",
            "who_to_call": "The surgery, 01632 960 100, then Amina, 01632 960 555."
            " If I cannot speak, 999.",
            "coping": "Sitting up, a window open, the radio on low.",
            "medicines_at_hand": "The blue tin in the kitchen.",
        },
    ),
    (
        "informal_support",
        BY_AMINA,
        {
            "who": "Amina",
            "what": "Shopping, washing, and a walk.",
            "how_often": "Each day after work",
            "willing": True,
            "if_they_cannot": "Mrs Doyle steps in for a day or two.",
            "their_needs": "One free evening a week.",
        },
    ),
    (
        "informal_support",
        BY_RABIA,
        {"who": "Mrs Doyle", "what": "Keeps a key, and calls in at noon."},
    ),
    (
        "community",
        BY_RABIA,
        {
            "what": "Women’s gardening club",
            "where": "The Lea allotments",
            "when": "Saturdays at ten",
            "cost": "£2",
            "status": "started",
        },
    ),
    (
        "resource",
        BY_NURSE,
        {
            "what": "Personal alarm",
            "supplier": "Careline",
            "funder": "council",
            "amount": 450,
            "how_often": "week",
            "starts": "2027-01-04",
        },
    ),
    (
        "contact",
        BY_RABIA,
        {
            "name": "Amina Khan",
            "relationship": "My daughter",
            "type": "emergency",
            "contact": "01632 960 555",
        },
    ),
    (
        "alert",
        BY_NURSE,
        {"text": "Allergic to penicillin: swelling of the face.", "kind": "allergy"},
    ),
]

SIGNATURES = [
    Signature(Party.PERSON, RABIA, "", Answer.AGREED, Way.IN_THE_ROOM, WRITTEN_ON),
    Signature(
        Party.PROFESSIONAL, NURSE, "practice nurse", Answer.AGREED, Way.SIGNED_IN, WRITTEN_ON
    ),
]


def a_cover(**changes: object) -> Cover:
    given: dict[str, object] = {
        "person_id": "7d8f",
        "person_name": "Rabia KHAN",
        "called": "Rabia",
        "born": date(1949, 11, 2),
        "identifiers": {"NHS number": "999 000 0018"},
        "key_worker": NURSE,
        "professional": NURSE,
        "location": "Lea Road Surgery",
        "review": Review(date(2028, 3, 1), NURSE, "A visit at home"),
    }
    return Cover(**{**given, **changes})  # type: ignore[arg-type]


def a_plan(
    contents: list[tuple[str, Authorship, dict[str, object]]] | None = None, **cover: object
) -> dict[str, object]:
    """Freeze a plan: the typical one, or one of other entries."""
    held = [
        Entry(f"thread-{n}", 1, kind, content, who)
        for n, (kind, who, content) in enumerate(CONTENTS if contents is None else contents)
    ]
    return document(a_cover(**cover), held, number=3, previous="")


def hash_of(plan: dict[str, object]) -> str:
    return fingerprint(canonical(plan))
