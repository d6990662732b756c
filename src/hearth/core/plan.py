"""The plan: entries with their authors, the frozen document, what is missing, what changed."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from hearth.core import kinds
from hearth.core.access import Role
from hearth.core.words import Section


class Words(StrEnum):
    """Whose words an entry is in, whoever typed it."""

    PERSON = "person"
    SUPPORTER = "supporter"
    PROFESSIONAL = "professional"
    SERVICE = "service"


@dataclass(frozen=True)
class Authorship:
    """Who said it, who wrote it down, for whom, when, and where it came from.

    `said_by` and `written_by` are names as they stood then. `source` names another service's
    system or plan when the entry was joined from there.
    """

    words: Words
    said_by: str
    written_by: str
    written_as: Role | None
    at: datetime
    on_behalf_of: str = ""
    source: str = ""

    @property
    def line(self) -> str:
        """Say it in one line under the entry."""
        parts = [f"{self.said_by}’s words"]
        # The person's account may bear their full name, where they are called by another.
        wrote_it_themselves = self.written_as is Role.PERSON and self.words is Words.PERSON
        if self.written_by != self.said_by and not wrote_it_themselves:
            parts.append(f"written by {self.written_by}")
        if self.on_behalf_of:
            parts.append(f"for {self.on_behalf_of}")
        if self.source:
            parts.append(f"from {self.source}")
        return ", ".join(parts)


@dataclass(frozen=True)
class Entry:
    """One current entry: its thread (identity), its revision number (1, 2, ...), kind and content.

    `round_id` names the round in which it was written, where there was one.
    """

    thread: str
    number: int
    kind: str
    content: Mapping[str, object]
    authorship: Authorship
    in_agreed_version: bool = False
    round_id: int | None = None

    @property
    def section(self) -> Section:
        return kinds.KINDS[self.kind].section

    @property
    def lead(self) -> str:
        """The line that says it."""
        return str(self.content.get(kinds.KINDS[self.kind].lead, ""))


def change_is_a_suggestion(current: Entry, writer: Role) -> bool:
    """Say whether a change must wait for the person (P1).

    A professional may correct what they took down during this round; but words that the person
    wrote themselves, or that are already part of an agreed plan, change only when they say so.
    """
    if writer in (Role.PERSON, Role.SUPPORTER):
        return False
    if current.authorship.words is not Words.PERSON:
        return False
    wrote_it_themselves = current.authorship.written_as in (Role.PERSON, Role.SUPPORTER)
    return wrote_it_themselves or current.in_agreed_version


def supporter_change_obstacles(current: Entry, writer_name: str) -> list[str]:
    """List why a supporter may not change an entry: not their view, nor the person's words."""
    own_view = (
        current.authorship.words is Words.SUPPORTER and current.authorship.said_by == writer_name
    )
    if own_view or current.authorship.words is Words.PERSON:
        return []
    return ["These are somebody else’s words. You can add your own view instead."]


CONFIDENCE_THAT_HOLDS = 7
"""Below 7 of 10 a goal or action tends to fail: ask what would help (domain facts, the process)."""


def asks_what_would_help(confidence: int | None) -> bool:
    """Say whether this confidence (0-10) calls for a coping plan."""
    return confidence is not None and confidence < CONFIDENCE_THAT_HOLDS


def missing_from(entries: Sequence[Entry]) -> list[str]:
    """List, in plain words, what a plan still lacks before it can be agreed."""
    held = {entry.kind for entry in entries}
    needs = {
        "Say what matters to the person.": bool(held & {"what_matters", "story"}),
        "Add a goal, or something to keep going as it is.": "goal" in held,
        "Add who will do what, and when.": "action" in held,
        "Say what to do if things get worse.": "contingency" in held,
    }
    found = [words for words, met in needs.items() if not met]
    return found + [words for entry in entries for words in _gaps_in(entry)]


def _gaps_in(entry: Entry) -> list[str]:
    if entry.kind == "action" and not (entry.content.get("who") and entry.content.get("when")):
        return [f"Say who does this, and when: “{entry.lead}”."]
    confidence = entry.content.get("confidence")
    unsure = isinstance(confidence, int) and asks_what_would_help(confidence)
    if unsure and not entry.content.get("what_would_help"):
        return [f"Ask what would help with this, as they are not sure of it: “{entry.lead}”."]
    return []


@dataclass(frozen=True)
class Review:
    """How the plan will be looked at again: on a day, by a named person, in a way."""

    on: date
    by: str
    how: str


@dataclass(frozen=True)
class Cover:
    """What stands at the front of a frozen plan. All names as they stood on the day."""

    person_id: str
    person_name: str
    called: str
    born: date
    identifiers: Mapping[str, str]
    key_worker: str
    professional: str
    location: str
    review: Review
    formats: tuple[str, ...] = field(default=())


