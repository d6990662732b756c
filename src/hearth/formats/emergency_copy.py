"""What the emergency page and the emergency card say: little, in the order of need.

Somebody reads this in a hurry, who does not know the person. How old the plan is and how it stands
comes first; what is not known is said to be not known.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hearth.core.agreement import IN_FORCE, STANDING_WORDS, Standing, age_words, review_words
from hearth.core.kinds import KINDS
from hearth.core.people import age_on
from hearth.core.plan import Entry, entries_of
from hearth.core.words import Section
from hearth.formats.paper import written_day

NO_PLAN = "No plan is written yet."
HOW_TO_SPEAK = ("how_i_communicate", "please_do", "how_to_support_me")
WHEN_WORSE = (
    "early_signs",
    "triggers",
    "what_to_do",
    "who_to_call",
    "medicines_at_hand",
    "coping",
    "advance_statement",
)
CALL_FIRST = ("emergency", "next_of_kin", "carer")

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Whose:
    """Whose page it is. `identifiers`: (what, number as written). `needs`: how to reach them."""

    name: str
    born: date
    identifiers: Lines = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class VersionFacts:
    """One frozen plan, as this reader may see it: its document, and how it stands."""

    document: Mapping[str, object]
    standing: Standing
    frozen_on: date
    review_on: date | None
    code: str


@dataclass(frozen=True)
class Known:
    """What the practice wrote down: allergies as one line each, medicines as (name, how)."""

    allergies: tuple[str, ...]
    medicines: Lines


@dataclass(frozen=True)
class Worse:
    """One plan for when things get worse: what it is about, and (label, words) in order."""

    name: str
    lines: Lines


@dataclass(frozen=True)
class Call:
    """Somebody to call: a name, who they are, and how to reach them."""

    name: str
    who: str
    contact: str


@dataclass(frozen=True)
class EmergencyCopy:
    """All that the page says. A part that is None is not shown here; an empty one is not known."""

    whose: Whose
    age_in_years: int
    standing: Standing | None
    standing_words: str
    age: str
    review: str
    code: str
    allergies: tuple[str, ...] | None
    medicines: Lines | None
    alerts: tuple[str, ...]
    worse: tuple[Worse, ...] | None
    speak: Lines | None
    people: tuple[Call, ...] | None

    @property
    def is_in_force(self) -> bool:
        return self.standing in IN_FORCE

    @property
    def to_call(self) -> tuple[Call, ...]:
        """Those of the people to call who can be reached by what is written here."""
        return tuple(call for call in self.people or () if call.contact)

    @property
    def born(self) -> str:
        """The birth date and the age, as people read them."""
        return f"{written_day(self.whose.born)} ({self.age_in_years} years)"


def lay_out_emergency(
    whose: Whose,
    version: VersionFacts | None,
    known: Known,
    *,
    shows: Collection[Section],
    today: date,
) -> EmergencyCopy:
    """Lay out the page. `shows`: the sections that this reader may see; `version` None: no plan."""
    entries = entries_of(version.document) if version else []
    noted = _leads(entries, "allergy") if Section.PEOPLE_AND_PLANS in shows else ()
    knows = Section.RESULTS in shows
    return EmergencyCopy(
        whose=whose,
        age_in_years=age_on(whose.born, today),
        standing=version.standing if version else None,
        standing_words=STANDING_WORDS[version.standing] if version else NO_PLAN,
        age=f"{age_words(version.frozen_on, today)}." if version else "",
        review=review_words(version.standing, version.review_on, today) if version else "",
        code=version.code[:8] if version else "",
        allergies=_once((*noted, *known.allergies)) if knows or noted else None,
        medicines=known.medicines if knows else None,
        alerts=_leads(entries, "legal", "safety", "equipment", ""),
        worse=_worse(entries) if Section.IF_THINGS_GET_WORSE in shows else None,
        speak=_speak(entries) if Section.ABOUT_ME in shows else None,
        people=_people(entries, version) if Section.PEOPLE_AND_PLANS in shows else None,
    )


def _once(words: Sequence[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for each in words:
        kept.setdefault(each.casefold(), each)
    return tuple(kept.values())


def _leads(entries: Sequence[Entry], *sorts: str) -> tuple[str, ...]:
    """The alerts of these sorts."""
    alerts = [each for each in entries if each.kind == "alert"]
    return tuple(each.lead for each in alerts if each.content.get("kind", "") in sorts)


def _worse(entries: Sequence[Entry]) -> tuple[Worse, ...]:
    kind = KINDS["contingency"]
    return tuple(
        Worse(
            str(entry.content.get("name", "")),
            tuple(
                (kind.field(name).label, str(entry.content[name]))
                for name in WHEN_WORSE
                if entry.content.get(name)
            ),
        )
        for entry in entries
        if entry.kind == "contingency"
    )


def _speak(entries: Sequence[Entry]) -> Lines:
    held = {each.kind: each.lead for each in entries if each.kind in HOW_TO_SPEAK}
    return tuple((KINDS[kind].title, held[kind]) for kind in HOW_TO_SPEAK if kind in held)


def _people(entries: Sequence[Entry], version: VersionFacts | None) -> tuple[Call, ...]:
    """Who to call in an emergency first, then those close, then those who give care."""
    close = sorted((e for e in entries if e.kind == "contact"), key=_place)
    staff = [each for each in entries if each.kind == "professional"]
    found = [*map(_close, close), *map(_gives_care, staff)]
    key_worker = str(version.document.get("key_worker") or "") if version else ""
    if key_worker and not any(call.name == key_worker for call in found):
        found.append(Call(key_worker, "Key worker", ""))
    return tuple(found)


def _place(entry: Entry) -> int:
    sort = str(entry.content.get("type", ""))
    return CALL_FIRST.index(sort) if sort in CALL_FIRST else len(CALL_FIRST)


def _close(entry: Entry) -> Call:
    said = entry.content
    first = "call first" if said.get("type") == "emergency" else ""
    who = ", ".join(part for part in (str(said.get("relationship", "")), first) if part)
    return Call(entry.lead, who, str(said.get("contact", "")))


def _gives_care(entry: Entry) -> Call:
    said = entry.content
    parts = [str(said.get(name, "")) for name in ("role", "team", "organisation")]
    if said.get("key_worker"):
        parts.insert(0, "Key worker")
    return Call(entry.lead, ", ".join(filter(None, parts)), str(said.get("contact", "")))
