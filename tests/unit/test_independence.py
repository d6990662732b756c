"""A fresh look is taken by someone who was not involved, and everyone else is told why not."""

import pytest

from hearth.core.independence import Part, candidates, why_not_independent


@pytest.mark.parametrize("part", Part)
def test_any_part_in_the_plan_or_the_disagreement_rules_somebody_out(part):
    assert why_not_independent(7, {part: [3, 7]}) == [part.value]
    assert why_not_independent(8, {part: [3, 7]}) == []


def test_every_reason_is_given_not_only_the_first():
    found = why_not_independent(7, {Part.WROTE: [7], Part.KEY_WORK: [7], Part.SIGNED: [8]})

    assert found == [Part.WROTE.value, Part.KEY_WORK.value]


def test_those_who_may_review_come_first_and_nobody_twice():
    people = [(1, "Zoe"), (2, "Ann"), (3, "Bob"), (1, "Zoe")]

    found = candidates(people, {Part.WROTE: [2]})

    assert [each.name for each in found] == ["Bob", "Zoe", "Ann"]
    assert [each.is_free for each in found] == [True, True, False]