def document(
    cover: Cover, entries: Iterable[Entry], *, number: int, previous: str
) -> dict[str, object]:
    """Lay a plan out as one document: plain lists, text and numbers, ready for canonical JSON.

    `previous` is the hash of the version before, or empty for the first.
    """
    held = [entry for entry in entries if entry.kind in kinds.PLAN_KINDS]
    ordered = sorted(
        held,
        key=lambda entry: (kinds.PLAN_KINDS.index(entry.kind), entry.authorship.at, entry.thread),
    )
    return {
        "format": "hearth-plan/1",
        "number": number,
        "previous": previous,
        "person": {
            "id": cover.person_id,
            "name": cover.person_name,
            "called": cover.called,
            "born": cover.born.isoformat(),
            "identifiers": dict(cover.identifiers),
            "formats": list(cover.formats),
        },
        "key_worker": cover.key_worker,
        "professional": cover.professional,
        "location": cover.location,
        "review": {
            "on": cover.review.on.isoformat(),
            "by": cover.review.by,
            "how": cover.review.how,
        },
        "entries": [_entry_as_kept(entry) for entry in ordered],
    }


def _entry_as_kept(entry: Entry) -> dict[str, object]:
    who = entry.authorship
    return {
        "thread": entry.thread,
        "number": entry.number,
        "kind": entry.kind,
        "content": dict(entry.content),
        "words": who.words.value,
        "said_by": who.said_by,
        "written_by": who.written_by,
        "written_as": who.written_as.value if who.written_as else "",
        "on_behalf_of": who.on_behalf_of,
        "source": who.source,
        "at": who.at.isoformat(),
    }


def entries_of(kept: Mapping[str, object]) -> list[Entry]:
    """Read the entries back out of a frozen document."""
    rows = kept["entries"]
    assert isinstance(rows, list)
    return [_entry_from(row) for row in rows]


def _entry_from(row: Mapping[str, object]) -> Entry:
    who = Authorship(
        words=Words(str(row["words"])),
        said_by=str(row["said_by"]),
        written_by=str(row["written_by"]),
        written_as=Role(str(row["written_as"])) if row["written_as"] else None,
        at=datetime.fromisoformat(str(row["at"])),
        on_behalf_of=str(row["on_behalf_of"]),
        source=str(row["source"]),
    )
    content = row["content"]
    assert isinstance(content, dict)
    return Entry(str(row["thread"]), int(str(row["number"])), str(row["kind"]), content, who, True)


def canonical(kept: Mapping[str, object]) -> str:
    """Write a document in the one way that is hashed: keys sorted, no spaces, UTF-8 text."""
    return json.dumps(
        kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def fingerprint(text: str) -> str:
    """SHA-256 of the canonical text, as 64 hexadecimal digits. Signatures name this."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def mark_of(entries: Iterable[Entry]) -> str:
    """Mark a draft as it was read: it differs as soon as any entry was added, changed or taken out.

    Returns 16 hexadecimal digits of a SHA-256 over threads and revision numbers.
    """
    rows = sorted(
        f"{entry.thread} {entry.number}" for entry in entries if entry.kind in kinds.PLAN_KINDS
    )
    return fingerprint("\n".join(rows))[:16]


def without_references(entry: Entry, hidden: Collection[str]) -> Entry:
    """Leave out of an entry what points to entries that its reader must not learn of."""
    return replace(entry, content=without_references_to(entry.kind, entry.content, hidden))


def without_references_to(
    kind: str, content: Mapping[str, object], hidden: Collection[str]
) -> dict[str, object]:
    """The same for the content of an entry of this kind."""
    pointing = {each.name for each in kinds.KINDS[kind].fields if each.refers_to}
    return {
        name: value
        for name, value in content.items()
        if name not in pointing or str(value) not in hidden
    }


class ChangeKind(StrEnum):
    """How one entry differs between two versions."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "taken out"


@dataclass(frozen=True)
class Change:
    """One difference. `fields` names each changed field with its words before and after."""

    how: ChangeKind
    kind: str
    before: Entry | None
    after: Entry | None
    fields: tuple[tuple[str, str, str], ...] = ()

    @property
    def entry(self) -> Entry:
        """The entry to show: after, or before when it was taken out."""
        found = self.after or self.before
        assert found is not None
        return found


def changes_between(earlier: Iterable[Entry], later: Iterable[Entry]) -> list[Change]:
    """List what was added, changed and taken out, in reading order. Same content is no change."""
    old = {entry.thread: entry for entry in earlier}
    new = {entry.thread: entry for entry in later}
    found = [_change(old.get(thread), entry) for thread, entry in new.items()]
    gone = [
        Change(ChangeKind.REMOVED, entry.kind, entry, None)
        for thread, entry in old.items()
        if thread not in new
    ]
    real = [change for change in found if change is not None] + gone
    codes = [kind.code for kind in kinds.CATALOGUE]
    return sorted(real, key=lambda change: codes.index(change.kind))


def _change(before: Entry | None, after: Entry) -> Change | None:
    if before is None:
        return Change(ChangeKind.ADDED, after.kind, None, after)
    if dict(before.content) == dict(after.content):
        return None
    differing = tuple(
        (each.label, _words(each, before), _words(each, after))
        for each in kinds.KINDS[after.kind].fields
        if before.content.get(each.name) != after.content.get(each.name)
    )
    return Change(ChangeKind.CHANGED, after.kind, before, after, differing)


def _words(each: kinds.Field, entry: Entry) -> str:
    value = entry.content.get(each.name)
    return "" if value is None else kinds.shown(each, value)
