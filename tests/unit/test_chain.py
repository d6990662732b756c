"""Promises about the chains of the audit trail: each kind of tampering is named in plain words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from hearth.core.chain import (
    ABOUT_NOBODY,
    LANES,
    START,
    Finding,
    Head,
    Known,
    Link,
    check_lane,
    digest,
    key_of,
    lane_of,
    lane_of_key,
    link,
    root,
)

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LANE = 7


def a_lane(rows: int = 5) -> list[Link]:
    head, made = Head(), []
    for number in range(rows):
        made.append(link(head, LANE, {"at": NOON + timedelta(minutes=number), "who": "Hearth"}))
        head = Head(made[-1].number, made[-1].hash)
    return made


def head_of(lane: list[Link]) -> Head:
    return Head(lane[-1].number, lane[-1].hash)


def found(rows: list[Link], *, before: Head, after: Head | None = None, anchored=None) -> list[str]:
    known = Known(before, lambda: after or before, anchored or {})
    return [each.words for each in check_lane(LANE, rows, known)]


def test_a_lane_as_it_was_written_shows_nothing():
    lane = a_lane()

    assert found(lane, before=head_of(lane), anchored={3: (lane[2].hash, "2026-05-04")}) == []
    assert found([], before=Head()) == []


def test_a_lane_is_the_first_byte_of_the_persons_id():
    assert lane_of(UUID("07000000-0000-4000-8000-000000000001")) == 7
    assert lane_of(UUID("ff000000-0000-4000-8000-000000000001")) == 255
    assert lane_of(None) == ABOUT_NOBODY == 256 == LANES - 1
    assert lane_of_key(key_of(255, 2**40 - 1)) == 255


def test_the_same_instant_in_another_zone_has_the_same_hash():
    there = NOON.astimezone(timezone(timedelta(hours=5)))

    assert digest(1, 1, START, {"at": NOON}) == digest(1, 1, START, {"at": there})


def test_another_instant_or_another_person_has_another_hash():
    one, other = UUID(int=1), UUID(int=2)
    said = [{"at": NOON}, {"at": NOON + timedelta(microseconds=1)}, {"for": one}, {"for": other}]

    assert len({digest(LANE, 1, START, facts) for facts in said}) == 4


def test_a_chain_starts_from_as_many_noughts_as_a_hash_has_digits():
    assert "0" * len(digest(LANE, 1, "", {})) == START


def test_the_order_in_which_facts_are_told_does_not_matter():
    facts = {"a": 1, "b": UUID(int=5)}

    assert digest(1, 1, START, facts) == digest(1, 1, START, dict(reversed(facts.items())))


def test_what_has_no_canonical_form_is_refused():
    with pytest.raises(TypeError, match="cannot hold object"):
        digest(1, 1, START, {"a": object()})


def test_an_edited_row_is_named_with_its_time():
    lane = a_lane()
    edited = replace(lane[2], facts={**lane[2].facts, "who": "Nobody"})

    assert found([*lane[:2], edited, *lane[3:]], before=head_of(lane)) == [
        "Row 3 of lane 7, of 04 May 2026 12:02:00 UTC: it was edited."
    ]


def test_rows_that_are_gone_are_named():
    lane = a_lane()

    assert found([*lane[:1], *lane[2:]], before=head_of(lane)) == ["Row 2 of lane 7 is gone."]
    assert found([*lane[:1], *lane[3:]], before=head_of(lane)) == [
        "Rows 2 to 3 of lane 7 are gone."
    ]


def test_a_tail_that_was_cut_off_is_named():
    lane = a_lane()

    assert found(lane[:3], before=head_of(lane)) == [
        "Rows 4 to 5 of lane 7 are gone. The end was cut off."
    ]


def test_a_row_that_was_slipped_in_is_named():
    lane = a_lane(3)
    other = link(Head(1, "f" * 64), LANE, {"who": "Nobody"})

    assert found([lane[0], other, lane[2]], before=head_of(lane)) == [
        "Row 2 of lane 7: it does not follow the row before it.",
        "Row 3 of lane 7, of 04 May 2026 12:02:00 UTC: it does not follow the row before it.",
    ]


def test_a_row_with_another_key_was_moved():
    lane = a_lane(2)

    assert found([lane[0], replace(lane[1], key=5)], before=head_of(lane)) == [
        "Row 2 of lane 7, of 04 May 2026 12:01:00 UTC: it was moved from its place."
    ]


def test_rows_that_no_head_names_are_found():
    lane = a_lane()

    assert found(lane, before=head_of(lane[:3])) == [
        "The head of lane 7 names row 3, but there are 5."
    ]
    assert found(lane, before=head_of(lane[:3]), after=Head(5, START)) == [
        "The head of lane 7 does not name its last row."
    ]
    assert "names" in found(lane, before=Head(5, START))[0]


def test_rows_that_are_written_meanwhile_are_no_tampering():
    lane = a_lane()

    assert found(lane[:4], before=head_of(lane[:3]), after=head_of(lane)) == []
    assert found(lane, before=head_of(lane[:3]), after=head_of(lane)) == []


def test_a_lane_that_was_wholly_rewritten_does_not_agree_with_its_anchor():
    lane, day = a_lane(), "2026-05-04"
    rewritten, head = [], Head()
    for each in lane[:4]:
        rewritten.append(link(head, LANE, {**each.facts, "who": "Nobody"}))
        head = Head(rewritten[-1].number, rewritten[-1].hash)

    assert found(
        rewritten, before=head, anchored={2: (lane[1].hash, day), 5: (lane[4].hash, day)}
    ) == [
        "Row 2 of lane 7, of 04 May 2026 12:01:00 UTC: it is not the row that was anchored on "
        "2026-05-04.",
        "Row 5 of lane 7 was anchored on 2026-05-04, and is gone.",
    ]


def test_the_root_changes_with_any_head_and_with_their_order():
    heads = [Head(number, "a" * 64) for number in range(LANES)]
    roots = {
        root(heads),
        root(heads[::-1]),
        root(heads[:-1]),
        root([*heads[:-1], Head(9, "b" * 64)]),
    }

    assert len(roots) == 4
    assert root([]) == START


def test_a_finding_names_its_lane_and_row():
    lane = a_lane(2)
    known = Known(head_of(lane), lambda: head_of(lane))

    assert list(check_lane(LANE, lane[1:], known)) == [Finding(LANE, 1, "Row 1 of lane 7 is gone.")]
