"""One element: two questions, two voices. What differs is shown, and the weakest answer counts."""

import pytest

from hearth.core.house.assessing import (
    Answer,
    Evidence,
    Rating,
    Settled,
    answer_obstacles,
    assess,
)
from hearth.core.house.framework import Proof
from tests.unit.house.houses import (
    CRACKED,
    GOOD_IDEAS,
    NEARLY,
    NEEDS_WORK,
    PEOPLE,
    STAFF,
    THERE,
    WORKS,
    an_element,
    everybody,
)

LETTERS = an_element()


def said(question, voice, rating, who="Ann") -> Answer:
    return Answer("letters", question, voice, rating, who)


def test_the_four_steps_are_said_as_people_say_them():
    assert [each.words for each in Rating] == [
        "Needs work",
        "Good ideas",
        "Nearly there",
        "Cracked it",
    ]


def test_an_element_that_nobody_rated_has_no_rating_and_nothing_holds_it_back():
    found = assess(LETTERS, everybody("texts", CRACKED))

    assert found.rating is None
    assert found.held_back == ()
    assert found.of(WORKS, PEOPLE).counts == {}


def test_an_element_is_no_better_than_the_weakest_answer():
    answers = [*everybody("letters", CRACKED), said(WORKS, PEOPLE, NEEDS_WORK)]

    assert assess(LETTERS, answers).rating is NEEDS_WORK


def test_who_does_not_know_is_counted_and_rates_nothing():
    found = assess(LETTERS, [*everybody("letters", NEARLY), said(WORKS, PEOPLE, None)])

    assert found.rating is NEARLY
    assert found.of(WORKS, PEOPLE).do_not_know == 1
    assert found.of(WORKS, STAFF).do_not_know == 0


def test_nothing_is_cracked_while_a_voice_has_not_spoken():
    only_staff = [each for each in everybody("letters", CRACKED) if each.voice is STAFF]

    found = assess(LETTERS, only_staff)

    assert found.rating is NEARLY
    assert found.held_back == (
        "People who use services, and carers have not said: “Is it there?”",
        "People who use services, and carers have not said: “Does it work?”",
    )


@pytest.mark.parametrize(
    ("needed", "given", "rating"),
    [
        (Proof.WORDS, Evidence("Seen."), CRACKED),
        (Proof.SHOWN, Evidence("Seen."), NEARLY),
        (Proof.SHOWN, Evidence(link="https://a.example"), CRACKED),
        (Proof.COUNTED, Evidence("Seen.", "https://a.example"), NEARLY),
        (Proof.COUNTED, Evidence(metric="prompts-in-time"), CRACKED),
    ],
)
def test_cracked_it_needs_as_much_evidence_as_the_element_asks_for(needed, given, rating):
    found = assess(an_element(proof=needed), everybody("letters", CRACKED, given))

    assert found.rating is rating
    assert bool(found.held_back) == (rating is NEARLY)


def test_evidence_is_asked_for_only_where_nothing_else_is_in_the_way():
    counted = an_element(proof=Proof.COUNTED)
    answers = [*everybody("letters", CRACKED), said(WORKS, PEOPLE, GOOD_IDEAS)]

    assert assess(counted, answers).held_back == ()
    assert assess(counted, everybody("letters", CRACKED)).held_back == (
        "“Cracked it” needs a figure to show for it.",
    )


def test_a_voice_that_talked_counts_as_what_it_settled():
    answers = [*everybody("letters", NEARLY), said(WORKS, STAFF, NEEDS_WORK, "Ben")]
    settled = Settled("letters", WORKS, STAFF, GOOD_IDEAS, "We talked.")

    assert assess(LETTERS, answers).rating is NEEDS_WORK
    assert assess(LETTERS, answers, [settled]).rating is GOOD_IDEAS


def test_what_was_settled_of_another_element_changes_nothing():
    settled = Settled("texts", WORKS, STAFF, NEEDS_WORK, "We talked.")

    assert assess(LETTERS, everybody("letters", NEARLY), [settled]).rating is NEARLY


def test_disagreement_is_told_inside_a_voice_and_between_the_two():
    answers = [
        said(WORKS, STAFF, CRACKED), said(WORKS, STAFF, NEARLY, "Ben"),
        said(WORKS, PEOPLE, GOOD_IDEAS),
    ]  # fmt: skip

    assert assess(LETTERS, answers).disagreements == (
        "Staff differ on “Does it work?”: from “Nearly there” to “Cracked it”.",
        "“Does it work?” Staff say “Nearly there”. People say “Good ideas”.",
    )


def test_what_is_there_and_does_not_work_is_told():
    answers = [said(THERE, PEOPLE, CRACKED), said(WORKS, PEOPLE, GOOD_IDEAS)]

    assert assess(LETTERS, answers).disagreements == (
        "People who use services, and carers say that it is there, and does not work as it should.",
    )


def test_voices_that_agree_have_nothing_to_talk_about():
    assert assess(LETTERS, everybody("letters", NEARLY)).disagreements == ()


def test_cracked_it_has_something_to_show_for_it():
    assert [each.where for each in answer_obstacles(CRACKED, Evidence(" "))] == ["words"]
    assert answer_obstacles(CRACKED, Evidence("Seen.")) == []
    assert answer_obstacles(CRACKED, Evidence(metric="prompts-in-time")) == []
    assert answer_obstacles(None, Evidence()) == []


def test_a_link_is_an_address():
    assert [each.where for each in answer_obstacles(NEARLY, Evidence(link="drawer 3"))] == ["link"]
    assert answer_obstacles(CRACKED, Evidence(link=" https://a.example ")) == []


def test_what_was_said_is_counted_step_by_step_the_weakest_first():
    answers = [said(WORKS, STAFF, step, step.words) for step in (CRACKED, NEEDS_WORK, NEARLY)]
    answers.append(said(WORKS, STAFF, NEARLY, "Ben"))

    counts = assess(LETTERS, answers).of(WORKS, STAFF).counts

    assert list(counts.items()) == [(NEEDS_WORK, 1), (NEARLY, 2), (CRACKED, 1)]
