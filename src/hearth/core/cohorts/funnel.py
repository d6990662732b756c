"""How many people are left after each condition of a rule: where the list gets short.

counts = engine.count([rule for _, rule in steps(definition.rule)], ...)
stages = funnel(everyone, definition.rule, counts)       # what is so
published(stages)                                        # what a House lead is shown
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hearth.core.cohorts.explain import Said, explain
from hearth.core.cohorts.rules import AllOf, Rule
from hearth.core.metrics import small_numbers


@dataclass(frozen=True)
class Stage:
    """One condition, and how many people there were before and after it; None is hidden."""

    said: Said
    before: int | None
    after: int | None


def conditions(rule: Rule) -> tuple[Rule, ...]:
    """Return the conditions at the top of a rule, that must all be true."""
    return rule.rules if isinstance(rule, AllOf) else (rule,)


def steps(rule: Rule, titles: Mapping[str, str] | None = None) -> tuple[tuple[Said, Rule], ...]:
    """Return each condition in words, and the rule that counts who is left after it."""
    parts = conditions(rule)
    return tuple(
        (explain(part, titles=titles), AllOf(parts[: place + 1]))
        for place, part in enumerate(parts)
    )


def funnel(
    everyone: int, rule: Rule, counts: Sequence[int], titles: Mapping[str, str] | None = None
) -> tuple[Stage, ...]:
    """Put the counts of `steps(rule)` beside its conditions."""
    befores = (everyone, *counts)
    return tuple(
        Stage(said, before, after)
        for (said, _), before, after in zip(steps(rule, titles), befores[:-1], counts, strict=True)
    )


def counted(vectors: Iterable[Sequence[bool]], conditions: int) -> tuple[int, tuple[int, ...]]:
    """Count people from which of the conditions are true of each: all, and those left after each.

    For an engine that reads one person at a time.
    """
    everyone, left = 0, [0] * conditions
    for vector in vectors:
        everyone += 1
        for place, holds in enumerate(vector):
            if not holds:
                break
            left[place] += 1
    return everyone, tuple(left)


def published(stages: Sequence[Stage], smallest: int = small_numbers.SMALLEST) -> tuple[Stage, ...]:
    """Return the stages with every count hidden that could tell of fewer than five people."""
    counts = [stage.before or 0 for stage in stages[:1]] + [stage.after or 0 for stage in stages]
    shown = small_numbers.published_chain(counts, smallest)
    return tuple(
        Stage(stage.said, before, after)
        for stage, before, after in zip(stages, shown[:-1], shown[1:], strict=True)
    )
