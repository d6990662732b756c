"""Worklists: what has not happened, since when, and who answers for it."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.worklists import LISTS, PAUSED, RULES, Facts, Late, Worklist, late
from hearth.site.jurisdiction import load

TODAY = date(2026, 11, 20)
DAYS = load("england").worklists
NOTHING = Facts()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def on(facts: Facts) -> list[Worklist]:
    return [each.list for each in late(facts, TODAY, DAYS)]


LATE = {
    Worklist.RED_FLAG: Facts(red_flags=(TODAY, ago(2))),
    Worklist.NOT_INVITED: Facts(due=ago(10)),
    Worklist.NO_REPLY: Facts(due=ago(40), asked=ago(30)),
    Worklist.RESULTS_PENDING: Facts(came=ago(30)),
    Worklist.UNBOOKED: Facts(asked=ago(40), said_yes=ago(30)),
    Worklist.LETTER: Facts(said_yes=ago(30), conversation=TODAY + timedelta(days=2)),
    Worklist.PLAN_NOT_ISSUED: Facts(met=ago(3)),
    Worklist.ACTION_OVERDUE: Facts(actions=(TODAY, ago(9))),
    Worklist.REVIEW_OVERDUE: Facts(review=ago(1)),
    Worklist.REFERRAL: Facts(referrals=(ago(60),)),
}


@pytest.mark.parametrize("worklist", Worklist)
def test_each_thing_that_has_not_happened_is_on_its_own_list(worklist):
    assert on(LATE[worklist]) == [worklist]


def test_every_list_has_its_words_its_rule_and_its_days():
    assert list(RULES) == list(Worklist)
    assert set(LISTS) == set(DAYS) == set(Worklist)
    assert all(vars(each) and all(vars(each).values()) for each in LISTS.values())


@pytest.mark.parametrize(
    ("worklist", "then"),
    [
        (Worklist.RED_FLAG, {"red_flags": ()}),
        (Worklist.NOT_INVITED, {"asked": TODAY}),
        (Worklist.NO_REPLY, {"said_yes": TODAY}),
        (Worklist.RESULTS_PENDING, {"results": TODAY}),
        (Worklist.UNBOOKED, {"conversation": TODAY + timedelta(days=60)}),
        (Worklist.LETTER, {"letter": TODAY}),
        (Worklist.PLAN_NOT_ISSUED, {"issued": TODAY}),
        (Worklist.ACTION_OVERDUE, {"actions": (TODAY,)}),
        (Worklist.REVIEW_OVERDUE, {"review": None}),
        (Worklist.REFERRAL, {"referrals": ()}),
    ],
)
def test_a_list_lets_go_of_a_person_as_soon_as_the_thing_has_happened(worklist, then):
    assert on(replace(LATE[worklist], **then)) == []


def test_nothing_waits_for_a_person_to_whom_nothing_is_owed():
    assert late(NOTHING, TODAY, DAYS) == []


def test_the_age_counts_from_the_day_on_which_it_became_late():
    asked = ago(DAYS[Worklist.NO_REPLY])

    assert late(Facts(asked=asked), ago(1), DAYS) == []
    (here,) = late(Facts(asked=asked), TODAY, DAYS)
    assert (here.since, here.days, here.age) == (TODAY, 0, "since today")
    (later,) = late(Facts(asked=asked), TODAY + timedelta(days=1), DAYS)
    assert later.age == "1 day"
    assert Late(Worklist.NO_REPLY, TODAY, 1200).age == "1,200 days"


def test_the_oldest_of_many_says_how_old_the_row_is():
    (row,) = late(Facts(red_flags=(ago(1), ago(8), ago(3))), TODAY, DAYS)

    assert row.days == 8
    assert row.about is LISTS[Worklist.RED_FLAG]


def test_a_letter_in_the_wrong_format_is_wrong_from_the_day_it_left():
    sent = Facts(conversation=TODAY + timedelta(days=30), letter=ago(4), letter_fits=False)

    (row,) = late(sent, TODAY, DAYS)

    assert (row.list, row.days) == (Worklist.LETTER, 4)


def test_no_letter_is_missed_once_the_conversation_took_place():
    assert on(Facts(conversation=ago(2), met=ago(2), issued=ago(2))) == []


def test_who_said_not_now_is_asked_for_nothing_but_is_still_kept_safe():
    for worklist, facts in LATE.items():
        paused = on(replace(facts, excepted=True))
        assert paused == ([] if worklist in PAUSED else [worklist])
    assert Worklist.RED_FLAG not in PAUSED


DAY = st.none() | st.dates(ago(400), TODAY + timedelta(days=100))
MANY = st.lists(st.dates(ago(400), TODAY), max_size=3).map(tuple)
ANY = st.builds(
    Facts,
    **{
        each.name: DAY if each.default is None else MANY if each.default == () else st.booleans()
        for each in fields(Facts)
    },
)


@given(ANY)
def test_nothing_waits_for_those_who_died_and_no_row_is_early_or_listed_twice(facts):
    rows = late(facts, TODAY, DAYS)

    assert late(replace(facts, died=True), TODAY, DAYS) == []
    assert all(row.days >= 0 and row.since <= TODAY for row in rows)
    assert [row.list for row in rows] == [each for each in Worklist if each in on(facts)]
