"""A pack to take home: what it shows, what went stale, and what it still needs."""

from dataclasses import replace
from datetime import date

from hearth.core.activity_packs import (
    LONGEST_TITLE,
    Change,
    Seen,
    Selection,
    Setting,
    changes_of,
    chosen,
    is_over,
    pack_problems,
    selection_from,
    stamp,
)
from hearth.core.directory.activity import Activity, Cost, Status, Way

TODAY = date(2026, 11, 2)
CHOIR = Activity("1", "Choir", assured_on=date(2026, 10, 3))
WALK = Activity("2", "Walk", assured_on=date(2025, 3, 1))
TEA = Activity("3", "Tea")
SELECTION = Selection(
    interests=frozenset({"singing"}), needs=frozenset({"company"}), near="XW1", within=2,
    weekdays=frozenset({0, 3}), low_cost=True, step_free=True, online=True, language="Urdu", most=5,
)  # fmt: skip


def test_a_selection_is_kept_and_read_again_as_it_was():
    assert selection_from(SELECTION.as_values()) == SELECTION


def test_a_selection_looks_for_what_was_chosen_and_for_nothing_else():
    search = SELECTION.as_search()

    assert search.costs == {Cost.FREE, Cost.LOW}
    assert search.ways == {Way.ONLINE}
    assert (search.within, search.step_free, search.language) == (2.0, True, "Urdu")
    assert Selection().as_search().costs == frozenset()
    assert Selection().as_search().within is None


def test_a_pack_needs_a_name_a_setting_and_a_place_where_it_counts_miles():
    wrong = Selection(within=2, most=1000)

    found = [each.where for each in pack_problems("", None, wrong)]
    assert found == ["title", "setting", "near", "most"]
    assert pack_problems("Leaving hospital", Setting.HOSPITAL, SELECTION) == []
    long = "a" * (LONGEST_TITLE + 1)
    assert [each.where for each in pack_problems(long, Setting.ELSE, SELECTION)] == ["title"]


def test_pins_come_first_are_never_cut_and_stay_unless_closed():
    closed = replace(TEA, status=Status.CLOSED_FOR_NOW)

    assert chosen([WALK], [CHOIR, WALK, TEA], (), 2) == [WALK, CHOIR]
    assert chosen([WALK, TEA], [CHOIR], (), 1) == [WALK, TEA]
    assert chosen([closed], [CHOIR], (), 5) == [CHOIR]


def test_what_was_left_out_is_not_shown():
    assert chosen([], [CHOIR, WALK], {"1"}, 5) == [WALK]


def test_what_ends_before_the_day_is_over_and_what_has_no_end_goes_on():
    assert is_over({"schedules": [{"until": "2026-10-31"}, {"valid_to": "2026-11-01"}]}, TODAY)
    assert not is_over({"schedules": [{"until": "2026-10-31"}, {}]}, TODAY)
    assert not is_over({"schedules": [{"until": "2026-11-02"}]}, TODAY)
    assert not is_over({"schedules": [{"until": "soon"}]}, TODAY)
    assert not is_over({}, TODAY)


def test_it_is_said_what_closed_and_what_became_stale_since_and_nothing_else():
    seen = [
        Seen("Gone", False, None),
        Seen("Ended", False, replace(CHOIR, status=Status.DEFUNCT)),
        Seen("Shut", False, replace(CHOIR, status=Status.CLOSED_FOR_NOW)),
        Seen("Walk", False, WALK),
        Seen("Old news", True, WALK),
        Seen("Choir", False, CHOIR),
    ]

    assert changes_of(seen, today=TODAY) == [
        ("Gone", Change.CLOSED),
        ("Ended", Change.CLOSED),
        ("Shut", Change.CLOSED_FOR_NOW),
        ("Walk", Change.STALE),
    ]


def test_each_entry_says_when_it_was_checked():
    assert stamp(CHOIR, today=TODAY) == "Checked October 2026."
    assert stamp(WALK, today=TODAY) == "Checked March 2025. Call first."
    assert stamp(TEA, today=TODAY) == "Not checked yet. Call first."
