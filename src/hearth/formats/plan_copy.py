"""What a printed plan says, in the order that it is read: one layout for paper and for text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from hearth.core import kinds
from hearth.core.agreement import (
    IN_FORCE,
    STANDING_WORDS,
    Answer,
    Asked,
    Signature,
    Standing,
    age_words,
    review_words,
)
from hearth.core.measures import GAS_LEVELS, levels_held
from hearth.core.people import age_on
from hearth.core.plan import Entry, entries_of
from hearth.core.signing import signers
from hearth.core.words import READING_ORDER, TITLES, Section
from hearth.formats.paper import written_day


@dataclass(frozen=True)
class Said:
    """One thing that an entry says after its first line. `runs_on`: it may share a line."""

    label: str
    words: str
    runs_on: bool = False


LONG = 1500
"""Letters: about a quarter of a page."""


@dataclass(frozen=True)
class EntryCopy:
    """One entry. `first` is who and when of an action, `steps` the ladder of a goal."""

    lead: str
    whose: str
    first: tuple[Said, ...] = ()
    then: tuple[Said, ...] = ()
    steps: tuple[Said, ...] = ()
    has_heading: bool = False

    @property
    def lead_stands_out(self) -> bool:
        """Whether the first line heads what follows: it is short, and nothing else heads it."""
        return bool(self.facts) and not self.has_heading and len(self.lead) < LONG / 3

    @property
    def stays_together(self) -> bool:
        """Whether it is short enough to keep on one page."""
        return len(self.lead) + sum(len(said.words) for said in self.facts) < LONG

    @property
    def lines(self) -> tuple[tuple[Said, ...], ...]:
        """What follows, by line: short things beside each other, a long one on its own."""
        found = groupby(self.then, key=lambda said: said.runs_on or said)
        return tuple(tuple(line) for _, line in found)

    @property
    def facts(self) -> tuple[Said, ...]:
        """Everything beyond the first line, in order."""
        return tuple(s for s in self.first + self.then + self.steps if s.words)


@dataclass(frozen=True)
class Group:
    """Entries of one kind. `title` is empty where the section's own title says it already."""

    kind: str
    title: str
    entries: tuple[EntryCopy, ...]


@dataclass(frozen=True)
class Part:
    """A section of the plan."""

    section: Section
    title: str
    groups: tuple[Group, ...]

    @property
    def is_first(self) -> bool:
        """Whether it is one of those that people look for first: they have the whole width."""
        return self.section in READING_ORDER[:4]


@dataclass(frozen=True)
class PlanCopy:
    """A whole plan as it is read. `banner` is (what, value) pairs that tell whose plan it is."""

    name: str
    called: str
    banner: tuple[tuple[str, str], ...]
    standing: Standing
    standing_words: str
    age: str
    review: str
    looked_after: tuple[Said, ...]
    alerts: tuple[EntryCopy, ...]
    parts: tuple[Part, ...]
    signed: tuple[str, ...]
    check_code: str
    number: int

    @property
    def in_force(self) -> bool:
        return self.standing in IN_FORCE

    @property
    def mark(self) -> str:
        """What the foot of each page says of a version that nobody may act on as agreed."""
        if self.standing is Standing.REPLACED:
            return "Old plan. There is a newer one."
        return "" if self.in_force else "Draft. Do not use as a plan yet."


TITLES_BEFORE_YES = {"What we agreed to do": "What we may do"}
LABELS_BEFORE_YES = {"Agreed with": "Talked about with"}
"""A plan that nobody has agreed must not say that anything was agreed."""


def lay_out(
    document: Mapping[str, object],
    *,
    standing: Standing,
    signatures: Sequence[Signature],
    sha256: str,
    frozen_on: date | None,
    today: date,
    asked: Sequence[Asked] = (),
) -> PlanCopy:
    """Lay a frozen plan document out for reading. `frozen_on` is None while it is a draft."""
    person, review = _mapping(document["person"]), _mapping(document["review"])
    review_on = date.fromisoformat(str(review["on"])) if review.get("on") else None
    copier = _Copier(entries_of(document), str(person["called"]), str(person["name"]), standing)
    return PlanCopy(
        name=str(person["name"]),
        called=str(person["called"]),
        banner=_banner(person, today),
        standing=standing,
        standing_words=STANDING_WORDS[standing],
        age=_age(frozen_on, today),
        review=review_words(standing, review_on, today),
        looked_after=_looked_after(document, review),
        alerts=copier.alerts(),
        parts=copier.parts(),
        signed=(
            *(_signed(each, standing) for each in signatures),
            *_still_to_sign(signatures, asked, today),
        ),
        check_code=sha256[:8],
        number=int(str(document["number"])),
    )


def _mapping(value: object) -> Mapping[str, object]:
    assert isinstance(value, Mapping)
    return value


def _banner(person: Mapping[str, object], today: date) -> tuple[tuple[str, str], ...]:
    born = date.fromisoformat(str(person["born"]))
    numbers = _mapping(person["identifiers"]).items()
    return (
        ("Born", f"{written_day(born)} ({age_on(born, today)} years)"),
        *((str(label), str(number)) for label, number in numbers),
    )


def _age(frozen_on: date | None, today: date) -> str:
    if frozen_on is None:
        return "Not finished yet."
    return f"{age_words(frozen_on, today)}, on {written_day(frozen_on)}."


def _looked_after(document: Mapping[str, object], review: Mapping[str, object]) -> tuple[Said, ...]:
    found = (
        Said("Key worker", str(document.get("key_worker") or "")),
        Said("Made with", str(document.get("professional") or "")),
        Said("Made at", str(document.get("location") or "")),
        Said("Who looks at it again", str(review.get("by") or "")),
        Said("How", str(review.get("how") or "")),
    )
    return tuple(said for said in found if said.words)


