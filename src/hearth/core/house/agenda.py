"""A first agenda, drafted from facts: what is weak, untouched, late, out of range, or new."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hearth.core.days import months_before
from hearth.core.house.assessing import Rating
from hearth.core.house.framework import Element, Framework
from hearth.core.house.meetings import AgendaItem, Kind, Subject, named, untouched_words
from hearth.core.house.parts import Part, Strand
from hearth.core.house.standing import HouseStanding, PartStanding

SHORTEST, FRAME = 5, 5
"""The least minutes of an item, and the minutes to open and to close a meeting."""
MINUTES = {Kind.WEAK: 15, Kind.UNTOUCHED: 15}
LONG_UNTOUCHED = 2
"""After so many months without a meeting that touched it, a part comes up by itself."""
MOST_ELEMENTS = 3

ORDER = (
    Kind.OPENING, Kind.LAST_TIME, Kind.WEAK, Kind.UNTOUCHED, Kind.FEEDBACK, Kind.FIGURE,
    Kind.LATE, Kind.OURS, Kind.CLOSING,
)  # fmt: skip
"""In what order items stand in a draft."""
GATHERED = {
    Kind.LAST_TIME: ("What we decided last time", "decision is", "decisions are", "not done yet."),
    Kind.LATE: ("Work that is late", "action is", "actions are", "late."),
    Kind.FIGURE: ("Figures that need a look", "figure is", "figures are", "off the aim, or worse."),
    Kind.FEEDBACK: ("What people told us", "theme is", "themes are", "waiting for an answer."),
}
"""Concerns that become one item together: its title; what one is, and many are; and why."""
TURNS = (
    Kind.WEAK, Kind.UNTOUCHED, Kind.LAST_TIME, Kind.LATE, Kind.FEEDBACK, Kind.FIGURE,
    Kind.WEAK, Kind.UNTOUCHED,
)  # fmt: skip
"""Whose turn it is while there is time; then all the rest in their order."""


@dataclass(frozen=True)
class Concern:
    """One thing that waits for the group: late work, a figure, feedback, an open decision."""

    kind: Kind
    words: str
    elements: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgendaFacts:
    """What a draft is made from. `touched`: when a meeting last touched each part and strand."""

    framework: Framework
    standing: HouseStanding
    touched: Mapping[Subject, date | None]
    concerns: tuple[Concern, ...]
    today: date


@dataclass(frozen=True)
class Draft:
    """A drafted agenda, and what there was no time for."""

    items: tuple[AgendaItem, ...]
    left_out: tuple[AgendaItem, ...]


def draft(facts: AgendaFacts, minutes: int) -> Draft:
    """Draft an agenda of so many minutes. Every item says in words why it is there."""
    waiting = list(_in_turn(suggestions(facts)))
    free = minutes - 2 * FRAME
    chosen: list[AgendaItem] = []
    while waiting and free >= SHORTEST:
        item = waiting.pop(0)
        given = min(item.minutes, free)
        chosen.append(replace(item, minutes=given))
        free -= given
    items = _rounded_up(chosen, free)
    framed = [_opening(), *sorted(items, key=lambda each: ORDER.index(each.kind)), _closing()]
    return Draft(tuple(framed), tuple(waiting))


def suggestions(facts: AgendaFacts) -> tuple[AgendaItem, ...]:
    """Return every item that the facts call for, in the order of an agenda."""
    weak = list(_weak(facts))
    spoken = {code for item in weak for code in item.elements}
    return (*weak, *_untouched(facts, spoken), *_gathered(facts.concerns))


def _weak(facts: AgendaFacts) -> Iterator[AgendaItem]:
    """One item for each of the weakest parts, the longest untouched first."""
    parts = [each for each in facts.standing.weakest if each.elements and each.why]
    for part in sorted(parts, key=lambda p: facts.touched.get(p.part) or date.min):
        elements = [each.element for each in part.weakest or part.unrated][:MOST_ELEMENTS]
        said = [*part.why[:2], *_for_long(part.part, facts)]
        yield _item(Kind.WEAK, _weak_title(part, elements), elements, " ".join(said))


def _weak_title(part: PartStanding, elements: list[Element]) -> str:
    if part.rating is None:
        return f"Rate {named(part.part)}"
    if part.rating is Rating.CRACKED_IT:
        return f"Who answers for {named(part.part)}"
    return elements[0].name


def _untouched(facts: AgendaFacts, spoken: set[str]) -> Iterator[AgendaItem]:
    """One item for each part and strand that no meeting touched for long, the longest first."""
    subjects: list[Subject] = [*Strand, *(p for p in Part if p is not Part.LEFT_WALL)]
    for subject in sorted(subjects, key=lambda each: facts.touched.get(each) or date.min):
        elements = _weakest_first(subject, facts)
        why = " ".join(_for_long(subject, facts))
        if why and elements and not spoken & {each.code for each in elements}:
            spoken |= {elements[0].code}
            yield _item(Kind.UNTOUCHED, elements[0].name, elements[:1], why)


def _weakest_first(subject: Subject, facts: AgendaFacts) -> list[Element]:
    """The elements of a part or a strand: the unrated first, then from the weakest up."""
    standing = [each for part in facts.standing.parts for each in part.elements]
    own = [each for each in standing if subject in (each.element.part, *each.element.strands)]
    return [each.element for each in sorted(own, key=lambda each: each.rating or 0)]


def _for_long(subject: Subject, facts: AgendaFacts) -> list[str]:
    last = facts.touched.get(subject)
    if last and last > months_before(facts.today, LONG_UNTOUCHED):
        return []
    return [untouched_words(subject, last, facts.today)]


def _gathered(concerns: Iterable[Concern]) -> Iterator[AgendaItem]:
    """One item for all concerns of a kind, with each of them in its note."""
    held = list(concerns)
    for kind, (title, one, many, why) in GATHERED.items():
        own = [each for each in held if each.kind is kind]
        if own:
            codes = dict.fromkeys(code for each in own for code in each.elements)
            yield AgendaItem(
                title=title,
                minutes=min(15, max(SHORTEST, 5 * len(own))),
                elements=tuple(codes),
                kind=kind,
                why=f"{len(own)} {one if len(own) == 1 else many} {why}",
                note="\n".join(each.words for each in own),
            )


def _item(kind: Kind, title: str, elements: Iterable[Element], why: str) -> AgendaItem:
    codes = tuple(each.code for each in elements)
    return AgendaItem(title, MINUTES[kind], codes, kind, why)


def _in_turn(items: Iterable[AgendaItem]) -> Iterator[AgendaItem]:
    waiting = list(items)
    for kind in TURNS:
        own = next((each for each in waiting if each.kind is kind), None)
        if own:
            waiting.remove(own)
            yield own
    yield from waiting


def _rounded_up(items: list[AgendaItem], free: int) -> list[AgendaItem]:
    """Give a few minutes that are left to the first item: the weakest. More stay free."""
    if not items or free >= SHORTEST:
        return items
    return [replace(items[0], minutes=items[0].minutes + max(0, free)), *items[1:]]


def _opening() -> AgendaItem:
    return AgendaItem("Welcome", FRAME, (), Kind.OPENING, "We see who is here.")


def _closing() -> AgendaItem:
    return AgendaItem(
        "Who does what by when", FRAME, (), Kind.CLOSING, "We read back what we agreed."
    )
