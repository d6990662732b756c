"""Merging entries in any order, and taking them apart, gives back exactly the lists of before."""

from hypothesis import given
from hypothesis import strategies as st

from hearth.core.directory.merging import (
    leads_to,
    merge_problems,
    still_to_look_at,
    unmerge_problems,
)

KEYS = st.integers(0, 5)


@given(st.lists(st.tuples(KEYS, KEYS), max_size=12), st.randoms())
def test_merges_never_go_in_circles_and_any_order_of_taking_apart_ends_with_none(steps, random):
    merged = {}
    for kept, other in steps:
        if not merge_problems(kept, other, merged):
            merged[other] = kept
        listed = {key for key in range(6) if key not in merged}
        assert all(leads_to(key, merged) in listed for key in range(6))

    while merged:
        other = random.choice(sorted(merged))
        before = dict(merged)
        assert unmerge_problems(other, merged) == []
        del merged[other]
        assert {k: v for k, v in before.items() if k != other} == merged


def test_an_entry_is_merged_once_and_never_into_itself_or_what_leads_to_it():
    assert merge_problems(1, 1, {})
    assert merge_problems(1, 2, {2: 3})
    assert merge_problems(1, 2, {1: 2})
    assert merge_problems(1, 3, {1: 2})
    assert merge_problems(1, 2, {}) == []
    assert unmerge_problems(2, {})
    assert leads_to("a", {"a": "b", "b": "c"}) == "c"
    assert leads_to("a", {"a": "b", "b": "a"}) in "ab"


def test_entries_that_are_known_to_differ_are_not_shown_again():
    different = {frozenset("ab")}

    assert still_to_look_at("abc", merged="", different=different) == ["a", "b", "c"]
    assert still_to_look_at("ab", merged="", different=different) == []
    assert still_to_look_at("abc", merged="c", different=different) == []
