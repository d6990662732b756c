"""The person: about me, the conversation, strengths and needs (C0)."""

from hearth.core.catalogue.parts import MADE_FIELDS
from hearth.core.fields import Field, FieldType, Kind
from hearth.core.words import Section

_TEXT, _DATE, _SCALE, _CHOICE = FieldType.TEXT, FieldType.DATE, FieldType.SCALE, FieldType.CHOICE
_CSP = "Care and support plan"


def _about_me(code: str, title: str, hint: str) -> Kind:
    fields = (
        Field("text", title, FieldType.TEXT, hint, required=True, prsb=f"About me / {title}"),
        Field(
            "picture_or_sound",
            "A picture, sound or film of this (where to find it)",
            prsb="Multimedia",
        ),
    )
    return Kind(code, Section.ABOUT_ME, title, title.lower(), fields, single=True)


PERSON: tuple[Kind, ...] = (
    _about_me(
        "what_matters",
        "What is most important to me",
        "People, places, habits, hopes. What makes a day good.",
    ),
    _about_me(
        "important_people",
        "People who are important to me",
        "Who they are, and when you like to be in touch.",
    ),
    _about_me(
        "how_i_communicate",
        "How to talk with me",
        "Words, pace, hearing aids, glasses, language, signs.",
    ),
    _about_me(
        "my_wellness", "How I am when I am well", "A usual day. How you would know that I am well."
    ),
    _about_me(
        "please_do",
        "Please do, and please don't",
        "Small things that help, and things that upset you.",
    ),
    _about_me(
        "how_to_support_me",
        "How and when to support me",
        "What you do alone. What you want help with, and when.",
    ),
    _about_me(
        "also_worth_knowing",
        "Also worth knowing about me",
        "Your work, your past, pets, faith, what makes you laugh.",
    ),
    Kind(
        "how_things_are",
        Section.CONVERSATION,
        "How things are",
        "how things are",
        (
            Field(
                "text",
                "How things are for me now",
                _TEXT,
                "Your body, your mood, your days.",
                required=True,
            ),
        ),
        single=True,
    ),
    Kind(
        "talk_about",
        Section.CONVERSATION,
        "What I want to talk about",
        "thing to talk about",
        (
            Field("text", "What I want to talk about", required=True),
            Field(
                "order", "Order", _CHOICE, choices=(("1", "First"), ("2", "Second"), ("3", "Third"))
            ),
        ),
    ),
    Kind(
        "about_results",
        Section.CONVERSATION,
        "What I want to ask about my results",
        "question about my results",
        (Field("text", "What I want to ask about my results", _TEXT, required=True),),
        single=True,
    ),
    Kind(
        "help_needed",
        Section.CONVERSATION,
        "Help I need",
        "help I need",
        (
            Field(
                "text",
                "Help I need",
                _TEXT,
                "With the day, with your health, or with getting about.",
                required=True,
            ),
        ),
        single=True,
    ),
    Kind(
        "story",
        Section.CONVERSATION,
        "My story",
        "part of my story",
        (Field("text", "What the person said", _TEXT, "In their own words.", required=True),),
    ),
    Kind(
        "option",
        Section.CONVERSATION,
        "Choices we talked about",
        "choice",
        (
            Field("what", "The choice", required=True),
            Field("good", "What is good about it for me", _TEXT),
            Field("bad", "What is not so good for me", _TEXT),
            Field(
                "chosen",
                "What I think",
                _CHOICE,
                choices=(
                    ("yes", "I want this"),
                    ("no", "Not for me"),
                    ("later", "I will think about it"),
                ),
            ),
        ),
    ),
    Kind(
        "view",
        Section.CONVERSATION,
        "What the people who help me say",
        "view",
        (
            Field("text", "How I see things, as someone who helps", _TEXT, required=True),
            Field("my_own_needs", "What I need for myself", _TEXT),
        ),
    ),
    Kind(
        "strength",
        Section.STRENGTHS_AND_NEEDS,
        "What I am good at",
        "strength",
        (
            Field(
                "text",
                "Something I am good at, or have going for me",
                _TEXT,
                required=True,
                prsb=f"{_CSP} / Strengths",
            ),
            Field("code", "Code, if there is one", prsb="Strengths code"),
        ),
    ),
    Kind(
        "need",
        Section.STRENGTHS_AND_NEEDS,
        "What I need, or worry about",
        "need",
        (
            Field(
                "text",
                "What I need, or what worries me",
                _TEXT,
                required=True,
                prsb=f"{_CSP} / Needs, concerns or problems",
            ),
            Field("code", "Code, if there is one", prsb="Needs code"),
        ),
    ),
    Kind(
        "formulation",
        Section.STRENGTHS_AND_NEEDS,
        "How we understand things",
        "shared understanding",
        (
            Field(
                "text",
                "How we understand what is going on, together",
                _TEXT,
                required=True,
                prsb="Formulation / text",
            ),
            Field("made_on", "Date", _DATE, prsb="Formulation / date"),
            *MADE_FIELDS,
            Field("recorder", "Who wrote it down", prsb="Formulation / recorder"),
        ),
    ),
)
