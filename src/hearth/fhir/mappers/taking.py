"""What another system writes becomes an entry, or a suggestion, by the rules that hold for people.

What does not make an entry of ours is kept as it came: nothing is lost, and nothing made up.
"""

from collections.abc import Mapping
from uuid import UUID, uuid4

from hearth.core.access import Action, Role
from hearth.core.kinds import KINDS, problems
from hearth.core.plan import Entry
from hearth.core.words import Refusal, Refused, Section
from hearth.fhir.made import Body, Incoming, Taken
from hearth.fhir.mappers.entries import body_of, parts_of, points_to_others
from hearth.fhir.mappers.laying import laid
from hearth.fhir.mappers.shapes import SHAPES, content_in, where
from hearth.records.access.door import Record
from hearth.records.plans.changes.entries import CannotWrite, MovedOn, Voice, Written, write
from hearth.records.plans.changes.progress import PROGRESS_FIELDS, PROGRESS_KINDS, note_progress
from hearth.records.plans.queries.entries import current_entry

WHERE_KEPT = {
    "Goal": Section.GOALS,
    "Task": Section.ACTIONS,
    "ServiceRequest": Section.ACTIONS,
    "Condition": Section.RESULTS,
    "Observation": Section.RESULTS,
    "CarePlan": Section.PEOPLE_AND_PLANS,
}
"""The part of the plan to which what is kept as it came belongs."""


def record_of(incoming: Incoming) -> Record:
    """The record that the caller may write."""
    assert incoming.record is not None
    return incoming.record


def takes_entry(incoming: Incoming) -> Taken:
    """Take a resource as an entry where it is one, and keep it as it came where it is none."""
    record = record_of(incoming)
    now = entry_now(incoming)
    if incoming.id and now is None:
        return kept(incoming)
    kind, content = content_in(incoming.body)
    if now is not None:
        return _changed(incoming, record, now, kind, content)
    if not kind or problems(KINDS[kind], content):
        return kept(incoming)
    record.require(Action.WRITE, KINDS[kind].section)
    return _written(incoming, record, kind, _own_references(record, kind, content))


def entry_now(incoming: Incoming) -> Entry | None:
    """The entry that an update is about; None where it is about none of ours."""
    try:
        UUID(incoming.id)
    except ValueError:
        return None
    found = current_entry(record_of(incoming), incoming.id)
    is_this_type = found and SHAPES[found.kind].type == incoming.body["resourceType"]
    return found if is_this_type else None


def kept(incoming: Incoming, *, id: str = "", says: tuple[str, ...] = ()) -> Taken:
    """Keep a resource as it came, in its part of the plan."""
    record, type = record_of(incoming), incoming.body["resourceType"]
    section = WHERE_KEPT[type]
    record.require(Action.WRITE, section)
    return Taken(
        id or incoming.id or str(uuid4()),
        incoming.body,
        section=section,
        person_id=str(record.person.pk),
        says=says,
    )


def _own_references(record: Record, kind: str, content: Mapping[str, object]) -> dict[str, object]:
    """Leave out what points to something that is no entry of this person's."""
    pointing = {each.name: each.refers_to for each in KINDS[kind].fields if each.refers_to}
    return {
        name: value
        for name, value in content.items()
        if name not in pointing or _is_entry(record, str(value), pointing[name])
    }


def _is_entry(record: Record, thread: str, kind: str) -> bool:
    found = current_entry(record, thread)
    return found is not None and found.kind == kind


def _written(incoming: Incoming, record: Record, kind: str, content: Mapping[str, object]) -> Taken:
    try:
        done = write(
            record=record, kind=kind, content=content, by=incoming.caller.account,
            at=incoming.at, voice=_voice(incoming, record),
        )  # fmt: skip
    except MovedOn as error:
        held = f"{incoming.body['resourceType']}/{error.now.thread if error.now else ''}"
        raise Refused(f"There is one of these already. Change that one: {held}.") from error
    return _taken(incoming, record, done)


