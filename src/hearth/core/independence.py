"""Who may look at a disagreement afresh: someone who was not involved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum


class Part(Enum):
    """A part that somebody can have had. Each value is the reason why they cannot review."""

    RAISED_IT = "They raised it."
    IS_THE_PERSON = "The plan is their own."
    SUPPORTS = "They are the person’s supporter."
    WROTE = "They wrote in the plan."
    SIGNED = "They signed the plan, or had a part in writing it up."
    KEY_WORK = "They are or were the key worker."
    ACCOUNTABLE = "They led the round."
    TOOK_A_STEP = "They took an earlier step, or were named for one."


@dataclass(frozen=True)
class Candidate:
    """Somebody who might review. `key` is that of their account; `reasons` why they cannot."""

    key: int
    name: str
    reasons: tuple[str, ...] = ()

    @property
    def is_free(self) -> bool:
        """Say whether they may review."""
        return not self.reasons


def why_not_independent(key: int, involved: Mapping[Part, Iterable[int]]) -> list[str]:
    """List each part that this account had. An empty list means that they were not involved.

    `involved` holds, for each part, the accounts that had it.
    """
    return [part.value for part in Part if key in set(involved.get(part, ()))]


def candidates(
    people: Iterable[tuple[int, str]], involved: Mapping[Part, Iterable[int]]
) -> list[Candidate]:
    """Judge each (account, name); those who may review come first, each group by name."""
    judged = [
        Candidate(key, name, tuple(why_not_independent(key, involved)))
        for key, name in dict(people).items()
    ]
    return sorted(judged, key=lambda each: (not each.is_free, each.name))
