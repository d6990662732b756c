"""Who may see and do what: the promises of one decision."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.access import (
    AFTER_DEATH_MAY,
    ALL_SECTIONS,
    STAFF_SEES,
    SUPPORTER_MAY_BE_ALLOWED,
    Action,
    Footing,
    Hours,
    Life,
    Role,
    Tie,
    grant,
    opens,
)
from hearth.core.sharing import Seal, SealKind
from hearth.core.words import Period, Section

TODAY = date(2026, 11, 2)
ALWAYS = Period(date.min)
NOT_STAFF = {
    Role.PERSON: Footing.OWN,
    Role.SUPPORTER: Footing.SUPPORT,
    Role.LINK_HOLDER: Footing.LINK,
}
STAFF = [role for role in Role if role not in NOT_STAFF]
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def a_tie(role=Role.PRACTITIONER, **more) -> Tie:
    """A tie of a role on the footing on which it usually stands."""
    usual = {"period": ALWAYS, "through": "Mill Lane Surgery", "organisation": "1"}
    footing = NOT_STAFF.get(role, Footing.INVOLVED)
    return Tie(role, **{**usual, "footing": footing, **more})


ME = a_tie(Role.PERSON, through="me")


days = st.dates(min_value=date(2025, 1, 1), max_value=date(2028, 1, 1))
periods = st.builds(Period, days, st.none() | days)
ties = st.builds(
    Tie,
    role=st.sampled_from(Role),
    period=periods,
    through=st.sampled_from(["daughter", "Mill Lane Surgery"]),
    sections=st.frozensets(st.sampled_from(Section)),
    actions=st.frozensets(st.sampled_from(Action)),
    footing=st.sampled_from(Footing),
    organisation=st.sampled_from(["", "1", "2"]),
    in_law=st.booleans(),
)
seals = st.builds(
    Seal,
    kind=st.sampled_from(SealKind),
    section=st.sampled_from(Section),
    thread=st.sampled_from(["", "a", "b"]),
    organisation=st.sampled_from(["1", "2"]),
    named=st.frozensets(st.sampled_from(["7", "8"])),
)


def test_without_a_tie_there_is_no_record():
    assert grant([], today=TODAY).role is None


@given(st.lists(ties))
def test_only_a_tie_that_runs_today_opens_anything(held):
    opened = grant(held, today=TODAY)

    assert opened == grant([tie for tie in held if tie.period.covers(TODAY)], today=TODAY)


@given(st.lists(ties, min_size=1))
def test_a_supporter_alone_can_never_do_more_than_the_most_that_a_person_can_allow(held):
    supporters = [
        replace(tie, role=Role.SUPPORTER, footing=Footing.SUPPORT, in_law=False) for tie in held
    ]

    assert grant(supporters, today=TODAY).actions <= SUPPORTER_MAY_BE_ALLOWED


def test_a_supporter_sees_the_sections_that_the_person_chose_and_no_others():
    tie = a_tie(
        Role.SUPPORTER, sections=frozenset({Section.ACTIONS}), actions=frozenset({Action.READ})
    )

    assert grant([tie], today=TODAY).sections == {Section.ACTIONS}


def test_access_ends_with_the_last_day_of_a_tie():
    tie = Tie(Role.PRACTITIONER, Period(TODAY, TODAY), "Mill Lane Surgery")

    assert grant([tie], today=TODAY).role is Role.PRACTITIONER
    assert grant([tie], today=TODAY + timedelta(days=1)).role is None


@pytest.mark.parametrize("role", STAFF)
def test_staff_see_what_the_table_says_for_their_role(role):
    opened = grant([a_tie(role)], today=TODAY)

    assert opened.sections == STAFF_SEES[role]


def test_nobody_wears_two_hats_on_their_own_record_or_on_that_of_someone_they_support():
    daughter = a_tie(
        Role.SUPPORTER, sections=frozenset({Section.GOALS}), actions=frozenset({Action.READ})
    )

    assert grant([a_tie(), ME], today=TODAY) == grant([ME], today=TODAY)
    assert grant([a_tie(), daughter], today=TODAY) == grant([daughter], today=TODAY)
    assert grant([a_tie(), ME], today=TODAY, life=Life.DIED).role is None


def test_the_posts_of_one_member_of_staff_add_up_and_the_strongest_names_the_role():
    opened = grant([a_tie(Role.LINK_WORKER), a_tie(Role.ADMINISTRATOR)], today=TODAY)

    assert opened.role is Role.LINK_WORKER
    assert {Action.WRITE, Action.SEND_LETTER} <= opened.actions


@given(st.lists(ties, min_size=1), st.sampled_from(Action))
def test_after_a_death_nobody_writes_and_supporters_no_longer_see(held, action):
    opened = grant(held, today=TODAY, life=Life.DIED)

    assert opened.role not in (Role.PERSON, Role.SUPPORTER)
    if action not in (Action.READ, Action.RECORD_DEATH, Action.EXPORT):
        assert opened.refusals(action)


def test_after_a_death_staff_still_read_and_keep_what_is_known_of_it():
    opened = grant([a_tie()], today=TODAY, life=Life.DIED)

    left = {each for each in opened.actions if not opened.refusals(each)}
    assert left == {Action.READ, Action.RECORD_DEATH}
    assert {Action.READ, Action.RECORD_DEATH, Action.EXPORT} == AFTER_DEATH_MAY


def test_whether_a_seal_opens_is_a_plain_yes_or_no():
    closed = Seal(SealKind.SAFEGUARDING, Section.RISKS, "", "2", frozenset())

    assert opens(closed, a_tie(), "7") is False
    assert opens(closed, a_tie(Role.LINK_WORKER), "7") is False
    assert opens(closed, a_tie(footing=Footing.SHARED), "7") is False


def test_a_refusal_says_why_in_plain_words():
    opened = grant([a_tie(Role.LINK_WORKER)], today=TODAY)

    assert opened.refusals(Action.AGREE) == ["You do not have permission to agree the plan."]
    assert opened.refusals(Action.READ, Section.RESULTS) == [
        "This part of the plan is not shared with you."
    ]
    assert opened.refusals(Action.READ, Section.GOALS) == []


def test_a_person_sees_all_of_their_own_plan():
    assert grant([ME], today=TODAY).sections == ALL_SECTIONS


def test_who_leads_the_conversation_takes_down_the_answer_of_a_person_without_a_sign_in():
    ties = [a_tie(role) for role in STAFF]

    able = [
        tie.role
        for tie in ties
        if Action.DECIDE in grant([tie], today=TODAY, life=Life.NO_SIGN_IN).actions
    ]

    assert able == [Role.PRACTITIONER]
    assert all(Action.DECIDE not in grant([tie], today=TODAY).actions for tie in ties)


def test_an_authority_in_law_adds_agreeing_and_nothing_else():
    allowed = frozenset({Action.READ, Action.AGREE, Action.SHARE})
    son = a_tie(Role.SUPPORTER, actions=allowed)

    assert grant([son], today=TODAY).actions == {Action.READ}
    assert grant([replace(son, in_law=True)], today=TODAY).actions == {Action.READ, Action.AGREE}


@given(st.lists(ties), st.lists(seals), st.sampled_from(["7", "8"]))
def test_a_seal_can_only_take_away(held, closing, viewer):
    free = grant(held, today=TODAY, viewer=viewer)
    sealed = grant(held, today=TODAY, seals=closing, viewer=viewer)

    assert sealed.sections <= free.sections
    assert sealed.actions == free.actions


@given(st.lists(ties, min_size=1), st.lists(seals))
def test_a_sealed_entry_that_no_tie_shows_is_among_the_hidden(held, closing):
    opened = grant(held, today=TODAY, seals=closing, viewer="7")

    for seal in closing:
        if seal.thread and seal.thread not in opened.hidden:
            is_open = opened.shows(seal.section, seal.thread)
            assert is_open or seal.section not in opened.sections


def test_a_seal_for_safeguarding_opens_to_the_service_that_sealed_it_and_to_no_one_else():
    closed = Seal(SealKind.SAFEGUARDING, Section.RISKS, "a", organisation="1")

    def sees(tie: Tie, **more) -> bool:
        return grant([tie], today=TODAY, seals=[closed], **more).shows(Section.RISKS, "a")

    assert sees(a_tie(organisation="1"))
    assert not sees(a_tie(organisation="2"))
    assert not sees(ME)
    assert not sees(a_tie(Role.SUPPORTER, sections=ALL_SECTIONS, actions=frozenset({Action.READ})))
    closed = replace(closed, named=frozenset({"7"}))
    assert sees(a_tie(organisation="2"), viewer="7")
    assert not sees(ME, viewer="7")


def test_a_seal_about_someone_else_opens_to_practitioners_who_are_involved_alone():
    closed = Seal(SealKind.THIRD_PARTY, Section.GOALS, organisation="1")

    for role in STAFF:
        opened = grant([a_tie(role, organisation="2")], today=TODAY, seals=[closed])
        assert (Section.GOALS in opened.sections) is (role is Role.PRACTITIONER)
    assert Section.GOALS not in grant([ME], today=TODAY, seals=[closed]).sections


def test_the_persons_own_wish_opens_to_them_and_to_whom_they_named():
    closed = Seal(SealKind.OWN_WISH, Section.GOALS, named=frozenset({"7"}))

    assert Section.GOALS in grant([ME], today=TODAY, seals=[closed]).sections
    assert Section.GOALS not in grant([a_tie()], today=TODAY, seals=[closed]).sections
    assert Section.GOALS in grant([a_tie()], today=TODAY, seals=[closed], viewer="7").sections


@given(st.lists(seals, min_size=1))
def test_breaking_the_glass_reads_for_hours_and_opens_no_seal(closing):
    broken = a_tie(
        footing=Footing.BROKEN_GLASS, hours=Hours(NOON, NOON + timedelta(hours=4)), organisation="1"
    )

    opened = grant([broken], today=TODAY, at=NOON, seals=closing, viewer="7")

    assert opened.actions == {Action.READ}
    assert not any(opened.shows(seal.section, seal.thread) for seal in closing)
    assert grant([broken], today=TODAY, at=NOON + timedelta(hours=4)).role is None
    assert grant([broken], today=TODAY).role is None
    assert grant([replace(broken, role=Role.ADMINISTRATOR)], today=TODAY, at=NOON).role is None


def test_a_share_a_link_and_a_quality_look_read_and_do_nothing_else():
    some = frozenset({Section.GOALS})
    ties = [
        a_tie(Role.LINK_WORKER, footing=Footing.SHARED, sections=some),
        a_tie(Role.LINK_HOLDER, sections=some),
        a_tie(Role.AUDITOR, footing=Footing.QUALITY),
    ]

    for tie in ties:
        opened = grant([tie], today=TODAY)
        assert opened.actions == {Action.READ}
        assert Section.GOALS in opened.sections
        assert Section.RESULTS not in opened.sections
    assert grant([replace(ties[0], role=Role.COMMISSIONER)], today=TODAY).role is None


def test_the_audit_row_learns_on_what_footing_a_record_was_opened():
    assert grant([], today=TODAY).reason == "no tie to this person"
    assert grant([ME], today=TODAY).reason == "their own record: me"


WORK = {
    Action.CONVERSE: {Role.PRACTITIONER},
    Action.RESOLVE_URGENT: {Role.PRACTITIONER},
    Action.CHECK_COPY: {Role.PRACTITIONER},
    Action.HAND_OVER: {Role.PRACTITIONER, Role.LINK_WORKER},
    Action.REFER: {Role.PRACTITIONER, Role.LINK_WORKER, Role.ADMINISTRATOR},
    Action.INTRODUCE: {Role.PRACTITIONER, Role.LINK_WORKER},
    Action.PLAN_ROUND: {Role.PRACTITIONER, Role.ADMINISTRATOR},
    Action.SEND_LETTER: {Role.PRACTITIONER, Role.ADMINISTRATOR},
    Action.ENTER_PAPER: {Role.PRACTITIONER, Role.ADMINISTRATOR},
    Action.EDIT_DETAILS: {Role.PRACTITIONER, Role.ADMINISTRATOR},
    Action.RECORD_DEATH: {Role.PRACTITIONER, Role.ADMINISTRATOR},
    Action.ANSWER_APPEAL: {Role.PRACTITIONER, Role.ADMINISTRATOR},
}


@pytest.mark.parametrize("action", WORK, ids=lambda action: action.name)
def test_each_kind_of_work_is_open_to_the_staff_who_do_it_and_to_no_others(action):
    able = {role for role in STAFF if action in grant([a_tie(role)], today=TODAY).actions}

    assert able == WORK[action]


def test_what_the_person_and_the_most_that_a_supporter_may_do_is_exactly_this():
    helps = {
        Action.READ, Action.PREPARE, Action.ADD_VIEW, Action.WRITE, Action.ASK_REVIEW,
        Action.APPEAL,
    }  # fmt: skip
    theirs = helps - {Action.ADD_VIEW} | {
        Action.DECIDE, Action.AGREE, Action.CHOOSE_SUPPORTERS, Action.EDIT_DETAILS,
        Action.SEE_WHO_LOOKED, Action.EXPORT, Action.SHARE, Action.SEAL, Action.INTRODUCE,
    }  # fmt: skip
    most = a_tie(Role.SUPPORTER, sections=ALL_SECTIONS, actions=frozenset(Action))

    assert grant([ME], today=TODAY).actions == theirs
    assert grant([most], today=TODAY).actions == helps
