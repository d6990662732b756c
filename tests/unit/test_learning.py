"""What professionals need to learn, by when, and how sure they feel: told of nobody alone."""

from datetime import date

import pytest

from hearth.core.learning import (
    BY_CODE,
    KINDS,
    STATEMENTS,
    Band,
    Counts,
    Need,
    State,
    all_due,
    band,
    due,
    is_confident,
    learned_problems,
    need_problems,
    rating_problems,
    tells_of_each,
)

TODAY = date(2027, 3, 10)
NURSE, LINK = "practitioner", "link worker"


def state(last: date | None, months: int | None = 3) -> tuple[State, str]:
    found = due(Need("supervision", NURSE, months), last, today=TODAY)
    return found.state, found.words


@pytest.mark.parametrize(
    ("last", "months", "expected"),
    [
        (None, 3, (State.NEVER, "Not done yet")),
        (date(2026, 1, 1), None, (State.DONE, "Done")),
        (date(2026, 12, 9), 3, (State.OVERDUE, "Was due by 9 March 2027")),
        (date(2026, 12, 10), 3, (State.SOON, "Due by 10 March 2027")),
        (date(2027, 3, 1), 3, (State.DONE, "Due by 1 June 2027")),
    ],
)
def test_what_is_due_is_said_with_its_day(last, months, expected):
    assert state(last, months) == expected


def test_the_most_pressing_comes_first():
    needs = [
        Need("partnership", NURSE, None),
        Need("supervision", NURSE, 3),
        Need("peer", NURSE, 6),
    ]
    last = {"partnership": date(2020, 1, 1), "supervision": date(2026, 1, 1)}

    found = all_due(needs, [NURSE], last, today=TODAY)

    assert [each.state for each in found] == [State.OVERDUE, State.NEVER, State.DONE]


def test_nothing_is_due_of_what_other_roles_need():
    assert all_due([Need("peer", LINK, 6)], [NURSE], {}, today=TODAY) == []


@pytest.mark.parametrize("pair", [(None, 6), (6, None), (6, 12), (12, 6), (None, None)])
def test_of_two_roles_that_need_the_same_the_stricter_counts(pair):
    needs = [Need("peer", NURSE, pair[0]), Need("peer", LINK, pair[1])]
    (found,) = all_due(needs, [NURSE, LINK], {"peer": date(2027, 3, 1)}, today=TODAY)

    strictest = min([months for months in pair if months], default=None)
    assert found == due(Need("peer", NURSE, strictest), date(2027, 3, 1), today=TODAY)


def test_first_training_counts_as_a_refresher_until_that_is_due():
    needs = [Need("refresher", NURSE, 24)]
    (fresh,) = all_due(needs, [NURSE], {"partnership": date(2026, 6, 1)}, today=TODAY)
    (old,) = all_due(needs, [NURSE], {"partnership": date(2024, 6, 1)}, today=TODAY)

    assert (fresh.state, old.state) == (State.DONE, State.OVERDUE)


def test_every_kind_counts_as_something_and_says_what_it_means():
    assert {kind.counts for kind in KINDS} == set(Counts)
    assert all(kind.means and set(kind.also) <= set(BY_CODE) for kind in KINDS)


def test_what_is_asked_of_a_role_is_known_and_not_too_far_apart():
    assert need_problems("peer", 6) == need_problems("peer", None) == []
    assert [each.where for each in need_problems("dancing", 61)] == ["kind", "months"]
    assert [each.where for each in need_problems("peer", 0)] == ["months"]


def test_what_somebody_did_is_known_has_a_day_that_has_come_and_a_safe_link():
    assert learned_problems("peer", TODAY, "", today=TODAY) == []
    assert learned_problems("peer", TODAY, "https://example.org/c", today=TODAY) == []
    wrong = learned_problems("dancing", date(2027, 3, 11), "javascript:alert(1)", today=TODAY)
    assert [each.where for each in wrong] == ["kind", "on", "link"]
    assert [each.where for each in learned_problems("peer", None, "", today=TODAY)] == ["on"]


def test_each_statement_is_rated_from_0_to_10():
    good: dict[str, int | None] = dict.fromkeys(STATEMENTS, 7)
    assert rating_problems(good) == []
    assert [each.where for each in rating_problems(good | {"share": 11})] == ["share"]
    assert [each.where for each in rating_problems({})] == list(STATEMENTS)


def test_how_sure_people_feel_is_counted_in_three_bands():
    assert [band(each) for each in (0, 4, 5, 7, 8, 10)] == [
        Band.LOW, Band.LOW, Band.MIDDLE, Band.MIDDLE, Band.HIGH, Band.HIGH,
    ]  # fmt: skip


def test_who_is_unsure_of_one_thing_is_not_called_sure():
    sure = dict.fromkeys(STATEMENTS, 9)

    assert is_confident(sure)
    assert not is_confident(sure | {"community": 7})


def test_counts_tell_of_each_where_all_are_in_one_band():
    assert tells_of_each((0, 0, 8))
    assert tells_of_each((0, 0, 0))
    assert not tells_of_each((0, 5, 6))
