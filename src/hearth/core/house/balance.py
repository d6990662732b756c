"""The work plan held against the House: what is weak and has no action, and what eats the time.

The three strands that local programmes leave out most are always named.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from hearth.core.house.assessing import Rating
from hearth.core.house.framework import Element, Framework
from hearth.core.house.parts import NAMES, Part, Strand, in_a_sentence
from hearth.core.house.standing import HouseStanding
from hearth.core.house.work import Work

A_FIFTH = Fraction(1, 5)


@dataclass(frozen=True)
class PartBalance:
    """How much of the open work lies on one part: `actions` touch it, `share` of all of it."""

    part: Part
    rating: Rating | None
    actions: int
    share: Fraction

    @property
    def words(self) -> str:
        """Say it in a sentence."""
        rated = f"“{self.rating.words.lower()}”" if self.rating else "not rated"
        if not self.actions:
            return f"{NAMES[self.part]}, {rated}: no open action."
        many = "1 open action" if self.actions == 1 else f"{self.actions} open actions"
        return f"{NAMES[self.part]}, {rated}: {many}, {percent(self.share)} of the work."


@dataclass(frozen=True)
class StrandBalance:
    """One of the three neglected strands, and how many open actions touch it."""

    strand: Strand
    actions: int

    @property
    def words(self) -> str:
        """Say it in a sentence: “Nothing is planned for metrics.”"""
        if not self.actions:
            return f"Nothing is planned for {self.strand}."
        many = "1 open action" if self.actions == 1 else f"{self.actions} open actions"
        return f"{many} for {self.strand}."


@dataclass(frozen=True)
class Balance:
    """The open work against the House.

    `weak_alone`: weak elements without an action, the weakest first. `strong`: elements that are
    cracked and still have work, with their share. `in_days`: shares are of days, since every open
    action says how many; else of actions. `untied` actions are tied to no element in use.
    """

    parts: tuple[PartBalance, ...]
    strands: tuple[StrandBalance, ...]
    weak_alone: tuple[tuple[Element, Rating | None], ...]
    strong: tuple[tuple[Element, Fraction], ...]
    untied: int
    in_days: bool
    actions: int
    is_rated: bool

    @property
    def strong_share(self) -> Fraction:
        """Return the share of the work that lies on elements which are cracked already."""
        return sum((share for _, share in self.strong), Fraction(0))

    @property
    def words(self) -> tuple[str, ...]:
        """Say what is out of balance, then the three strands, in sentences."""
        return (*self._said(), *(each.words for each in self.strands))

    def _said(self) -> Iterator[str]:
        if not self.actions:
            yield "No action is open."
        elif not self.is_rated:
            yield "The house has no rating yet, so nobody can say which work it needs most."
        bare = [each.part for each in self.parts if not each.actions]
        if self.actions and bare:
            yield f"No open action is for {_or(map(in_a_sentence, bare))}."
        if self.weak_alone:
            yield _weak(self.weak_alone)
        if self.strong_share >= A_FIFTH:
            named = ", ".join(each.name for each, _ in self.strong)
            share = percent(self.strong_share)
            yield f"{share} of the work is for what you have cracked already: {named}."
        if self.untied:
            many = "1 action is" if self.untied == 1 else f"{self.untied} actions are"
            yield f"{many} not tied to an element of the house."


def balance(
    work: Iterable[Work], framework: Framework, standing: HouseStanding | None = None
) -> Balance:
    """Hold the open work against the elements in use and, where it is rated, how they stand."""
    still = [each for each in work if each.is_open]
    known = {each.code: each for each in framework.in_use}
    ratings = _ratings(standing)
    in_days = bool(still) and all(each.said.effort for each in still)
    shares = _shares(still, known, in_days=in_days)
    return Balance(
        parts=tuple(_part(part, still, known, shares, standing) for part in Part),
        strands=tuple(
            StrandBalance(
                strand, _count(still, {c for c, e in known.items() if strand in e.strands})
            )
            for strand in Strand
        ),
        weak_alone=tuple(_weak_alone(framework, ratings, shares)),
        strong=tuple(
            (known[code], share)
            for code, share in shares.items()
            if ratings.get(code) == Rating.CRACKED_IT
        ),
        untied=sum(not (set(each.elements) & known.keys()) for each in still),
        in_days=in_days,
        actions=len(still),
        is_rated=bool(standing and standing.is_rated),
    )


def _ratings(standing: HouseStanding | None) -> dict[str, Rating | None]:
    parts = standing.parts if standing else ()
    return {each.element.code: each.rating for part in parts for each in part.elements}


def _shares(
    still: Iterable[Work], known: Mapping[str, Element], *, in_days: bool
) -> dict[str, Fraction]:
    """Return the share of each element: an action for two elements counts half for each."""
    found: dict[str, Fraction] = {}
    weights = [
        (each, Fraction(each.said.effort or 1) if in_days else Fraction(1)) for each in still
    ]
    total = sum((weight for _, weight in weights), Fraction(0))
    for each, weight in weights:
        codes = [code for code in each.elements if code in known]
        for code in codes:
            found[code] = found.get(code, Fraction(0)) + weight / len(codes) / total
    return found


def _part(
    part: Part,
    still: Iterable[Work],
    known: Mapping[str, Element],
    shares: Mapping[str, Fraction],
    standing: HouseStanding | None,
) -> PartBalance:
    codes = {code for code, each in known.items() if each.part is part}
    share = sum((each for code, each in shares.items() if code in codes), Fraction(0))
    rating = standing.of(part).rating if standing else None
    return PartBalance(part, rating, _count(still, codes), share)


def _count(still: Iterable[Work], codes: set[str]) -> int:
    return sum(bool(codes & set(each.elements)) for each in still)


def _weak_alone(
    framework: Framework, ratings: Mapping[str, Rating | None], shares: Mapping[str, Fraction]
) -> list[tuple[Element, Rating | None]]:
    """Return the rated weak elements first, the weakest of all at the top, then the unrated."""
    if not any(ratings.values()):
        return []
    bare = [
        (each, ratings.get(each.code))
        for each in framework.in_use
        if each.matters and each.code not in shares
    ]
    weak = [(each, r) for each, r in bare if r is None or r <= Rating.GOOD_IDEAS]
    return sorted(weak, key=lambda pair: pair[1] or len(Rating) + 1)


def _weak(weak: tuple[tuple[Element, Rating | None], ...]) -> str:
    if len(weak) == 1:
        return f"1 weak element has no action: {weak[0][0].name}."
    named = ", ".join(each.name for each, _ in weak[:3])
    rest = f", and {len(weak) - 3} more" if len(weak) > 3 else ""
    return f"{len(weak)} weak elements have no action: {named}{rest}."


def percent(share: Fraction) -> str:
    """Write a share as whole per cent; what is there is never written as none."""
    if 0 < share < Fraction(1, 100):
        return "under 1%"
    return f"{int(share * 100 + Fraction(1, 2))}%"


def _or(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
