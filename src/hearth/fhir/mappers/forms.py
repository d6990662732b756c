"""The questionnaires of Hearth as FHIR: which there are, and the link ids of their questions."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from hearth.core.kinds import kinds_in
from hearth.core.measures import GAS_LEVELS, INSTRUMENTS, Instrument, Item
from hearth.core.preparing import MOST_TO_TALK_ABOUT, QUESTIONS, Form, Question
from hearth.core.words import Section
from hearth.fhir.made import Body

PREPARATION, ABOUT_ME, GAS = "hearth-preparation", "hearth-about-me", "hearth-goal-attainment"
CANONICAL = "urn:hearth:questionnaire:"
ENTRY = "urn:hearth:entry"
"""An extension that refers to the entry in which an answer is kept."""
INTRO, PREPARING = "intro", "Getting ready for the conversation"
SINCE = datetime(2026, 11, 22, tzinfo=UTC)
VERSION = "1"


def entry_named(thread: str) -> str:
    """How an answer refers to its entry. A seal on the entry cuts the answer by this."""
    return f"urn:uuid:{thread}"


def intro() -> Body:
    """The line that stands before all answers, also where there is none that a reader sees."""
    return {"linkId": INTRO, "text": PREPARING}


def canonical(id: str) -> str:
    """The canonical address of one of our questionnaires."""
    return CANONICAL + id.removeprefix("hearth-")


def questionnaires() -> Iterator[Body]:
    """Yield every questionnaire of ours."""
    asked = [intro() | {"type": "display"}, *(_asked(each) for each in QUESTIONS)]
    yield _body(PREPARATION, PREPARING, asked)
    about = [_text(kind.code, kind.title) for kind in kinds_in(Section.ABOUT_ME)]
    yield _body(ABOUT_ME, "About me", about)
    yield _body(GAS, "How far a goal has come", [_level()])
    for instrument in INSTRUMENTS.values():
        items = [_scale(each) for each in instrument.items]
        made = _body(f"hearth-{instrument.code}", instrument.name, items)
        yield made | {"description": instrument.intro, "copyright": instrument.source}


def instrument_of(questionnaire: str) -> Instrument | None:
    """Return the measure that a canonical address names, if it is one of ours."""
    code = questionnaire.partition("|")[0].removeprefix(CANONICAL)
    return INSTRUMENTS.get(code)


def is_preparation(questionnaire: str) -> bool:
    """Say whether a canonical address names our questions before the conversation."""
    return questionnaire.partition("|")[0] == canonical(PREPARATION)


def _body(id: str, title: str, items: list[Body]) -> Body:
    return {
        "resourceType": "Questionnaire",
        "id": id,
        "url": canonical(id),
        "version": VERSION,
        "name": "".join(part.capitalize() for part in id.split("-")),
        "title": title,
        "status": "active",
        "subjectType": ["Patient"],
        "date": SINCE.date().isoformat(),
        "publisher": "Hearth",
        "item": items,
    }


def _text(link: str, words: str, **more: Any) -> Body:
    return {"linkId": link, "text": words, "type": "text", **more}


def _asked(question: Question) -> Body:
    """One question of the preparation. Three things and helpers are groups that repeat."""
    match question.form:
        case Form.TEXT:
            return _text(question.code, question.ask)
        case Form.THREE:
            more: Body = {"repeats": True}
            most = {"url": _MOST, "valueInteger": MOST_TO_TALK_ABOUT}
            return _text(question.code, question.ask, **more, extension=[most])
        case Form.PEOPLE:
            who = {"linkId": f"{question.code}.who", "text": "Who helps?", "type": "string"}
            what = _text(f"{question.code}.what", "What do they do?")
            return _group(question, [who, what]) | {"repeats": True}
        case Form.MEASURE:
            items = [_scale(each) for each in INSTRUMENTS["ons4"].items]
            return _group(question, items)


_MOST = "http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs"


def _group(question: Question, items: list[Body]) -> Body:
    return {"linkId": question.code, "text": question.ask, "type": "group", "item": items}


def _scale(item: Item) -> Body:
    low, high = "minValue", "maxValue"
    ends = [
        {"url": f"http://hl7.org/fhir/StructureDefinition/{end}", "valueInteger": value}
        for end, value in ((low, item.lowest), (high, item.highest))
    ]
    return {"extension": ends, "linkId": item.name, "text": item.question, "type": "integer"}


def _level() -> Body:
    options = [
        {"valueCoding": {"system": "urn:hearth:goal-level", "code": str(level), "display": words}}
        for level, _, words in GAS_LEVELS
    ]
    return {
        "linkId": "level",
        "text": "Where does the goal stand now?",
        "type": "choice",
        "answerOption": options,
    }