def _changed(
    incoming: Incoming, record: Record, now: Entry, kind: str, said: Mapping[str, object]
) -> Taken:
    """Change an entry from the revision that the caller saw."""
    patient = f"Patient/{record.person.pk}"
    if kind != now.kind:
        words = "This stays the sort of thing that it is. Make a new one instead."
        raise Refused([Refusal(words, f"{incoming.body['resourceType']}.code")])
    _, as_shown = content_in(body_of(now, patient))
    if incoming.before is not None and _content(incoming.before) != as_shown:
        raise MovedOn(now, dict(said))
    same = {name: now.content[name] for name, value in as_shown.items() if said.get(name) == value}
    content = _own_references(record, kind, {**said, **same})
    done = _progressed(incoming, record, now, content) or _rewritten(incoming, record, now, content)
    return _taken(incoming, record, done)


def _content(body: Body) -> dict[str, object]:
    return content_in(body)[1]


def _progressed(
    incoming: Incoming, record: Record, now: Entry, content: Mapping[str, object]
) -> Written | None:
    """Note how it stands and what came of it, where nothing else is said anew."""
    known = {*content, *now.content}
    differing = {name for name in known if content.get(name) != now.content.get(name)}
    is_progress = differing and differing <= PROGRESS_FIELDS and now.kind in PROGRESS_KINDS
    if not is_progress or record.role is Role.PERSON or not record.may(Action.CONVERSE):
        return None
    return note_progress(
        record=record, thread=now.thread, base_number=now.number, by=incoming.caller.account,
        at=incoming.at, progress={name: content.get(name, "") for name in differing},
    )  # fmt: skip


def _rewritten(
    incoming: Incoming, record: Record, now: Entry, content: Mapping[str, object]
) -> Written:
    try:
        return write(
            record=record, kind=now.kind, content=content, by=incoming.caller.account,
            at=incoming.at, thread=now.thread, base_number=now.number,
            voice=_voice(incoming, record), why=f"From {incoming.caller.app}",
        )  # fmt: skip
    except CannotWrite as error:
        named = [Refusal(r.words, where(now.kind, r.where)) for r in error.reasons]
        raise CannotWrite(named) from error


def _voice(incoming: Incoming, record: Record) -> Voice:
    """In whose words it is: the person's where they sent it or the resource says so."""
    if record.role is Role.PERSON:
        return Voice(via=incoming.caller.app)
    body, patient = incoming.body, f"Patient/{record.person.pk}"
    performers = body.get("performer")
    said = [body.get(name) for name in ("expressedBy", "asserter", "author", "requester")] + (
        performers if isinstance(performers, list) else []
    )
    is_theirs = any(isinstance(s, dict) and s.get("reference") == patient for s in said)
    return Voice(own=not is_theirs, via=incoming.caller.app)


def _taken(incoming: Incoming, record: Record, done: Written) -> Taken:
    person_id = str(record.person.pk)
    if done.is_suggestion:
        words = f"This waits for {record.person.name.called} to say yes. Nothing changed yet."
        return Taken(
            done.thread, incoming.body, thread=done.thread, waits=True, person_id=person_id,
            says=(words,),
        )  # fmt: skip
    entry = current_entry(record, done.thread)
    assert entry is not None
    body = laid(incoming.body, body_of(entry, f"Patient/{person_id}"))
    return Taken(
        done.thread, body, entry.section, done.thread, is_ours=True, person_id=person_id,
        parts=parts_of(entry) if points_to_others(entry.kind) else None,
    )  # fmt: skip


def not_changed_here(incoming: Incoming, *prefixes: str) -> None:
    """Refuse to change over FHIR what is drawn from a part of Hearth with rules of its own."""
    if incoming.id.startswith(prefixes):
        type = incoming.body["resourceType"]
        raise Refused([Refusal("This one is only read here. Change it in Hearth.", f"{type}.id")])
