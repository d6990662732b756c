"""What people want is heard in their words; a clear no is never taken for a wish."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.directory.wanting import LONGEST_QUOTE, Said, heard, wants_of
from hearth.site.interests import interests
from tests.unit.directory.sayings import NOT_HEARD, SAYINGS
from tests.unit.directory.sentences import (
    BOTH,
    HELD_OUT_NOT_WANTED,
    HELD_OUT_WANTS,
    MISSED,
    NOT_WANTED,
    WANTS,
)

ALL = interests()
NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)


def asked_for(text: str) -> set[str]:
    return {each.interest.code for each in heard(text, ALL) if not each.is_no}


def wanted(*said: Said) -> list[str]:
    return [want.interest.code for want in wants_of(said, ALL)]


@pytest.mark.parametrize(("text", "code"), [*WANTS, *HELD_OUT_WANTS])
def test_what_somebody_wants_is_heard(text, code):
    assert (code in asked_for(text)) is (text not in MISSED)


@pytest.mark.parametrize(("text", "code"), [*NOT_WANTED, *HELD_OUT_NOT_WANTED])
def test_a_clear_no_is_not_taken_for_a_wish(text, code):
    assert code not in asked_for(text)


@pytest.mark.parametrize(("text", "asked", "refused"), BOTH)
def test_a_sentence_can_ask_for_one_thing_and_refuse_another(text, asked, refused):
    assert asked in asked_for(text)
    assert refused not in asked_for(text)


@pytest.mark.parametrize(("text", "codes"), SAYINGS)
def test_all_that_somebody_asks_for_is_heard_and_nothing_else(text, codes):
    assert asked_for(text) == (set() if text in NOT_HEARD else codes)


def test_a_phrase_that_means_nothing_is_not_heard_and_hides_nothing_else():
    assert asked_for("My carers come at nine. I am a carer too.") == {"carers"}
    assert asked_for("The house needs painting, and I like painting") == {"arts"}


def test_a_later_no_takes_back_an_earlier_wish():
    once = Said("I would love to sing again", NOW)
    later = Said("I do not want to sing", NOW + timedelta(days=1))

    assert wanted(once) == ["singing"]
    assert wanted(once, later) == []
    assert wanted(Said(once.words, NOW + timedelta(days=2)), later) == ["singing"]


def test_a_choice_that_they_turned_down_is_a_no():
    assert wanted(Said("Join a choir", NOW), Said("A choir", NOW, is_refused=True)) == []


def test_a_no_in_the_next_sentence_takes_back_the_one_before():
    assert asked_for("I tried yoga. It is not for me.") == set()


def test_the_reason_quotes_a_short_sentence_whole_and_of_a_long_one_the_clause():
    short = "I miss singing."
    long = (
        "After the winter I had to give up nearly all of what I used to do in the week with my "
        "old friends at the hall, but I miss the choir, and that is that"
    )

    assert wants_of([Said(short, NOW)], ALL)[0].words == "I miss singing"
    assert wants_of([Said(long, NOW)], ALL)[0].words == "I miss the choir"


def test_words_that_say_it_plainly_are_quoted_before_those_that_tell_of_it():
    story = "We sang over the looms, all of us. I miss singing. They sang as well as we sang."

    assert [each.words for each in heard(story, ALL)] == ["I miss singing"]


def test_nobody_is_sent_to_the_house_of_another_faith():
    assert asked_for("Chapel, and now the tea after it") == {"church"}


def test_a_clause_without_an_end_is_quoted_in_part():
    words = "word " * 40 + "and I miss singing " + "with them all " * 40
    quoted = wants_of([Said(words, NOW)], ALL)[0].words

    assert "singing" in quoted
    assert len(quoted) <= LONGEST_QUOTE + 6
    assert quoted.endswith("…")
    assert wants_of([Said("word " * 40 + "singing", NOW)], ALL)[0].words.startswith("… word")


@given(st.text(alphabet="aei sng.,;:()not'’\n", max_size=400) | st.text(max_size=200))
def test_any_text_can_be_heard_and_is_quoted_as_it_stands(text):
    for each in heard(f"{text} I miss singing {text}", ALL):
        assert each.words.strip("… ") in f"{text} I miss singing {text}"
