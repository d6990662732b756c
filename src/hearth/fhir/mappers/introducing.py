"""Introductions to groups near by, as the Gravity guide has them: a request, and its task."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from hearth.core.introductions.states import (
    KIND_WORDS,
    OVER,
    REASON_WORDS,
    STATE_WORDS,
    TASK_STATUS,
    Reason,
    State,
)
from hearth.core.words import Section
from hearth.fhir.made import Body, Made, Part, Version, Whole
from hearth.fhir.mappers.codes import (
    OURS,
    PERTAINS_TO_GOAL,
    STATUS,
    plain,
    section_concept,
)
from hearth.fhir.mappers.entries import moment
from hearth.records.introductions.queries import Followed, introductions_of

FULFILL = {"system": "http://hl7.org/fhir/CodeSystem/task-code", "code": "fulfill"}
_FOR = f"{OURS}:introduction:for"
_REQUEST = {State.TOLD: "draft", State.COMPLETED: "completed"}


def introductions(whole: Whole) -> list[Followed]:
    """The introductions of this record, read once for a drawing."""
    held = vars(whole)
    if "_introductions" not in held:
        held["_introductions"] = introductions_of(whole.record)
    found: list[Followed] = held["_introductions"]
    return found


def requests(whole: Whole) -> Iterator[Made]:
    """What was asked of a group: one ServiceRequest for each introduction."""
    for each in introductions(whole):
        yield _made(whole, "ServiceRequest", each)


def tasks(whole: Whole) -> Iterator[Made]:
    """How it goes with that: one Task for each introduction."""
    for each in introductions(whole):
        yield _made(whole, "Task", each)


def id_of(each: Followed) -> str:
    return f"introduction-{each.row.pk}"


def thread_of(each: Followed) -> str:
    """The entry with which it is sealed: its own in the plan, or else the goal that it is for."""
    thread: UUID | None = each.row.thread or each.row.goal
    return str(thread or "")


def _made(whole: Whole, type: str, each: Followed) -> Made:
    body_of = _task if type == "Task" else _request
    parts = _parts(each, "extension")
    versions = {
        event.at: Version(
            body_of(whole, each, each.happened[:count]), event.at, _name(event.by), parts
        )
        for count, event in enumerate(each.happened, start=1)
    }
    return Made(
        type, id_of(each), tuple(versions.values()), section=Section.COMMUNITY,
        thread=thread_of(each), is_composite=True,
    )  # fmt: skip


def _name(account: object) -> str:
    return getattr(account, "full_name", "")


def _parts(each: Followed, path: str) -> tuple[Part, ...]:
    if each.row.goal is None:
        return ()
    thread = str(each.row.goal)
    return (Part(path, f"Goal/{thread}", Section.GOALS, thread),)


def _request(whole: Whole, each: Followed, happened: Sequence[object]) -> Body:
    row, state = each.row, State(happened[-1].state)  # type: ignore[attr-defined]
    over = "revoked" if state in OVER else "active"
    body: Body = {
        "status": _REQUEST.get(state, over),
        "intent": "proposal" if state is State.TOLD else "order",
        "category": [section_concept(Section.COMMUNITY)],
        "code": {
            "coding": [{"system": f"{OURS}:introduction:kind", "code": row.kind,
                        "display": KIND_WORDS[each.kind]}],
            "text": plain(row.activity_name),
        },
        "subject": {"reference": whole.patient},
        "authoredOn": moment(row.made_at),
        "requester": _who(whole, row.made_by),
        "performer": [_provider(each)],
    }  # fmt: skip
    said = _for(each)
    if row.companion:
        url = f"{OURS}:introduction:companion"
        said.append({"url": url, "valueString": plain(row.companion)})
    return body | ({"extension": said} if said else {})


def _for(each: Followed) -> list[Body]:
    """What it is for. With the goal, the words about it stand or fall."""
    row = each.row
    inner: list[Body] = []
    if row.goal is not None:
        inner.append({"url": "goal", "valueReference": {"reference": f"Goal/{row.goal}"}})
    if row.why:
        inner.append({"url": "why", "valueString": plain(row.why)})
    return [{"url": _FOR, "extension": inner}] if inner else []


def _task(whole: Whole, each: Followed, happened: Sequence[object]) -> Body:
    row, event = each.row, happened[-1]
    state = State(event.state)  # type: ignore[attr-defined]
    business = {"system": STATUS, "code": state.value, "display": STATE_WORDS[state]}
    body: Body = {
        "status": TASK_STATUS[state],
        "businessStatus": {"coding": [business], "text": STATE_WORDS[state]},
        "intent": "order",
        "code": {"coding": [FULFILL]},
        "focus": {"reference": f"ServiceRequest/{id_of(each)}"},
        "for": {"reference": whole.patient},
        "authoredOn": moment(row.made_at),
        "lastModified": moment(event.at),  # type: ignore[attr-defined]
        "requester": _who(whole, row.made_by),
        "owner": _provider(each),
    }
    if row.goal is not None:
        pertains = {"reference": f"Goal/{row.goal}"}
        body["extension"] = [{"url": PERTAINS_TO_GOAL, "valueReference": pertains}]
    if event.reason:  # type: ignore[attr-defined]
        reason = Reason(event.reason)  # type: ignore[attr-defined]
        coding = {"system": f"{OURS}:introduction:reason", "code": reason.value}
        body["statusReason"] = {"coding": [coding], "text": REASON_WORDS[reason]}
    notes = [
        {"time": moment(e.at), "text": plain(e.words)}  # type: ignore[attr-defined]
        for e in happened
        if e.words  # type: ignore[attr-defined]
    ]
    return body | ({"note": notes} if notes else {})


def _who(whole: Whole, account: object) -> Body:
    person = whole.record.person
    if account is None or getattr(account, "pk", None) == person.account_id:
        return {"reference": whole.patient, "display": plain(person.name.called)}
    return {"type": "Practitioner", "display": plain(_name(account))}


def _provider(each: Followed) -> Body:
    provider = each.row.activity.provider
    name = provider.name if provider else each.row.activity_name
    return {"type": "Organization", "display": plain(name) or "The group"}
