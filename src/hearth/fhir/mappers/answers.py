"""Answers that another system sends: to our own questions they are written in the plan."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from hearth.core.access import Action
from hearth.core.kinds import KINDS
from hearth.core.measures import Instrument
from hearth.core.preparing import BY_CODE, MOST_TO_TALK_ABOUT, Form, Question
from hearth.core.words import Refusal, Refused, Section
from hearth.fhir.made import Body, Incoming, Part, Taken
from hearth.fhir.mappers.forms import INTRO, instrument_of, is_preparation
from hearth.fhir.showing import ALL
from hearth.records.access.door import Record
from hearth.records.measures.changes import answer
from hearth.records.plans.changes.entries import write
from hearth.records.plans.queries.entries import current_entries
from hearth.records.plans.queries.rounds import running_round

Contents = list[dict[str, str]]


def takes(incoming: Incoming) -> Taken:
    """Write answers to our questions into the plan; keep all others as they came."""
    record = incoming.record
    assert record is not None
    asked = str(incoming.body.get("questionnaire", ""))
    if is_preparation(asked):
        return _prepared(incoming, record)
    if (instrument := instrument_of(asked)) is not None:
        return _measured(incoming, record, instrument)
    if not record.may(Action.PREPARE):
        record.require(Action.WRITE, Section.CONVERSATION)
    return Taken(
        incoming.id or str(uuid4()),
        incoming.body,
        section=Section.CONVERSATION,
        person_id=str(record.person.pk),
    )


def _prepared(incoming: Incoming, record: Record) -> Taken:
    record.require(Action.PREPARE)
    round = running_round(record)
    if round is None:
        words = "No round is under way, so there is nothing to prepare."
        raise Refused([Refusal(words, "QuestionnaireResponse.questionnaire")])
    id = f"preparation-{round.pk}"
    if incoming.id not in ("", id):
        words = "That round is over. Send the answers as new ones."
        raise Refused([Refusal(words, "QuestionnaireResponse.id")])
    held, parts = current_entries(record), list[Part]()
    for question, contents in _answered(incoming.body):
        theirs = [e for e in held if e.kind == question.kind and _is_of(e, question, round.pk)]
        for content in contents:
            before = next((e for e in theirs if _same_slot(question, e.content, content)), None)
            thread = _write(incoming, record, round, question, before, content)
            parts += [Part(path, ALL, KINDS[question.kind].section, thread) for path in _SAYING]
    return Taken(
        id,
        incoming.body,
        section=Section.CONVERSATION,
        is_ours=True,
        person_id=str(record.person.pk),
        says=("The answers are in the plan now.",),
        parts=tuple(parts),
    )


_SAYING = ("item", "text", "contained", "extension")
"""What of this version may hold a word of an answer. A seal on the answer's entry cuts all."""


def _write(
    incoming: Incoming,
    record: Record,
    round: Any,
    question: Question,
    before: Any,
    content: dict[str, str],
) -> str:
    """Write one answer, and return its thread. One of this round changes only by an update."""
    kept = {**before.content, **content} if before else content
    is_given = before is not None and before.round_id == round.pk
    if is_given and dict(before.content) == kept:
        return str(before.thread)
    has_seen_it = bool(incoming.id) or not is_given
    done = write(
        record=record, kind=question.kind, content=kept, round=round, at=incoming.at,
        by=incoming.caller.account, thread=before.thread if before else None,
        base_number=before.number if before and has_seen_it else 0,
    )  # fmt: skip
    return done.thread


_OF_THE_ROUND = ("talk_about",)


def _is_of(entry: Any, question: Question, round_id: int) -> bool:
    return question.kind not in _OF_THE_ROUND or entry.round_id == round_id


def _same_slot(question: Question, before: Any, content: dict[str, str]) -> bool:
    """Whether an answer stands where one stood before: by its place, or by who helps."""
    match question.form:
        case Form.THREE:
            return bool(str(before.get("order", "1")) == content["order"])
        case Form.PEOPLE:
            return bool(before.get("who") == content["who"])
        case _:
            return True


def _answered(body: Body) -> Iterator[tuple[Question, Contents]]:
    """Yield each question with what was answered, as contents of entries. Raises Refused."""
    rows: dict[str, list[Body]] = {}
    for place, item in enumerate(body.get("item", [])):
        link = str(item.get("linkId", ""))
        if link == INTRO:
            continue
        question = BY_CODE.get(link)
        if question is None or question.form is Form.MEASURE:
            words = f"There is no such question here: {link[:60]}."
            where = f"QuestionnaireResponse.item[{place}].linkId"
            raise Refused([Refusal(words, where)])
        rows.setdefault(link, []).append(item)
    for link, items in rows.items():
        yield BY_CODE[link], _contents(BY_CODE[link], items)


def _contents(question: Question, items: list[Body]) -> Contents:
    said = [words for item in items for words in _strings(item)]
    match question.form:
        case Form.PEOPLE:
            return [_helper(question, item) for item in items]
        case Form.THREE:
            if len(said) > MOST_TO_TALK_ABOUT:
                words = f"Give up to {MOST_TO_TALK_ABOUT} things."
                raise Refused([Refusal(words, "QuestionnaireResponse.item")])
            return [{"text": each, "order": str(at)} for at, each in enumerate(said, start=1)]
        case _:
            return [{"text": "\n".join(said)}] if said else []


def _helper(question: Question, item: Body) -> dict[str, str]:
    found = {"who": "", "what": ""}
    for each in item.get("item", []):
        name = str(each.get("linkId", "")).removeprefix(f"{question.code}.")
        if name in found:
            found[name] = "\n".join(_strings(each))
    return found


def _strings(item: Body) -> list[str]:
    return [str(each["valueString"]) for each in item.get("answer", []) if "valueString" in each]


def _measured(incoming: Incoming, record: Record, instrument: Instrument) -> Taken:
    if incoming.id:
        raise Refused(
            [Refusal("Answers that were given stay. Send new ones.", "QuestionnaireResponse")]
        )
    round = running_round(record)
    row = answer(
        record=record, instrument=instrument.code, by=incoming.caller.account, at=incoming.at,
        answers=_numbers(incoming.body), mode="app", round_id=round.pk if round else None,
    )  # fmt: skip
    if row is None:
        raise Refused([Refusal("No answer was given.", "QuestionnaireResponse.item")])
    return Taken(
        f"measure-{row.pk}",
        incoming.body,
        section=Section.CONVERSATION,
        is_ours=True,
        person_id=str(record.person.pk),
    )


def _numbers(body: Body) -> dict[str, object]:
    found: dict[str, object] = {}
    for item in body.get("item", []):
        for each in item.get("answer", []):
            value = each.get("valueInteger", each.get("valueDecimal"))
            found[str(item.get("linkId", ""))] = value
    return found
