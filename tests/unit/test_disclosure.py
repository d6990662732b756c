"""A copy of a record: what waits to be decided, and what is never in it."""

from datetime import date, timedelta

import pytest

from hearth.core.disclosure import (
    DAYS_TO_TAKE,
    Choice,
    CopyStanding,
    Decided,
    Part,
    answer_by,
    check_problems,
    seals_of_copy,
    standing,
    to_decide,
)
from hearth.core.sharing import Seal, SealKind
from hearth.core.words import Section

SISTER = Part(Section.RISKS, "sister")
ABOUT_SISTER = Seal(SealKind.THIRD_PARTY, Section.RISKS, "sister", "1")
TODAY = date(2026, 11, 2)


def safe(section: Section, thread: str = "") -> Seal:
    return Seal(SealKind.SAFEGUARDING, section, thread, "1")


@pytest.mark.parametrize(
    ("asked", "by"),
    [
        (date(2026, 11, 2), date(2026, 12, 2)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_a_copy_is_due_in_one_calendar_month(asked, by):
    assert answer_by(asked) == by


def test_a_copy_waits_then_can_be_taken_for_thirty_days():
    assert standing(None, today=TODAY) is CopyStanding.WAITS
    assert standing(TODAY, today=TODAY + DAYS_TO_TAKE) is CopyStanding.READY
    late = TODAY + DAYS_TO_TAKE + timedelta(days=1)
    assert standing(TODAY, today=late) is CopyStanding.RAN_OUT


def test_only_what_is_about_someone_else_is_decided_and_each_part_once():
    wish = Seal(SealKind.OWN_WISH, Section.GOALS, "goal")
    seals = [ABOUT_SISTER, ABOUT_SISTER, wish, safe(Section.ACTIONS, "act")]

    assert to_decide(seals) == (SISTER,)


@pytest.mark.parametrize("thread", ["sister", ""])
def test_what_is_closed_to_keep_somebody_safe_is_never_up_for_a_decision(thread):
    seals = [ABOUT_SISTER, safe(Section.RISKS, thread)]

    assert to_decide(seals) == ()
    assert seals_of_copy(seals, {SISTER}) == seals


def test_each_part_needs_a_decision_and_a_reason():
    missing = check_problems([SISTER], {})
    silent = check_problems([SISTER], {SISTER: Decided(Choice.GIVE, "  ")})

    assert [each.where for each in missing] == ["choice_risks_sister", "reason_risks_sister"]
    assert [each.where for each in silent] == ["reason_risks_sister"]
    assert check_problems([SISTER], {SISTER: Decided(Choice.LEAVE_OUT, "She said no")}) == []


def test_a_copy_opens_only_the_seals_of_the_parts_that_were_given():
    other = Seal(SealKind.THIRD_PARTY, Section.RISKS, "", "1")
    seals = [ABOUT_SISTER, other, safe(Section.GOALS)]

    assert seals_of_copy(seals, ()) == seals
    assert seals_of_copy(seals, {SISTER}) == [other, safe(Section.GOALS)]
