"""Whether the house stands: no part is better than its weakest element that matters, and the
house no better than its weakest part. An average would hide a missing wall.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hearth.core.house.assessing import Answer, ElementStanding, Rating, Settled, assess
from hearth.core.house.framework import Framework
from hearth.core.house.parts import Part, in_a_sentence
from hearth.core.words import joined


@dataclass(frozen=True)
class PartStanding:
    """How one part stands. `answers_for` is who answers for it; `""` is nobody.

    `rating` is None where nothing that matters has been rated. `weakest` are the elements that
    decide; `unrated` those that matter and of which nobody has said anything.
    """

    part: Part
    elements: tuple[ElementStanding, ...]
    answers_for: str
    rating: Rating | None

    @property
    def weakest(self) -> tuple[ElementStanding, ...]:
        """Return the rated elements that decide how the part stands."""
        rated = [each for each in self.elements if each.element.matters and each.rating]
        least = min((each.rating for each in rated if each.rating), default=None)
        return tuple(each for each in rated if each.rating == least)

    @property
    def unrated(self) -> tuple[ElementStanding, ...]:
        """Return the elements that matter and that nobody has rated."""
        return tuple(e for e in self.elements if e.element.matters and e.rating is None)

    @property
    def why(self) -> tuple[str, ...]:
        """Return, in plain words, why it is no better."""
        named = in_a_sentence(self.part)
        found = [] if self.answers_for else [f"Nobody answers for {named}."]
        if self.rating is None:
            return (*found, f"Nobody has rated {named} yet.")
        if self.rating < Rating.CRACKED_IT:
            found += [
                f"{e.element.name}: {e.rating.words.lower()}." for e in self.weakest if e.rating
            ]
        found += [f"{e.element.name}: not rated yet." for e in self.unrated]
        return tuple(found)


@dataclass(frozen=True)
class HouseStanding:
    """How the whole house stands, from its parts in reading order."""

    parts: tuple[PartStanding, ...]

    def of(self, part: Part) -> PartStanding:
        """Return how one part stands."""
        return next(each for each in self.parts if each.part is part)

    @property
    def is_rated(self) -> bool:
        """Say whether anything has been rated at all."""
        return any(each.rating for each in self.parts)

    @property
    def rating(self) -> Rating | None:
        """Return the rating of the weakest part; None while a part has none."""
        ratings = [each.rating for each in self.parts]
        return None if None in ratings else min(r for r in ratings if r)

    @property
    def weakest(self) -> tuple[PartStanding, ...]:
        """Return the weakest parts: those without a rating, else those with the lowest."""
        return tuple(each for each in self.parts if each.rating == self.rating)

    @property
    def stands(self) -> bool:
        """Say whether it stands: somebody answers for each part, and each is nearly there."""
        answered = all(each.answers_for for each in self.parts)
        return answered and self.rating is not None and self.rating >= Rating.NEARLY_THERE

    @property
    def words(self) -> str:
        """Say in one sentence whether it stands, and if not, why."""
        if not self.is_rated:
            return "Nobody has rated the house yet."
        if self.stands:
            whole = self.rating == Rating.CRACKED_IT
            return "The house stands." if whole else f"The house stands, with cracks: {self._weak}."
        return f"The house does not stand yet: {self._why_not}."

    @property
    def _why_not(self) -> str:
        alone = [each.part for each in self.parts if not each.answers_for]
        if alone:
            return f"nobody answers for {joined(map(in_a_sentence, alone))}"
        return self._weak

    @property
    def _weak(self) -> str:
        named = joined(in_a_sentence(each.part) for each in self.weakest)
        many = len(self.weakest) > 1
        if self.rating is None:
            return f"nobody has rated {named}"
        verb = {
            Rating.NEEDS_WORK: "need work" if many else "needs work",
            Rating.GOOD_IDEAS: "have good ideas only" if many else "has good ideas only",
        }.get(self.rating, "are nearly there" if many else "is nearly there")
        return f"{named} {verb}"


def stand(
    framework: Framework,
    answers: Iterable[Answer],
    settled: Iterable[Settled] = (),
    answers_for: Mapping[Part, str] | None = None,
) -> HouseStanding:
    """Say how the house stands, from one assessment, and from who answers for which part."""
    given, agreed, who = list(answers), list(settled), answers_for or {}
    parts = []
    for part in Part:
        elements = tuple(assess(each, given, agreed) for each in framework.of(part))
        parts.append(PartStanding(part, elements, who.get(part, ""), _rating(elements)))
    return HouseStanding(tuple(parts))


def _rating(elements: Iterable[ElementStanding]) -> Rating | None:
    """Return the weakest that matters; “nearly there” at most while one has no rating."""
    ratings = [each.rating for each in elements if each.element.matters]
    least = min((rating for rating in ratings if rating), default=None)
    if least is None or None not in ratings:
        return least
    return min(least, Rating.NEARLY_THERE)