ANSWER_BEFORE_YES = {
    Answer.AGREED: "said yes",
    Answer.WITH_DIFFERENCE: "said yes, and sees a part in another way",
}


def _signed(signature: Signature, standing: Standing) -> str:
    """Write a signature. Until the plan is in force one person's yes is not called agreement."""
    answer = signature.answer.value
    if standing not in IN_FORCE:
        answer = ANSWER_BEFORE_YES.get(signature.answer, answer)
    who = f"{signature.name} ({signature.role})" if signature.role else signature.name
    why = f" “{signature.reason}”" if signature.reason else ""
    said = f"{who}: {answer}, {signature.way.value}, on {written_day(signature.on)}.{why}"
    return " ".join([said, *_more_of(signature)])


def _more_of(signature: Signature) -> Iterator[str]:
    """What would make it right to sign, where a yes was carried from, and who goes on without."""
    if signature.would_sign:
        yield f"What would make it right to sign: “{signature.would_sign}”"
    if signature.carried_from:
        yield f"Signed under version {signature.carried_from}. Their part has not changed since."
    for decision in signature.decisions:
        words = f" “{decision.words}”" if decision.words else ""
        day = written_day(decision.on)
        yield f"{decision.name} wants to go on without them, on {day}.{words}"


def _still_to_sign(
    signatures: Sequence[Signature], asked: Sequence[Asked], today: date
) -> Iterator[str]:
    for each in signers(signatures, asked, person="", today=today):
        if each.key and each.on is None:
            day = f" The day is {written_day(each.due)}." if each.due and each.is_open else ""
            why = f" “{each.reason}”" if each.reason else ""
            yield f"{each.name}: {each.stance.value}.{day}{why}"


FIRST = {"action": ("who", "when")}
LADDER = {"goal": tuple(name for _, name, _ in GAS_LEVELS)}
"""Fields of a kind that have a place of their own."""


class _Copier:
    """Copies entries out, knowing all of them: one may refer to another by its thread."""

    def __init__(self, entries: Sequence[Entry], called: str, name: str, standing: Standing):
        self._entries = entries
        self._leads = {entry.thread: entry.lead for entry in entries}
        self._mine = {word.casefold() for word in (called, name, "me", "i", *name.split()[:1])}
        self._in_force = standing in IN_FORCE or standing is Standing.REPLACED

    def alerts(self) -> tuple[EntryCopy, ...]:
        """What everyone must know at once stands at the top, not in its section."""
        return tuple(self._copy(entry) for entry in self._entries if entry.kind == "alert")

    def parts(self) -> tuple[Part, ...]:
        found = (self._part(section) for section in READING_ORDER)
        return tuple(part for part in found if part.groups)

    def _part(self, section: Section) -> Part:
        held = [e for e in self._entries if e.section is section and e.kind != "alert"]
        title = self._title(TITLES[section])
        groups = [
            self._group(kind.code, [e for e in held if e.kind == kind.code], title)
            for kind in kinds.kinds_in(section)
            if any(e.kind == kind.code for e in held)
        ]
        return Part(section, title, tuple(groups))

    def _group(self, code: str, entries: list[Entry], section_title: str) -> Group:
        title = self._title(kinds.KINDS[code].title)
        if code == "action":
            entries = sorted(entries, key=lambda entry: not self._is_mine(entry))
        copies = tuple(self._copy(entry) for entry in entries)
        return Group(code, "" if title == section_title else title, copies)

    def _title(self, title: str) -> str:
        return title if self._in_force else TITLES_BEFORE_YES.get(title, title)

    def _is_mine(self, entry: Entry) -> bool:
        return str(entry.content.get("who", "")).strip().casefold() in self._mine

    def _copy(self, entry: Entry) -> EntryCopy:
        fields = [f for f in _fields_with_no_other_place(entry) if f.name in entry.content]
        return EntryCopy(
            lead=entry.lead,
            whose=entry.authorship.line,
            first=self._first(entry),
            then=tuple(said for said in map(partial(self._said, entry), fields) if said.words),
            steps=_steps(entry),
            has_heading=kinds.KINDS[entry.kind].single,
        )

    def _first(self, entry: Entry) -> tuple[Said, ...]:
        named = [kinds.KINDS[entry.kind].field(name) for name in FIRST.get(entry.kind, ())]
        return tuple(Said(f.label, str(entry.content.get(f.name, ""))) for f in named)

    def _said(self, entry: Entry, field: kinds.Field) -> Said:
        words = self._words(field, entry.content[field.name])
        return Said(self._label(field), words, field.type is not kinds.FieldType.TEXT)

    def _label(self, field: kinds.Field) -> str:
        label = field.label.removesuffix(" (0 to 10)")
        return label if self._in_force else LABELS_BEFORE_YES.get(label, label)

    def _words(self, field: kinds.Field, value: object) -> str:
        if field.type is kinds.FieldType.ENTRY:
            return self._leads.get(str(value), "")
        return kinds.shown(field, value)


def _fields_with_no_other_place(entry: Entry) -> list[kinds.Field]:
    kind = kinds.KINDS[entry.kind]
    placed = {kind.lead, *FIRST.get(kind.code, ()), *LADDER.get(kind.code, ())}
    return [field for field in kind.fields if field.name not in placed]


def _steps(entry: Entry) -> tuple[Said, ...]:
    if entry.kind != "goal":
        return ()
    return tuple(Said(words, theirs) for _, words, theirs in levels_held(entry.content))
