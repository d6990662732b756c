"""What is agreed: goals, actions, risks, what to do if things get worse, life events (C1-C5)."""

from hearth.core.catalogue.parts import GOAL_STATUS, MADE_FIELDS, REVIEW_FIELDS
from hearth.core.fields import Field, FieldType, Kind
from hearth.core.words import Section

_TEXT, _DATE, _SCALE, _CHOICE = FieldType.TEXT, FieldType.DATE, FieldType.SCALE, FieldType.CHOICE

ACTION_STATUS = (
    ("to_do", "To do"),
    ("doing", "Being done"),
    ("done", "Done"),
    ("not_done", "Not done"),
    ("stopped", "Stopped"),
)

AGREED: tuple[Kind, ...] = (
    Kind(
        "goal",
        Section.GOALS,
        "My goals",
        "goal",
        (
            Field("text", "My goal or hope", _TEXT, required=True, prsb="Goals and hopes"),
            Field("why", "Why this matters to me", _TEXT),
            Field("need", "The need it answers", FieldType.ENTRY, refers_to="need"),
            Field("importance", "How much it matters (0 to 10)", _SCALE, prsb="Goals / importance"),
            Field("confidence", "How sure I am that I can do it (0 to 10)", _SCALE),
            Field("what_would_help", "What would make me more sure", _TEXT),
            Field("in_the_way", "What could get in the way", _TEXT),
            Field("by_when", "When I hope to be there", _DATE),
            Field("status", "How it stands", _CHOICE, choices=GOAL_STATUS, prsb="Goals / status"),
            Field("worse", "Worse than now", hint="One step down from today."),
            Field("now", "How it is now"),
            Field("hoped_for", "What I hope for"),
            Field("better", "Better than I hoped"),
            Field("much_better", "Much better than I hoped"),
            Field("outcome", "What came of it", _TEXT, prsb="Goals / outcomes"),
        ),
    ),
    Kind(
        "action",
        Section.ACTIONS,
        "What we agreed to do",
        "action",
        (
            Field("what", "What will be done", required=True, prsb="Actions / What"),
            Field("who", "Who does it", required=True, prsb="Actions / Who name"),
            Field("when", "When, or how often", required=True, prsb="Actions / When"),
            Field("goal", "The goal it helps", FieldType.ENTRY, refers_to="goal"),
            Field("due_on", "Do it by", _DATE),
            Field("who_role", "Their role", prsb="Actions / Who role"),
            Field("who_team", "Their team or service", prsb="Actions / Who team"),
            Field("who_contact", "How to reach them", prsb="Actions / Who contact"),
            Field(
                "strategies", "Ideas that may help", _TEXT, prsb="Actions / Suggested strategies"
            ),
            Field(
                "confidence",
                "How sure I am that it will happen (0 to 10)",
                _SCALE,
                prsb="Actions / Confidence",
            ),
            Field("what_would_help", "What would make me more sure", _TEXT),
            Field(
                "status", "How it stands", _CHOICE, choices=ACTION_STATUS, prsb="Actions / Status"
            ),
            Field("review_on", "When to look at this again", _DATE, prsb="Actions / Review date"),
            Field("outcome", "What came of it", _TEXT),
        ),
    ),
    Kind(
        "stage",
        Section.ACTIONS,
        "Steps on the way",
        "step on the way",
        (
            Field("text", "The step", required=True, prsb="Stage goal / goal"),
            Field("action", "The action it belongs to", FieldType.ENTRY, refers_to="action"),
            Field(
                "status", "How it stands", _CHOICE, choices=GOAL_STATUS, prsb="Stage goal / status"
            ),
            Field("outcome", "What came of it", _TEXT, prsb="Stage goal / outcome"),
        ),
    ),
    Kind(
        "risk",
        Section.RISKS,
        "Risks, and what we do about them",
        "risk",
        (
            Field("text", "What could go wrong", _TEXT, required=True),
            Field(
                "to_me", "What I think about this risk", _TEXT, "Some risks are worth it. Say so."
            ),
            Field("what_we_do", "What we do about it", _TEXT, required=True),
            Field("who", "Who does it"),
            *REVIEW_FIELDS,
        ),
    ),
    Kind(
        "contingency",
        Section.IF_THINGS_GET_WORSE,
        "If things get worse",
        "plan for when things get worse",
        (
            Field("name", "What this is about", prsb="Contingency / name"),
            Field(
                "triggers",
                "What sets it off",
                _TEXT,
                required=True,
                prsb="Contingency / Trigger factors",
            ),
            Field(
                "early_signs",
                "Early signs that things are getting worse",
                _TEXT,
                prsb="Contingency / Early warning",
            ),
            Field(
                "what_to_do",
                "What should happen",
                _TEXT,
                required=True,
                prsb="Contingency / What should happen",
            ),
            Field(
                "who_to_call",
                "Who to call",
                _TEXT,
                required=True,
                prsb="Contingency / Who to contact",
            ),
            Field("coping", "What helps me cope", _TEXT, prsb="Contingency / Coping strategies"),
            Field("coping_from", "Coping plan starts", _DATE, prsb="Coping / start"),
            Field("coping_until", "Coping plan ends", _DATE, prsb="Coping / end"),
            Field(
                "medicines_at_hand",
                "Medicines or kit kept ready",
                _TEXT,
                prsb="Anticipatory medicines/equipment",
            ),
            Field(
                "advance_statement", "Where my advance statement is kept", prsb="Advance statement"
            ),
            Field("agreed_with", "Agreed with", prsb="Contingency / agreed with"),
            *REVIEW_FIELDS,
            *MADE_FIELDS,
            Field("recorder", "Who wrote it down", prsb="Contingency / recorder"),
        ),
    ),
    Kind(
        "life_event",
        Section.LIFE_EVENTS,
        "Big events in my life",
        "life event",
        (
            Field(
                "event",
                "The event",
                hint="A move, a birth, a loss, leaving work, dying well.",
                required=True,
            ),
            Field("when", "When it may come"),
            Field("wanted", "What I want to happen", _TEXT, required=True),
            Field("who_knows", "Who should know"),
        ),
    ),
)
