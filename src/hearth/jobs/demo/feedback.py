"""What people in Calderwick say about how it went, and what was done about it."""

from typing import Any

from hearth.core.feedback import About, Did, Given, How, MayQuote, Way
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.town import Town
from hearth.records.feedback import changes

# theme: (elements, what was said: (days ago, how, about, may quote, words))
SAID = {
    "Say that you can bring someone": (
        ("chosen-supporter", "letter-before"),
        (
            (128, How.NOT_SO_GOOD, About.PREPARE, MayQuote.EVERYONE,
             "I did not know that I could bring my sister. It would have made all the difference."),
            (120, How.ALL_RIGHT, About.PREPARE, MayQuote.STAFF,
             "A line in the letter about bringing somebody would help."),
            (117, How.NOT_SO_GOOD, About.PREPARE, MayQuote.NOBODY,
             "My husband waited in the car park for the whole of it."),
            (111, How.ALL_RIGHT, About.PREPARE, MayQuote.EVERYONE, ""),
            (105, How.NOT_SO_GOOD, About.PREPARE, MayQuote.NOBODY, ""),
        ),
    ),
    "Send the results in time to read them": (
        ("letter-before", "needed-format"),
        (
            (96, How.BAD, About.PREPARE, MayQuote.EVERYONE,
             "The letter with my results came the day after the talk."),
            (88, How.NOT_SO_GOOD, About.PREPARE, MayQuote.STAFF,
             "Two days is not enough when someone has to read it to me."),
            (70, How.NOT_SO_GOOD, About.PREPARE, MayQuote.NOBODY, ""),
        ),
    ),
    "Somewhere to go in the evening": (
        ("things-near-me",),
        (
            (41, How.ALL_RIGHT, About.AFTER, MayQuote.EVERYONE,
             "All the groups are in the day, and I work. Is there nothing at night?"),
            (34, How.NOT_SO_GOOD, About.AFTER, MayQuote.STAFF,
             "The walking group is at ten on a Tuesday. I am at work then."),
        ),
    ),
    "More time to talk": (
        ("roles-and-rooms", "time-and-training-paid-for"),
        (
            (150, How.GOOD, About.CONVERSATION, MayQuote.EVERYONE,
             "First time in years that somebody asked what I want. We ran out of time, though."),
            (140, How.ALL_RIGHT, About.CONVERSATION, MayQuote.NOBODY, ""),
            (133, How.GOOD, About.CONVERSATION, MayQuote.STAFF,
             "Half an hour would do it. Twenty minutes is a rush."),
        ),
    ),
}  # fmt: skip
PRAISE = (
    (124, About.CONVERSATION), (122, About.CONVERSATION), (119, About.PLAN), (116, About.PLAN),
    (109, About.CONVERSATION), (104, About.CONVERSATION), (101, About.CONVERSATION),
    (99, About.PLAN), (97, About.PLAN), (95, About.PLAN), (93, About.PLAN),
)  # fmt: skip
NEW = (
    (6, How.GOOD, About.PLAN, MayQuote.EVERYONE,
     "I keep the plan on the fridge. My carers read it without being told."),
    (4, How.NOT_SO_GOOD, About.PREPARE, MayQuote.STAFF,
     "The questions are good but the print is too small for me."),
    (2, How.BAD, About.AFTER, MayQuote.NOBODY,
     "I was told that someone would ring about the class. Nobody did."),
)  # fmt: skip


def tell_feedback(town: Town, days: Calendar) -> None:
    """Four themes: one answered, one promised, two that wait; and three things nobody has read."""
    community = town.organisations["icb"].community
    lead = town.staff["priya"].account
    themes = {}
    for name, (elements, said) in SAID.items():
        at = days.ago(said[0][0] - 1, "11:00")
        themes[name] = changes.raise_theme(
            community=community, name=name, elements=elements, by=lead, at=at
        )
        for ago, how, about, may_quote, words in said:
            _place(town, days, ago, Given(how, about, may_quote, words), [themes[name]])
    for ago, about in PRAISE:
        _place(town, days, ago, Given(How.GOOD, about, MayQuote.NOBODY, ""), [])
    for ago, how, about, may_quote, words in NEW:
        changes.give(
            community=community,
            given=Given(how, about, may_quote, words),
            by=None,
            at=days.ago(ago, "18:40"),
        )
    _answer(town, themes, days)


def _place(town: Town, days: Calendar, ago: int, given: Given, themes: list[Any]) -> None:
    """Every third thing comes on paper, and Jan types it in; Priya reads it the day after."""
    community, jan = town.organisations["icb"].community, town.staff["jan"].account
    at = days.ago(ago, "16:30")
    if ago % 3 == 0:
        row = changes.type_in(community=community, given=given, way=Way.PAPER, by=jan, at=at)
    else:
        row = changes.give(community=community, given=given, by=None, at=at)
    by, read = town.staff["priya"].account, days.ago(ago - 1, "11:30")
    changes.place(feedback=row, themes=themes, by=by, at=read)


def _answer(town: Town, themes: dict[str, Any], days: Calendar) -> None:
    changes.answer(
        theme=themes["Say that you can bring someone"], did=Did.DID,
        words="The letter now says it in its first line: bring whom you like.",
        by=town.staff["priya"].account, at=days.ago(75, "15:00"),
    )  # fmt: skip
    changes.answer(
        theme=themes["More time to talk"], did=Did.WILL,
        words="From the spring on, every talk at Mill Lane Surgery has 30 minutes.",
        due=days.due(120), by=town.staff["marcus"].account, at=days.ago(60, "10:10"),
    )  # fmt: skip
