"""Write whole records out, for people to keep or to take elsewhere: JSON, and a copy to read."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from hearth.core.access import Action
from hearth.core.kinds import CATALOGUE, KINDS, shown
from hearth.core.plan import canonical, fingerprint, without_references_to
from hearth.records.access.door import Record as Reader
from hearth.records.access.door import open_record
from hearth.records.access.whole_record import everyone, whole_record
from hearth.records.audit import changes as audit
from hearth.records.disclosure.queries import for_copy, own_view
from hearth.records.plans.queries.versions import narrowed

FORMAT = "hearth-record/1"
Progress = Callable[[str, int, int], None]
Record = dict[str, list[dict[str, Any]]]
HASHES = {
    "plans.signature": ("sha256", "seen_sha256"),
    "plans.signaturerequest": ("part_code",),
}


@dataclass(frozen=True)
class Exported:
    """The files that were written for one person."""

    person_id: UUID
    record: Path
    reading_copy: Path


def export(
    *,
    person_id: UUID | None,
    to: Path,
    by: Any,
    at: datetime,
    whole: bool = False,
    progress: Progress = lambda *_: None,
) -> list[Exported]:
    """Write one person's record, or everyone's, into the folder `to`.

    `by` is who asked; None is whoever runs the machine. `whole`: to leave Hearth with everything,
    closed parts too; it must not be handed to the person. Without it, what is closed to the person
    is left out, and nothing is given that a practitioner has not decided on. Raises NotVisible
    where there is no such person for them, and NotAllowed where they may not take a copy.
    """
    ids = [person_id] if person_id else list(everyone())
    to.mkdir(parents=True, exist_ok=True)
    written = []
    for number, each in enumerate(ids, 1):
        written.append(_export_one(each, to, by=by, at=at, whole=whole and by is None))
        progress("Writing records", number, len(ids))
    return written


def _export_one(person_id: UUID, to: Path, *, by: Any, at: datetime, whole: bool) -> Exported:
    reader = _reader(person_id, by=by, at=at)
    did = "took a copy of the whole record" if whole else "took a copy of the record"
    record = held_for(None if whole else reader, person_id)
    audit.note(did=did, by=by, at=at, person_id=person_id, is_change=False)
    files = Exported(person_id, to / f"{person_id}.json", to / f"{person_id}.txt")
    _write(files.record, as_json(record, at))
    _write(files.reading_copy, "\n".join(reading_copy(record)))
    return files


def _reader(person_id: UUID, *, by: Any, at: datetime) -> Reader:
    if by is None:
        return own_view(person_id, at=at)
    held = open_record(person_id, by=by, at=at, why="taking a copy", action=Action.EXPORT)
    return for_copy(held, None, at=at)


def held_for(reader: Reader | None, person_id: UUID) -> Record:
    """Gather what a reader may take away; None: all of it."""
    record = whole_record(person_id, reader=reader)
    if reader is not None:
        _narrow(record, reader)
    return record


def as_json(record: Record, at: datetime) -> str:
    """Write a record for other software."""
    held = {"format": FORMAT, "written_at": at.isoformat(), **record}
    return json.dumps(held, ensure_ascii=False, indent=1)


def _narrow(record: Record, reader: Reader) -> None:
    """Write each row as its reader sees it. Hashes of the whole would tell what is closed."""
    for row in record.get("plans.version", []):
        text = canonical(narrowed(reader, row["document"]))
        row |= {"document": text, "sha256": fingerprint(text), "previous_sha256": ""}
    for row in (*record.get("plans.entry", []), *record.get("plans.suggestion", [])):
        row["content"] = without_references_to(row["kind"], row["content"], reader.hidden)
    for table, codes in HASHES.items():
        for row in record.get(table, []):
            row |= dict.fromkeys(codes, "")


def _write(path: Path, text: str) -> None:
    """Write a file that only its owner can read; never half of one."""
    unfinished = path.with_suffix(f"{path.suffix}.part")
    unfinished.unlink(missing_ok=True)
    file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as writing:
        writing.write(text + "\n")
    unfinished.replace(path)


def reading_copy(record: Record) -> Iterator[str]:
    """Yield a record as lines to read: who it is, the plan as it stands, then what is known."""
    person = record["people.person"][0]
    names = (person["title"], person["given_name"], person["family_name"])
    yield f"The record of {' '.join(name for name in names if name)}, born {person['born']}"
    yield from _part("My numbers", record, "people.identifier", "{scheme}: {value}")
    yield from _part("Where I live", record, "people.address", "{line_1}, {town} {postcode}")
    yield from _part("How to reach me", record, "people.contactpoint", "{system}: {value}")
    yield from _entries(record)
    yield from _introductions(record)
    yield from _part(
        "Who answered to which version of my plan",
        record,
        "plans.signature",
        "{name}: {answer}, {at}",
    )
    yield from _part(
        "What somebody did not agree with, step by step",
        record,
        "appeals.appealstep",
        "{on} {by_name}: {state}. {words} {remedy}",
    )
    yield from _part("Plans of other services", record, "plans.joinedplan", "{title} ({service})")
    yield from _part("My conditions", record, "results.condition", "{name}, since {began_on}")
    yield from _part("My medicines", record, "results.medicine", "{name}. {how_to_take}")
    yield from _part("My allergies", record, "results.allergy", "{name}. {reaction}")
    yield from _part(
        "My results", record, "results.result", "{taken_on} {name}: {value} {unit} {words}"
    )
    yield from _part("Who looked, and what they did", record, "who_looked", "{at} {who}: {did}")


def _part(title: str, record: Record, table: str, line: str) -> Iterator[str]:
    rows = record.get(table, [])
    if rows:
        yield from ("", title.upper())
    for row in rows:
        said = {name: "" if value is None else value for name, value in row.items()}
        yield f"- {' '.join(line.format(**said).split())}"


def _entries(record: Record) -> Iterator[str]:
    """The plan as it stands; what was replaced or taken out is in the JSON."""
    current = [
        each
        for each in record.get("plans.entry", [])
        if each["replaced_at"] is None and not each["withdrawn"]
    ]
    for kind in CATALOGUE:
        rows = [each for each in current if each["kind"] == kind.code]
        if rows:
            yield from ("", kind.title.upper())
        for row in rows:
            yield from _entry(row)


def _entry(row: dict[str, Any]) -> Iterator[str]:
    kind = KINDS[row["kind"]]
    for each in kind.fields:
        value = row["content"].get(each.name)
        if value not in (None, ""):
            yield f"- {each.label}: {shown(each, value)}"
    yield f"  {row['said_by']}, written by {row['written_by_name']} on {row['at'][:10]}"


def _introductions(record: Record) -> Iterator[str]:
    """Where they were put in touch, what was passed on, and what came of it."""
    rows = record.get("introductions.introduction", [])
    if rows:
        yield from ("", "WHERE I WAS PUT IN TOUCH")
    for row in rows:
        yield f"- {row['activity_name']}: {row['kind']}, {row['made_at'][:10]}"
        if row["passed_on"]:
            yield f"  They were told: {'; '.join(row['passed_on'].values())}"
        for each in record["introductions.introductionevent"]:
            if each["introduction"] == row["id"]:
                yield f"  {each['on']}: {each['state']}. {each['words']}".rstrip()
