"""What is around the person: family, community, money, people and other plans (C6-C8)."""

from hearth.core.catalogue.parts import MADE_FIELDS, REVIEW_FIELDS
from hearth.core.fields import Field, FieldType, Kind
from hearth.core.words import Section

_TEXT, _DATE, _CHOICE = FieldType.TEXT, FieldType.DATE, FieldType.CHOICE

FUNDERS = (
    ("free", "Free"),
    ("nhs", "NHS"),
    ("council", "Council"),
    ("self", "I pay"),
    ("charity", "Charity"),
    ("family", "Family or friends"),
)
HOW_OFTEN = (
    ("week", "each week"),
    ("month", "each month"),
    ("year", "each year"),
    ("once", "once"),
)
CONTACT_TYPE = (
    ("carer", "Carer"),
    ("next_of_kin", "Next of kin"),
    ("emergency", "Call in an emergency"),
    ("other", "Other"),
)

AROUND: tuple[Kind, ...] = (
    Kind(
        "informal_support",
        Section.INFORMAL_SUPPORT,
        "Help from family and friends",
        "help from family or friends",
        (
            Field("who", "Who helps", required=True),
            Field("what", "What they do", _TEXT, required=True),
            Field("how_often", "How often"),
            Field("willing", "They are happy to do this", FieldType.YES),
            Field("if_they_cannot", "What happens if they cannot", _TEXT),
            Field("their_needs", "What they need themselves", _TEXT),
        ),
    ),
    Kind(
        "community",
        Section.COMMUNITY,
        "Things near me",
        "activity or place",
        (
            Field("what", "What it is", required=True),
            Field("where", "Where"),
            Field("when", "When"),
            Field("cost", "What it costs"),
            Field("contact", "How to reach them"),
            Field(
                "status",
                "How it stands",
                _CHOICE,
                choices=(
                    ("idea", "An idea"),
                    ("introduced", "I have been put in touch"),
                    ("started", "I go"),
                    ("stopped", "I stopped"),
                ),
            ),
        ),
    ),
    Kind(
        "resource",
        Section.RESOURCES,
        "Money and support",
        "line of support",
        (
            Field("what", "The support", required=True),
            Field("supplier", "Who gives it"),
            Field(
                "funder",
                "Who pays",
                _CHOICE,
                choices=FUNDERS,
                required=True,
                prsb="Care funding source",
            ),
            Field("amount", "How much", FieldType.MONEY),
            Field("how_often", "How often", _CHOICE, choices=HOW_OFTEN),
            Field("need", "The need it meets", FieldType.ENTRY, refers_to="need"),
            Field("starts", "Starts", _DATE),
            Field("ends", "Ends", _DATE),
            Field("notes", "Good to know", _TEXT),
        ),
    ),
    Kind(
        "professional",
        Section.PEOPLE_AND_PLANS,
        "Professionals who help me",
        "professional",
        (
            Field("name", "Name", required=True, prsb="Professional contacts / name"),
            Field("role", "Role", prsb="Professional contacts / role"),
            Field("specialty", "What they look after", prsb="Professional contacts / specialty"),
            Field("team", "Team", prsb="Professional contacts / team"),
            Field("organisation", "Organisation", prsb="Professional contacts / organisation"),
            Field("contact", "How to reach them", prsb="Professional contacts / contact"),
            Field(
                "key_worker",
                "This is my key worker",
                FieldType.YES,
                prsb="Professional contacts / key worker flag",
            ),
            Field("starts", "Since", _DATE, prsb="Professional contacts / start"),
            Field("ends", "Until", _DATE, prsb="Professional contacts / end"),
        ),
    ),
    Kind(
        "contact",
        Section.PEOPLE_AND_PLANS,
        "People in my life",
        "person in my life",
        (
            Field("name", "Name", required=True, prsb="Personal contacts / name"),
            Field("relationship", "Who they are to me", prsb="Personal contacts / relationship"),
            Field(
                "type",
                "Why they are here",
                _CHOICE,
                choices=CONTACT_TYPE,
                prsb="Personal contacts / type",
            ),
            Field("contact", "How to reach them", prsb="Personal contacts / contact"),
            Field("comments", "Good to know", _TEXT, prsb="Personal contacts / comments"),
        ),
    ),
    Kind(
        "additional_plan",
        Section.PEOPLE_AND_PLANS,
        "Other plans of mine",
        "other plan",
        (
            Field(
                "name", "Name of the plan", required=True, prsb="Additional support plans / name"
            ),
            Field(
                "content",
                "What it says",
                _TEXT,
                required=True,
                prsb="Additional support plans / content",
            ),
            *REVIEW_FIELDS,
            *MADE_FIELDS,
            Field("recorder", "Who wrote it down", prsb="Additional support plans / recorder"),
        ),
    ),
    Kind(
        "document",
        Section.PEOPLE_AND_PLANS,
        "Papers that belong to this plan",
        "paper",
        (
            Field(
                "title", "Name of the paper", required=True, prsb="Other care planning documents"
            ),
            Field("where", "Where it is kept", required=True),
            Field("service", "Whose it is"),
            Field("dated", "Date on it", _DATE),
        ),
    ),
    Kind(
        "alert",
        Section.PEOPLE_AND_PLANS,
        "Important to know at once",
        "alert",
        (
            Field("text", "What everyone must know at once", required=True),
            Field(
                "kind",
                "What kind",
                _CHOICE,
                choices=(
                    ("allergy", "Allergy"),
                    ("legal", "Legal"),
                    ("safety", "Safety"),
                    ("equipment", "Equipment"),
                ),
            ),
        ),
    ),
)
