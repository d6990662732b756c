from hearth.core.unmet import (
    ALL_PLACES,
    ELSEWHERE,
    LONGEST,
    Asked,
    Reason,
    asked_problems,
    is_answered_by,
)

KNOWN = {"needs": ["food", "company"], "places": ["XW1", ELSEWHERE]}
ASKED = Asked("A choir at night", "company", "XW1", Reason.NOTHING)


def test_words_a_kind_a_place_and_a_reason_are_all_that_is_asked():
    assert asked_problems(ASKED, **KNOWN) == []
    assert [each.where for each in asked_problems(Asked(), **KNOWN)] == [
        "words", "need", "place", "reason",
    ]  # fmt: skip


def test_a_place_that_is_not_on_the_list_is_refused_as_its_words_would_be_shown():
    told = Asked("A choir", "company", "12 Nest Row", Reason.FULL)

    assert [each.where for each in asked_problems(told, **KNOWN)] == ["place"]


def test_words_without_end_are_refused():
    told = Asked("a" * (LONGEST + 1), "food", ELSEWHERE, Reason.COST)

    assert [each.where for each in asked_problems(told, **KNOWN)] == ["words"]


def test_no_yes_is_taken_for_granted():
    assert (ASKED.may_count, ASKED.may_come_back, ASKED.may_quote) == (False, False, False)


def test_an_answer_is_for_its_need_and_for_its_place_or_for_all_places():
    def hears(need, place):
        return is_answered_by("food", "XW1", answer_need=need, answer_place=place)

    assert hears("food", "XW1")
    assert hears("food", ALL_PLACES)
    assert not hears("food", "XW2")
    assert not hears("money", "XW1")
