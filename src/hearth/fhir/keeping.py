"""From what mappers make to the rows of the store, and from what others send."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hearth.core.access import Action
from hearth.fhir.caller import Caller
from hearth.fhir.index import findables
from hearth.fhir.made import Body, Made, Part, Taken, Version
from hearth.fhir.mappers.laying import laid
from hearth.fhir.parsing import parsed
from hearth.fhir.pointing import Labels, labels_of, parts_beside, pointed
from hearth.fhir.showing import version_of, with_version
from hearth.records.exchange import changes, queries
from hearth.records.exchange.queries import Resource


@dataclass(frozen=True)
class Sent:
    """What a mapper took of another system: `text` is the JSON as it came, without its meta."""

    taken: Taken
    text: str
    caller: Caller
    at: datetime


def keep(sent: Sequence[Sent]) -> list[Resource]:
    """Keep all of them in few statements, in the caller's transaction. Raises changes.Outrun."""
    if not sent:
        return []
    counts, labels = _counts(sent), _labels_sent(sent)
    rows = [_row_sent(each, counts.get((_type(each), each.taken.id), 0), labels) for each in sent]
    return changes.keep(rows, by=sent[0].caller.account, at=sent[0].at)


def _type(sent: Sent) -> str:
    return str(sent.taken.body["resourceType"])


def _counts(sent: Iterable[Sent]) -> dict[tuple[str, str], int]:
    return queries.counts([(_type(each), each.taken.id) for each in sent])


def _labels_sent(sent: Iterable[Sent]) -> Labels:
    """The labels of all that these point to: kept before, or kept with them."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    by_person: dict[str, list[Taken]] = {}
    for each in sent:
        by_person.setdefault(each.taken.person_id, []).append(each.taken)
    for person_id, taken in by_person.items():
        now = {
            (str(each.body["resourceType"]), each.id): (
                each.section.value if each.section else "",
                each.thread,
            )
            for each in taken
        }
        found |= pointed((each.body for each in taken), person_id or None, now)
    return found


def _row_sent(sent: Sent, count: int, labels: Labels) -> changes.Row:
    taken, body = sent.taken, {**sent.taken.body, "id": sent.taken.id}
    parts = parts_beside(body, taken.parts or (), labels)
    composite = taken.parts is not None or bool(parts)
    version = version_of(body, sent.at) if composite else str(count + 1)
    past = changes.Past(
        version, sent.at, with_version(body, version, sent.at), sent.caller.account.full_name,
        _labels(parts) if composite else None,
    )  # fmt: skip
    return changes.Row(
        type=_type(sent),
        fid=taken.id,
        versions=(past,),
        person_id=UUID(taken.person_id) if taken.person_id else None,
        section=taken.section.value if taken.section else "",
        thread=taken.thread,
        needs=_needs(taken.needs),
        is_ours=taken.is_ours,
        received=sent.text if taken.is_ours else "",
        app=sent.caller.app,
        findables=_fields(body, parts),
    )


def rows_drawn(
    made: Iterable[Made], person_id: Any = None, received: dict[tuple[str, str], str] | None = None
) -> list[changes.Row]:
    """Return the rows of what mappers made. What was received with one of them is laid under it."""
    all = list(made)
    under = {
        name: laid(parsed(received[name].encode()), _whole(each, each.versions[-1]))
        for each in all
        if received and (name := (each.type, each.id)) in received
    }
    labels = pointed(under.values(), person_id, labels_of(all)) if under else {}
    return [_row_drawn(each, person_id, under.get((each.type, each.id)), labels) for each in all]


def _row_drawn(made: Made, person_id: Any, over: Body | None, labels: Labels) -> changes.Row:
    """`over`: the newest version laid over what was received with it."""
    versions = made.versions
    if over is not None:
        newest = versions[-1]
        parts = parts_beside(over, newest.parts, labels)
        versions = (*versions[:-1], Version(over, newest.at, newest.by, parts))
    composite = any(each.parts for each in versions) or made.is_composite
    kept = tuple(_past(made, each, n, composite) for n, each in enumerate(versions, start=1))
    return changes.Row(
        type=made.type,
        fid=made.id,
        versions=kept,
        person_id=person_id,
        section=made.section.value if made.section else "",
        thread=made.thread,
        needs=_needs(made.needs),
        is_ours=True,
        findables=_fields(_whole(made, versions[-1]), versions[-1].parts),
    )


def _whole(made: Made, version: Version) -> Body:
    return {**version.body, "resourceType": made.type, "id": made.id}


def _past(made: Made, version: Version, number: int, composite: bool) -> changes.Past:
    body = _whole(made, version)
    name = version_of(body, version.at) if composite else str(number)
    return changes.Past(
        name, version.at, with_version(body, name, version.at), version.by,
        _labels(version.parts) if composite else None,
    )  # fmt: skip


def _labels(parts: Iterable[Part]) -> list[list[str]]:
    return [[each.path, each.reference, each.section.value, each.thread] for each in parts]


def _needs(action: Action) -> str:
    return "" if action is Action.READ else action.value


def _fields(body: Body, parts: Iterable[Part]) -> list[dict[str, Any]]:
    return [asdict(each) for each in findables(body, parts)]
