"""QuestionnaireResponse: About Me, what the person prepared, and measures; others' are kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from hearth.core.kinds import KINDS, kinds_in
from hearth.core.measures import INSTRUMENTS
from hearth.core.plan import Entry
from hearth.core.preparing import QUESTIONS, Form, Question
from hearth.core.words import Section
from hearth.fhir.made import Body, Made, Mapper, Part, Version, Whole
from hearth.fhir.mappers.answers import takes
from hearth.fhir.mappers.forms import ABOUT_ME, ENTRY, PREPARATION, canonical, entry_named, intro
from hearth.fhir.operations.narrative import narrative
from hearth.fhir.showing import ALL
from hearth.records.measures.queries import responses
from hearth.records.plans.queries.revisions import Revision, revisions
from hearth.records.preparation.rounds import returns_of


def _draws(whole: Whole) -> Iterator[Made]:
    asked = {question.kind for question in QUESTIONS if question.kind}
    about = [kind.code for kind in kinds_in(Section.ABOUT_ME)]
    known = revisions(whole.record, sorted({*asked, *about}))
    yield from _about_me(whole, [each for each in known if each.entry.kind in about])
    yield from _preparations(whole, [each for each in known if each.entry.kind in asked])
    yield from _measures(whole)


def _about_me(whole: Whole, known: Sequence[Revision]) -> Iterator[Made]:
    versions = tuple(
        _version(whole, canonical(ABOUT_ME), f"about-me-{whole.record.person.pk}", held, at)
        for at, held in _over_time(known)
    )
    if versions:
        id = f"about-me-{whole.record.person.pk}"
        yield Made("QuestionnaireResponse", id, versions, section=Section.ABOUT_ME)


def _preparations(whole: Whole, known: Sequence[Revision]) -> Iterator[Made]:
    """One for each round: all answers that the person gave in it."""
    back = {each.round_id: each.at for each in returns_of(whole.record)}
    rounds = sorted({each.entry.round_id for each in known if each.entry.round_id is not None})
    for round_id in rounds:
        mine = [each for each in known if each.entry.round_id == round_id]
        id = f"preparation-{round_id}"
        versions = [
            _version(
                whole, canonical(PREPARATION), id, held, at,
                status="completed" if _was_back(back.get(round_id), at) else "in-progress",
            )
            for at, held in _over_time(mine)
        ]  # fmt: skip
        if _was_back(back.get(round_id), whole.at) and versions[-1].body["status"] != "completed":
            last = versions[-1]
            body = last.body | {"status": "completed"}
            versions.append(Version(body, back[round_id], parts=last.parts))
        yield Made("QuestionnaireResponse", id, tuple(versions), section=Section.CONVERSATION)


def _was_back(returned: datetime | None, at: datetime) -> bool:
    return returned is not None and returned <= at


def _over_time(known: Sequence[Revision]) -> Iterator[tuple[datetime, list[Entry]]]:
    """Yield how the answers stood after each change, oldest first."""
    standing: dict[str, Entry] = {}
    for place, each in enumerate(known):
        standing.pop(each.entry.thread, None)
        if not each.is_out:
            standing[each.entry.thread] = each.entry
        is_last = place + 1 == len(known) or known[place + 1].entry.authorship.at > (
            each.entry.authorship.at
        )
        if is_last:
            yield each.entry.authorship.at, sorted(standing.values(), key=_place)


def _place(entry: Entry) -> tuple[int, str, str]:
    order = str(entry.content.get("order", ""))
    return list(KINDS).index(entry.kind), order, entry.thread


def _version(
    whole: Whole,
    questionnaire: str,
    id: str,
    held: Iterable[Entry],
    at: datetime,
    *,
    status: str = "completed",
) -> Version:
    """Lay out the answers. Each is a part of its own, so that a seal on its entry cuts it."""
    entries = list(held)
    body: Body = {
        "resourceType": "QuestionnaireResponse",
        "id": id,
        "questionnaire": questionnaire,
        "status": status,
        "subject": {"reference": whole.patient},
        # Words of its own lie over a narrative that was sent: that one would outlive a seal.
        "text": narrative(["<p>The answers stand below, one by one.</p>"])
        | {"status": "generated"},
        "item": [intro(), *(_item(entry) for entry in entries)],
    }
    return Version(body, at, parts=tuple(parts_of(entries)))


def parts_of(entries: Iterable[Entry]) -> Iterator[Part]:
    """What a seal on an entry cuts: its answer, and what was sent along that may repeat it."""
    for entry in entries:
        yield Part("item", entry_named(entry.thread), entry.section, entry.thread)
        for path in ("contained", "extension"):
            yield Part(path, ALL, entry.section, entry.thread)


def _item(entry: Entry) -> Body:
    question = _question_of(entry.kind)
    named: Body = {
        "extension": [{"url": ENTRY, "valueReference": {"reference": entry_named(entry.thread)}}],
        "linkId": question.code if question else entry.kind,
        "text": question.ask if question else KINDS[entry.kind].title,
    }
    if question and question.form is Form.PEOPLE:
        return named | {"item": _helper(question, entry.content)}
    return named | {"answer": [{"valueString": entry.lead}]}


def _question_of(kind: str) -> Question | None:
    return next((q for q in QUESTIONS if q.kind == kind), None)


def _helper(question: Question, content: Mapping[str, Any]) -> list[Body]:
    said = (("who", "Who helps?"), ("what", "What do they do?"))
    return [
        {
            "linkId": f"{question.code}.{name}",
            "text": words,
            "answer": [{"valueString": str(content[name])}],
        }
        for name, words in said
        if content.get(name)
    ]


def _measures(whole: Whole) -> Iterator[Made]:
    for instrument in INSTRUMENTS.values():
        for row in responses(whole.record, instrument.code):
            items = [
                {"linkId": i.name, "text": i.question, "answer": [_scored(row.answers[i.name])]}
                for i in instrument.items
                if i.name in row.answers
            ]
            body: Body = {
                "resourceType": "QuestionnaireResponse",
                "id": f"measure-{row.pk}",
                "questionnaire": canonical(f"hearth-{instrument.code}"),
                "status": "completed",
                "subject": {"reference": whole.patient},
                "authored": row.at.isoformat(timespec="seconds"),
                "item": items,
            }
            version = Version(body, row.at)
            yield Made(
                "QuestionnaireResponse", body["id"], (version,), section=Section.CONVERSATION
            )


def _scored(value: int) -> Body:
    return {"valueInteger": value}


MAPPER = Mapper("QuestionnaireResponse", why="answers", draws=_draws, takes=takes)
