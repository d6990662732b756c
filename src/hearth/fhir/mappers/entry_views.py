"""Some entries are also what FHIR has a resource of its own for: a contact, an alert.

Each is drawn a second time as that resource, and may be written as it. It stays one entry.
"""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from hearth.core.access import Role
from hearth.core.kinds import KINDS
from hearth.core.plan import Entry
from hearth.core.words import Refusal, Refused
from hearth.fhir.made import Body, Incoming, Made, Taken, Version, Whole
from hearth.fhir.parsing import parsed
from hearth.records.exchange import queries
from hearth.records.plans.changes.entries import CannotWrite, Voice, write
from hearth.records.plans.queries.entries import current_entry
from hearth.records.plans.queries.revisions import revisions

Draw = Callable[[Entry, str], Body]
Read = Callable[[Body], dict[str, object]]


def views_of(whole: Whole, kind: str) -> dict[str, list[Entry]]:
    """All revisions of the entries of one kind that are in the plan, by thread."""
    found: dict[str, list[Entry]] = {}
    for each in revisions(whole.record, [kind]):
        if each.is_out:
            found.pop(each.entry.thread, None)
        else:
            found.setdefault(each.entry.thread, []).append(each.entry)
    return found


def received_of(whole: Whole) -> dict[tuple[str, str], str]:
    """What was received with resources that have become ours. One query a drawing."""
    held = vars(whole)
    if "_received" not in held:
        held["_received"] = queries.received(whole.record.person.pk)
    found: dict[tuple[str, str], str] = held["_received"]
    return found


def revised(
    whole: Whole, type: str, id: str, entries: Sequence[Entry], draw: Draw, read: Read | None = None
) -> Made:
    """The resource of an entry, with a version for each revision."""
    bodies = [draw(each, whole.patient) for each in entries]
    text = received_of(whole).get((type, id), "") if read else ""
    if text and read:
        bodies[-1] = comes_back(parsed(text.encode()), bodies[-1], read)
    versions = tuple(
        Version(body, each.authorship.at, each.authorship.written_by)
        for each, body in zip(entries, bodies, strict=True)
    )
    last = entries[-1]
    return Made(type, id, versions, section=last.section, thread=last.thread)


def comes_back(received: Body, drawn: Body, read: Read) -> Body:
    """What was received goes back as it came, or with what Hearth now says over it."""
    return received if read(received) == read(drawn) else {**received, **drawn}


def change(
    incoming: Incoming, kind: str, content: Mapping[str, object], where: Mapping[str, str]
) -> Taken:
    """Write it as an entry, by the rules that hold for people. `where`: the element of a field."""
    record, type = incoming.record, incoming.body["resourceType"]
    assert record is not None
    thread = thread_in(incoming.id)
    now = current_entry(record, thread) if thread else None
    try:
        done = write(
            record=record, kind=kind, content=content, by=incoming.caller.account, at=incoming.at,
            thread=thread or None, base_number=now.number if now else 0,
            voice=Voice() if record.role is Role.PERSON else Voice(own=True),
            why=f"From {incoming.caller.app}",
        )  # fmt: skip
    except CannotWrite as error:
        reasons = [Refusal(r.words, where.get(r.where, type)) for r in error.reasons]
        raise Refused(reasons) from error
    says = f"This waits for {record.person.name.called} to say yes. Nothing changed yet."
    return Taken(
        f"{kind}-{done.thread}", incoming.body, KINDS[kind].section, done.thread,
        is_ours=not done.is_suggestion, waits=done.is_suggestion,
        person_id=str(record.person.pk), says=(says,) if done.is_suggestion else (),
    )  # fmt: skip


def thread_in(id: str) -> str:
    """The thread of the entry that an id names ("contact-<thread>"), "" for none."""
    _, _, rest = id.partition("-")
    try:
        return str(UUID(rest))
    except ValueError:
        return ""
