"""Change a rule step by step: each step takes a rule and a place in it, and returns a new rule.

A place is the way down from the root: `(1, 0)` is the first part of the second part. A `Not` has
one part, so a condition that is turned round has its own place above that of what it turns.
The root is always a list of conditions that must all hold: so there is always where to add.
"""

from enum import StrEnum

from hearth.core.cohorts.rules import (
    AllOf,
    AnyOf,
    AtLeast,
    Not,
    NotARule,
    Rule,
    parts_of,
)

Place = tuple[int, ...]
Group = AllOf | AnyOf | AtLeast

NO_SUCH_PLACE = "This part of the search is not there any more. Look again, and choose."
LAST_ONE = "A search needs one condition at the least. Add another one first."


class Kind(StrEnum):
    """How the conditions of a group are held together."""

    ALL = "all"
    ANY = "any"
    AT_LEAST = "at least"


def rooted(rule: Rule) -> AllOf:
    """Return the same rule as a list of conditions that must all hold."""
    return rule if isinstance(rule, AllOf) else AllOf((rule,))


def part_at(rule: Rule, place: Place) -> Rule:
    """Return what stands at a place. Raises NotARule where nothing does."""
    for index in place:
        parts = parts_of(rule)
        if not 0 <= index < len(parts):
            raise NotARule(NO_SUCH_PLACE)
        rule = parts[index]
    return rule


def put(rule: Rule, place: Place, new: Rule) -> Rule:
    """Return the rule with something else at a place."""
    if not place:
        return new
    index, rest = place[0], place[1:]
    part_at(rule, place[:1])
    parts = list(parts_of(rule))
    parts[index] = put(parts[index], rest, new)
    return _with_parts(rule, tuple(parts))


def bare(rule: Rule) -> Rule:
    """Return a condition without the “not”s before it."""
    while isinstance(rule, Not):
        rule = rule.rule
    return rule


def put_bare(rule: Rule, place: Place, new: Rule) -> Rule:
    """Return the rule with another condition at a place; the “not”s before it stay."""
    while isinstance(part_at(rule, place), Not):
        place = (*place, 0)
    return put(rule, place, new)


def add(rule: Rule, place: Place, new: Rule) -> Rule:
    """Return the rule with one more condition at the end of the group at a place."""
    group = _group_at(rule, place)
    return put(rule, place, _with_parts(group, (*group.rules, new)))


def remove(rule: Rule, place: Place) -> Rule:
    """Return the rule without what stands at a place; a group that gets empty goes too."""
    part_at(rule, place)
    if not place:
        raise NotARule(LAST_ONE)
    above = part_at(rule, place[:-1])
    parts = list(parts_of(above))
    del parts[place[-1]]
    if parts:
        return put(rule, place[:-1], _with_parts(above, tuple(parts)))
    return remove(rule, place[:-1])


def move(rule: Rule, place: Place, *, by: int) -> Rule:
    """Return the rule with a condition one place up (-1) or down (1) among its neighbours."""
    group = _group_at(rule, place[:-1]) if place else None
    here = place[-1] if place else 0
    if group is None or not (0 <= here < len(group.rules) and 0 <= here + by < len(group.rules)):
        raise NotARule("It cannot move further.")
    parts = list(group.rules)
    parts.insert(here + by, parts.pop(here))
    return put(rule, place[:-1], _with_parts(group, tuple(parts)))


def invert(rule: Rule, place: Place) -> Rule:
    """Return the rule with a condition turned round: not, or not any more."""
    if not place:
        raise NotARule("Turn one condition round, not all at once.")
    part = part_at(rule, place)
    return put(rule, place, part.rule if isinstance(part, Not) else Not(part))


def gather(rule: Rule, place: Place, kind: Kind) -> Rule:
    """Return the rule with a new group at a place, and in it what stood there."""
    if not place:
        raise NotARule("Choose one condition to begin a group with.")
    return put(rule, place, _made(kind, (part_at(rule, place),), 1))


def regroup(rule: Rule, place: Place, kind: Kind, count: int = 1) -> Rule:
    """Return the rule with the group at a place held together in another way."""
    group = _group_at(rule, place)
    if not place and kind is not Kind.ALL:
        raise NotARule("The search itself asks for all. Make a group inside it.")
    return put(rule, place, _made(kind, group.rules, count))


def into_group_above(rule: Rule, place: Place) -> Rule:
    """Return the rule with a condition moved to the end of the group just above it."""
    if not place or place[-1] == 0:
        raise NotARule("There is no group just above it.")
    part = part_at(rule, place)
    above = (*place[:-1], place[-1] - 1)
    while isinstance(part_at(rule, above), Not):
        above = (*above, 0)
    added = add(rule, above, part)
    return remove(added, place)


def out_of_group(rule: Rule, place: Place) -> Rule:
    """Return the rule with a condition moved out of its group, to just after the group."""
    group = place[:-1]
    outer = group[:-1]
    while group and isinstance(part_at(rule, outer), Not):
        group, outer = outer, outer[:-1]
    if not place or not group:
        raise NotARule("It is in no group.")
    part = part_at(rule, place)
    held = _group_at(rule, outer)
    after = group[-1] + 1
    placed = put(rule, outer, _with_parts(held, (*held.rules[:after], part, *held.rules[after:])))
    return remove(placed, place)


def kind_of(group: Group) -> Kind:
    """Return how a group is held together."""
    if isinstance(group, AtLeast):
        return Kind.AT_LEAST
    return Kind.ALL if isinstance(group, AllOf) else Kind.ANY


def _group_at(rule: Rule, place: Place) -> Group:
    part = part_at(rule, place)
    if not isinstance(part, AllOf | AnyOf | AtLeast):
        raise NotARule("This is one condition, and not a group.")
    return part


def _made(kind: Kind, parts: tuple[Rule, ...], count: int) -> Rule:
    if kind is Kind.AT_LEAST:
        return AtLeast(count, parts)
    return AllOf(parts) if kind is Kind.ALL else AnyOf(parts)


def _with_parts(rule: Rule, parts: tuple[Rule, ...]) -> Rule:
    """Return the same kind of rule with other parts under it."""
    if isinstance(rule, Not):
        return Not(parts[0])
    if isinstance(rule, AtLeast):
        return AtLeast(min(rule.count, len(parts)), parts)
    return AllOf(parts) if isinstance(rule, AllOf) else AnyOf(parts)
