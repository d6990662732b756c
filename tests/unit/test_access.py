"""Who may see and do what: the promises of one decision."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.access import (
    ALL_SECTIONS,
    STAFF_SEES,
    SUPPORTER_MAY_BE_ALLOWED,
    Action,
    Role,
    Tie,
    grant,
)
from hearth.core.words import Period, Section

TODAY = date(2026, 11, 2)
ALWAYS = Period(date.min)
STAFF = [role for role in Role if role not in (Role.PERSON, Role.SUPPORTER)]

days = st.dates(min_value=date(2025, 1, 1), max_value=date(2028, 1, 1))
periods = st.builds(Period, days, st.none() | days)
ties = st.builds(
    Tie,
    role=st.sampled_from(Role),
    period=periods,
    through=st.sampled_from(["daughter", "Mill Lane Surgery"]),
    sections=st.frozensets(st.sampled_from(Section)),
    actions=st.frozensets(st.sampled_from(Action)),
)


def test_without_a_tie_there_is_no_record():
    assert grant([], today=TODAY).role is None


@given(st.lists(ties))
def test_only_a_tie_that_runs_today_opens_anything(held):
    opened = grant(held, today=TODAY)

    assert opened == grant([tie for tie in held if tie.period.covers(TODAY)], today=TODAY)


@given(st.lists(ties, min_size=1))
def test_a_supporter_alone_can_never_do_more_than_the_most_that_a_person_can_allow(held):
    supporters = [Tie(Role.SUPPORTER, t.period, t.through, t.sections, t.actions) for t in held]

    assert grant(supporters, today=TODAY).actions <= SUPPORTER_MAY_BE_ALLOWED


def test_a_supporter_sees_the_sections_that_the_person_chose_and_no_others():
    tie = Tie(Role.SUPPORTER, ALWAYS, "son", frozenset({Section.ACTIONS}), frozenset({Action.READ}))

    assert grant([tie], today=TODAY).sections == {Section.ACTIONS}


def test_access_ends_with_the_last_day_of_a_tie():
    tie = Tie(Role.PRACTITIONER, Period(TODAY, TODAY), "Mill Lane Surgery")

    assert grant([tie], today=TODAY).role is Role.PRACTITIONER
    assert grant([tie], today=TODAY + timedelta(days=1)).role is None


@pytest.mark.parametrize("role", STAFF)
def test_staff_see_what_the_table_says_for_their_role(role):
    opened = grant([Tie(role, ALWAYS, "Mill Lane Surgery")], today=TODAY)

    assert opened.sections == STAFF_SEES[role]


def test_the_strongest_tie_names_the_role_and_all_live_ties_add_up():
    mine = Tie(Role.PERSON, ALWAYS, "me")
    work = Tie(Role.PRACTITIONER, ALWAYS, "Mill Lane Surgery")

    opened = grant([work, mine], today=TODAY)

    assert opened.role is Role.PERSON
    assert {Action.AGREE, Action.CONVERSE} <= opened.actions


@given(st.lists(ties, min_size=1), st.sampled_from(Action))
def test_after_a_death_nobody_writes_and_supporters_no_longer_see(held, action):
    opened = grant(held, today=TODAY, has_died=True)

    assert opened.role not in (Role.PERSON, Role.SUPPORTER)
    if action not in (Action.READ, Action.RECORD_DEATH, Action.EXPORT):
        assert opened.refusals(action)


def test_a_refusal_says_why_in_plain_words():
    opened = grant([Tie(Role.LINK_WORKER, ALWAYS, "Age Well")], today=TODAY)

    assert opened.refusals(Action.AGREE) == ["You do not have permission to agree the plan."]
    assert opened.refusals(Action.READ, Section.RESULTS) == [
        "This part of the plan is not shared with you."
    ]
    assert opened.refusals(Action.READ, Section.GOALS) == []


def test_a_person_sees_all_of_their_own_plan():
    assert grant([Tie(Role.PERSON, ALWAYS, "me")], today=TODAY).sections == ALL_SECTIONS


def test_who_leads_the_conversation_takes_down_the_answer_of_a_person_without_a_sign_in():
    ties = [Tie(role, ALWAYS, "Mill Lane Surgery") for role in STAFF]

    able = [
        t.role for t in ties if Action.DECIDE in grant([t], today=TODAY, can_sign_in=False).actions
    ]

    assert able == [Role.PRACTITIONER]
    assert all(Action.DECIDE not in grant([t], today=TODAY).actions for t in ties)
