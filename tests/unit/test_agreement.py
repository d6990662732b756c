"""Agreement: nothing but the person and a named professional makes a plan agreed (G6)."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.agreement import (
    IN_FORCE,
    NEXT_STANDINGS,
    THEIRS,
    YES,
    Answer,
    Asked,
    Decision,
    Party,
    Signature,
    Standing,
    Way,
    age_words,
    review_words,
    signature_problems,
    standing,
)

DAY = date(2026, 11, 2)


def signed(party: Party, answer: Answer = Answer.AGREED, name: str = "Bibi") -> Signature:
    return Signature(
        party, name, "", answer, Way.SIGNED_IN, DAY, "" if answer is Answer.AGREED else "Why"
    )


NURSE = signed(Party.PROFESSIONAL, name="Ruth Adeyemi")
signatures = st.lists(
    st.builds(
        signed, st.sampled_from(Party), st.sampled_from(Answer), st.sampled_from(["", "Bibi"])
    ),
    max_size=6,
)
COUNCIL = Asked("service:1", Party.SERVICE, "Holmbeck Council", DAY, DAY + timedelta(days=14))
BOTH = (Party.PERSON, Party.KEY_WORKER)


def council(answer: Answer = Answer.AGREED, *, decided_by: tuple[Party, ...] = ()) -> Signature:
    decisions = tuple(Decision(each, "Who", "We go on", Way.SIGNED_IN, DAY) for each in decided_by)
    return replace(
        signed(Party.SERVICE, answer, "Tom Price"),
        signer=COUNCIL.key,
        would_sign="A smaller grant",
        decisions=decisions,
    )


@given(signatures)
def test_agreed_needs_the_person_and_a_named_professional(held):
    if standing(held, replaced=False) is Standing.AGREED:
        theirs = [each for each in held if each.party in THEIRS]
        assert theirs[-1].answer is Answer.AGREED
        assert any(each.party is Party.PROFESSIONAL and each.name for each in held)


@given(signatures)
def test_a_plan_is_in_force_without_the_person_only_with_a_reason(held):
    if standing(held, replaced=False) is Standing.AGREED_WITHOUT_PERSON:
        theirs = [each for each in held if each.party in THEIRS]
        assert theirs[-1].reason


@given(signatures, st.sampled_from(Party), st.sampled_from(Answer))
def test_one_more_signature_moves_a_standing_only_as_the_table_says(held, party, answer):
    before = standing(held, replaced=False)
    after = standing([*held, signed(party, answer)], replaced=False)

    assert after is before or after in NEXT_STANDINGS[before]


@pytest.mark.parametrize(
    ("held", "stands"),
    [
        ([], Standing.OFFERED),
        ([NURSE], Standing.OFFERED),
        ([signed(Party.PERSON)], Standing.OFFERED),
        ([NURSE, signed(Party.PERSON)], Standing.AGREED),
        ([NURSE, signed(Party.REPRESENTATIVE)], Standing.AGREED),
        ([NURSE, signed(Party.PERSON, Answer.COULD_NOT)], Standing.AGREED_WITHOUT_PERSON),
        ([NURSE, signed(Party.PERSON, Answer.DID_NOT_WANT)], Standing.AGREED_WITHOUT_PERSON),
        ([NURSE, signed(Party.PERSON, Answer.NOT_AGREED)], Standing.NOT_AGREED),
        ([NURSE, signed(Party.PERSON, Answer.NOT_AGREED), signed(Party.PERSON)], Standing.AGREED),
    ],
)
def test_a_version_stands_as_its_signatures_say(held, stands):
    assert standing(held, replaced=False) is stands
    assert standing(held, replaced=True) is Standing.REPLACED


@pytest.mark.parametrize(
    ("held", "stands"),
    [
        ([NURSE], Standing.OFFERED),
        ([NURSE, signed(Party.PERSON)], Standing.PARTLY_AGREED),
        ([NURSE, council()], Standing.PARTLY_AGREED),
        ([NURSE, signed(Party.PERSON, Answer.COULD_NOT)], Standing.OFFERED),
        ([NURSE, signed(Party.PERSON), council()], Standing.AGREED),
        (
            [NURSE, signed(Party.PERSON), council(Answer.WITH_DIFFERENCE)],
            Standing.AGREED_WITH_DIFFERENCES,
        ),
        (
            [NURSE, signed(Party.PERSON, Answer.WITH_DIFFERENCE), council()],
            Standing.AGREED_WITH_DIFFERENCES,
        ),
        ([NURSE, signed(Party.PERSON), council(Answer.NOT_AGREED)], Standing.NOT_AGREED),
        ([NURSE, signed(Party.PERSON, Answer.NOT_AGREED), council()], Standing.NOT_AGREED),
        ([NURSE, signed(Party.PERSON), council(Answer.NOT_AGREED), council()], Standing.AGREED),
        (
            [NURSE, signed(Party.PERSON, Answer.COULD_NOT), council(Answer.WITH_DIFFERENCE)],
            Standing.AGREED_WITHOUT_PERSON,
        ),
    ],
)
def test_a_version_waits_for_each_service_that_was_asked(held, stands):
    assert standing(held, replaced=False, asked=[COUNCIL]) is stands


@pytest.mark.parametrize("deciders", [(), (Party.PERSON,), (Party.KEY_WORKER,), BOTH])
def test_a_plan_goes_on_without_a_service_only_when_person_and_key_worker_both_say_so(deciders):
    held = [NURSE, signed(Party.PERSON), council(Answer.NOT_AGREED, decided_by=deciders)]

    stands = standing(held, replaced=False, asked=[COUNCIL])

    went_on = Standing.AGREED_WITH_DIFFERENCES
    assert stands is (went_on if deciders == BOTH else Standing.NOT_AGREED)


def test_nobody_can_decide_to_go_on_without_the_person():
    decisions = council(decided_by=BOTH).decisions
    no = replace(signed(Party.PERSON, Answer.NOT_AGREED), decisions=decisions)

    assert standing([NURSE, no], replaced=False) is Standing.NOT_AGREED


def test_a_service_that_was_left_out_with_a_reason_is_not_waited_for():
    left_out = replace(COUNCIL, left_out="Their part has ended.")
    held = [NURSE, signed(Party.PERSON)]

    assert standing(held, replaced=False, asked=[left_out]) is Standing.AGREED


def test_a_service_signs_or_says_why_not_and_what_would_make_it_right():
    silent = replace(council(Answer.NOT_AGREED), would_sign=" ", reason="")
    absent = council(Answer.COULD_NOT)
    difference = replace(council(Answer.WITH_DIFFERENCE), reason="")

    assert [problem.where for problem in signature_problems(silent)] == ["reason", "would_sign"]
    assert [problem.where for problem in signature_problems(absent)] == ["answer"]
    assert [problem.words for problem in signature_problems(difference)] == [
        "Say what you see in another way."
    ]
    assert signature_problems(council()) == []
    assert signature_problems(council(Answer.NOT_AGREED)) == []


def test_a_signature_has_a_name_and_a_refusal_has_words():
    nameless = Signature(Party.REPRESENTATIVE, " ", "", Answer.NOT_AGREED, Way.ON_PAPER, DAY)

    assert [problem.where for problem in signature_problems(nameless)] == ["name", "role", "reason"]
    assert signature_problems(signed(Party.PERSON)) == []


def test_a_late_review_is_always_said():
    late = review_words(Standing.AGREED, DAY, DAY + timedelta(days=1))

    assert late == "Review overdue: it was due on 2 November 2026."
    assert review_words(Standing.AGREED, DAY, DAY) == "Review due on 2 November 2026."
    assert review_words(Standing.AGREED, None, DAY) == "No review date is set."
    assert "overdue" not in review_words(Standing.REPLACED, DAY, DAY + timedelta(days=9))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Written today"),
        (1, "Written 1 day ago"),
        (59, "Written 59 days ago"),
        (60, "Written 2 months ago"),
        (90, "Written 3 months ago"),
        (729, "Written 24 months ago"),
        (730, "Written 2 years ago"),
        (800, "Written 2 years ago"),
    ],
)
def test_the_age_of_a_plan_is_said_in_words(days, words):
    assert age_words(DAY, DAY + timedelta(days=days)) == words


def test_only_answered_versions_are_in_force():
    assert {
        Standing.AGREED,
        Standing.AGREED_WITH_DIFFERENCES,
        Standing.AGREED_WITHOUT_PERSON,
    } == IN_FORCE


def test_the_table_holds_the_moves_that_can_happen_and_no_others():
    answers = [signed(party, a) for party in (Party.PERSON, Party.PROFESSIONAL) for a in Answer]
    answers += [council(a) for a in YES] + [council(Answer.NOT_AGREED, decided_by=BOTH)]
    answers += [council(Answer.NOT_AGREED)]
    found = {(Standing.DRAFT, Standing.OFFERED)}
    for asked, length in product(([], [COUNCIL]), range(4)):
        for held in product(answers, repeat=length):
            before = standing(held, replaced=False, asked=asked)
            found |= {
                (before, standing([*held, each], replaced=False, asked=asked)) for each in answers
            }
            found |= {(Standing.REPLACED, before), (before, Standing.REPLACED)}

    moves = {(here, there) for here, there in found if here is not there}
    assert moves == {(here, there) for here, others in NEXT_STANDINGS.items() for there in others}


def test_a_key_workers_no_also_says_what_would_make_it_right():
    no = replace(council(Answer.NOT_AGREED), party=Party.KEY_WORKER, would_sign="", reason="Why")

    assert [problem.where for problem in signature_problems(no)] == ["would_sign"]
