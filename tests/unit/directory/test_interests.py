"""The vocabulary of interests: endings do not matter, and a mistake in it is told in words."""

import pytest

from hearth.core.directory.interests import BadInterests, parse
from hearth.site.interests import interests

ALL = interests()


def codes(text: str) -> list[str]:
    return [each.interest.code for each in ALL.heard_in(text)]


@pytest.mark.parametrize(
    "text", ["singing", "She SINGS", "Choirs", "I sang", "a sing-along", "We were singers"]
)
def test_endings_and_capitals_do_not_matter(text):
    assert "singing" in codes(text)


@pytest.mark.parametrize(
    "text",
    ["Bill came", "to book a trip", "we talk", "a bowl of soup", "I need a car for shopping",
     "I drink tea", "a lift in the hall", "the bus company"],
)  # fmt: skip
def test_a_word_that_means_many_things_says_nothing_alone(text):
    assert codes(text) == []


def test_the_longest_phrase_wins_and_each_interest_is_told_once():
    assert codes("Walking football, then more football") == ["sport"]
    assert [each.words for each in ALL.heard_in("A Walking Group, walks")] == [
        "A Walking Group"[2:]
    ]


def test_an_empty_text_speaks_of_nothing():
    assert codes("") == []


def test_kinds_of_need_and_interests_are_found_by_their_codes():
    assert ALL.need_by_code[ALL.by_code["singing"].need].name == "Music, art and making things"


def test_an_interest_without_phrases_is_heard_by_its_name():
    known = parse(
        'need = [{ code = "a", name = "A" }]\n'
        '[[interest]]\ncode = "kites"\nname = "Flying kites"\nneed = "a"\n'
    )

    assert [each.interest.code for each in known.heard_in("I miss flying kites")] == ["kites"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("need = [", "not TOML"),
        ('[[interest]]\ncode = "a"\nname = "A"\nneed = "b"', "no kind of need is called b"),
        (
            'need = [{ code = "b", name = "B" }]\n'
            + '[[interest]]\ncode = "a"\nname = "A"\nneed = "b"\n' * 2,
            "a is there twice",
        ),
    ],
)
def test_a_vocabulary_with_a_mistake_is_refused_with_the_reason(text, reason):
    with pytest.raises(BadInterests, match=reason):
        parse(text)
