"""Building a search step by step: each step leads from one rule to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.cohorts.editing import (
    Kind,
    add,
    bare,
    gather,
    into_group_above,
    invert,
    kind_of,
    move,
    out_of_group,
    part_at,
    put,
    put_bare,
    regroup,
    remove,
    rooted,
)
from hearth.core.cohorts.rules import (
    Aged,
    Alive,
    AllOf,
    AnyOf,
    AskedForIt,
    AtLeast,
    Not,
    NotARule,
    Registered,
    Rule,
    leaves,
    parts_of,
)

ALIVE, HERE, OLD, ASKED = Alive(), Registered(), Aged(at_least=65), AskedForIt()
SEARCH = AllOf((ALIVE, AnyOf((OLD, ASKED)), Not(AnyOf((HERE,)))))


def test_a_search_is_always_a_list_of_conditions_that_must_all_hold():
    assert rooted(OLD) == AllOf((OLD,))
    assert rooted(SEARCH) == SEARCH


def test_a_condition_is_added_to_the_group_at_a_place():
    assert add(SEARCH, (1,), HERE) == AllOf((ALIVE, AnyOf((OLD, ASKED, HERE)), SEARCH.rules[2]))
    assert add(SEARCH, (2, 0), OLD).rules[2] == Not(AnyOf((HERE, OLD)))


@pytest.mark.parametrize("place", [(7,), (0, 0), (1, -1), (1, 0, 0)])
def test_a_place_that_is_not_there_is_refused(place):
    with pytest.raises(NotARule, match="not there any more"):
        part_at(SEARCH, place)
    with pytest.raises(NotARule, match="not there any more"):
        put(SEARCH, place, OLD)


def test_nothing_can_be_added_under_one_condition():
    with pytest.raises(NotARule, match="not a group"):
        add(SEARCH, (0,), OLD)


def test_a_group_that_gets_empty_goes_too_with_the_not_before_it():
    assert remove(SEARCH, (1, 0)).rules[1] == AnyOf((ASKED,))
    assert remove(SEARCH, (2, 0, 0)) == AllOf(SEARCH.rules[:2])


def test_what_is_turned_round_can_be_changed_and_stays_turned_round():
    search = AllOf((Not(OLD),))

    assert bare(search.rules[0]) == OLD
    assert put_bare(search, (0,), ASKED) == AllOf((Not(ASKED),))


def test_the_last_condition_stays():
    for place in ((0,), ()):
        with pytest.raises(NotARule, match="one condition at the least"):
            remove(AllOf((OLD,)), place)


def test_at_least_asks_for_no_more_conditions_than_there_are():
    assert remove(AllOf((AtLeast(2, (OLD, ASKED)),)), (0, 1)) == AllOf((AtLeast(1, (OLD,)),))


def test_a_condition_moves_among_its_neighbours_and_no_further():
    assert move(SEARCH, (1, 0), by=1).rules[1] == AnyOf((ASKED, OLD))
    assert move(SEARCH, (1,), by=-1).rules[0] == SEARCH.rules[1]
    for place, by in (((0,), -1), ((2,), 1), ((), 1), ((9,), -1)):
        with pytest.raises(NotARule, match="cannot move further"):
            move(SEARCH, place, by=by)


def test_a_condition_is_turned_round_and_back():
    turned = invert(SEARCH, (0,))

    assert turned.rules[0] == Not(ALIVE)
    assert invert(turned, (0,)) == SEARCH
    with pytest.raises(NotARule, match="one condition"):
        invert(SEARCH, ())


def test_a_group_begins_with_one_condition():
    for kind, made in (
        (Kind.ALL, AllOf((ALIVE,))),
        (Kind.ANY, AnyOf((ALIVE,))),
        (Kind.AT_LEAST, AtLeast(1, (ALIVE,))),
    ):
        found = gather(SEARCH, (0,), kind)
        assert found.rules[0] == made
        assert kind_of(found.rules[0]) is kind
    with pytest.raises(NotARule, match="begin a group"):
        gather(SEARCH, (), Kind.ANY)


def test_a_group_is_held_together_in_another_way():
    assert regroup(SEARCH, (1,), Kind.AT_LEAST, 2).rules[1] == AtLeast(2, (OLD, ASKED))
    assert regroup(SEARCH, (), Kind.ALL) == SEARCH
    with pytest.raises(NotARule, match="Make a group"):
        regroup(SEARCH, (), Kind.ANY)
    with pytest.raises(NotARule, match="not a group"):
        regroup(SEARCH, (0,), Kind.ANY)
    with pytest.raises(NotARule, match="that many conditions"):
        regroup(SEARCH, (1,), Kind.AT_LEAST, 3)


def test_a_condition_moves_into_the_group_above_it_and_out_again():
    search = AllOf((ALIVE, AnyOf((OLD,)), ASKED))
    inside = into_group_above(search, (2,))

    assert inside == AllOf((ALIVE, AnyOf((OLD, ASKED))))
    assert out_of_group(inside, (1, 1)) == search
    turned = AllOf((Not(AnyOf((OLD,))), ASKED))
    assert into_group_above(turned, (1,)) == AllOf((Not(AnyOf((OLD, ASKED))),))
    assert out_of_group(into_group_above(turned, (1,)), (0, 0, 1)) == turned
    assert out_of_group(AllOf((Not(AnyOf((OLD,))),)), (0, 0, 0)) == AllOf((OLD,))


def test_where_there_is_no_group_nothing_moves_into_one_or_out():
    for place in ((), (0,)):
        with pytest.raises(NotARule, match="no group just above"):
            into_group_above(SEARCH, place)
    with pytest.raises(NotARule, match="not a group"):
        into_group_above(SEARCH, (1,))
    for place in ((), (0,)):
        with pytest.raises(NotARule, match="in no group"):
            out_of_group(SEARCH, place)
    with pytest.raises(NotARule, match="not a group"):
        add(AllOf((Not(OLD),)), (0,), ALIVE)


def places(rule: Rule, here: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    below = [places(part, (*here, number)) for number, part in enumerate(parts_of(rule))]
    return [here, *(place for each in below for place in each)]


STEPS = (
    lambda rule, place: move(rule, place, by=1),
    lambda rule, place: move(rule, place, by=-1),
    invert,
    lambda rule, place: gather(rule, place, Kind.ANY),
    lambda rule, place: gather(rule, place, Kind.AT_LEAST),
    lambda rule, place: regroup(rule, place, Kind.ALL),
    into_group_above,
    out_of_group,
)


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 99)), max_size=25))
def test_whatever_is_moved_no_condition_is_lost_and_the_root_stays(steps):
    rule: Rule = SEARCH
    for step, number in steps:
        where = places(rule)
        try:
            rule = step(rule, where[number % len(where)])
        except NotARule:
            continue
        assert isinstance(rule, AllOf)

    assert sorted(map(repr, leaves(rule))) == sorted(map(repr, leaves(SEARCH)))
