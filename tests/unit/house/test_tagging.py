"""Suggesting elements from the words of a line: explained, ranked, and none when unsure."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.house.framework import Element, Framework
from hearth.core.house.parts import Part
from hearth.core.house.tagging import MOST, Tagger, Words, stem, suggest
from hearth.site.frameworks import house_of_care
from hearth.site.house_words import house_words

LINES = tomllib.loads((Path(__file__).parent / "realistic_lines.toml").read_text())
TAGGER = Tagger(house_of_care(), house_words())


def codes(line: str) -> list[str]:
    return [each.element.code for each in TAGGER.suggest(line)]


@pytest.mark.parametrize("batch", ["lines", "later"])
def test_nineteen_of_twenty_suggestions_are_right_on_lines_as_groups_write_them(batch):
    suggested = [(code, wanted) for line, wanted in LINES[batch].items() for code in codes(line)]
    right = sum(code in wanted for code, wanted in suggested)

    assert right / len(suggested) >= 0.95
    assert sum(bool(codes(line)) for line in LINES[batch]) / len(LINES[batch]) >= 0.65


@pytest.mark.parametrize("line", LINES["no"]["lines"])
def test_nothing_is_suggested_for_what_is_not_of_the_house(line):
    assert codes(line) == []


def test_the_words_of_the_pack_are_about_the_elements_of_the_pack():
    known = {each.code for each in house_of_care().in_use}

    assert set(house_words().means) == known
    assert set(house_words().hints) <= known


def an_element(code: str, name: str, **more) -> Element:
    return Element(code, Part.ROOF, name, more.pop("is_there", "?"), "?", **more)


def a_framework(*elements: Element) -> Framework:
    return Framework("Ours", elements)


LISTS = an_element("lists", "Lists")
SHED = an_element("shed", "Wood workshop on Tuesdays")
SURE = Words(means={"lists": ("register", "recall")})


def test_a_suggestion_says_on_which_words_it_rests():
    [found] = suggest("Recall, the register and the recall", a_framework(LISTS), SURE)

    assert found.why == "because of “Recall” and “register”"
    [found] = suggest("Registers", a_framework(LISTS), SURE)
    assert found.why == "because of “Registers”"


def test_the_own_wording_of_a_community_counts():
    assert [s.element for s in suggest("The workshop with wood", a_framework(LISTS, SHED))] == [
        SHED
    ]
    assert suggest("A workshop for nurses", a_framework(LISTS, SHED)) == []


def test_a_retired_element_is_not_suggested():
    assert suggest("Recall", a_framework(replace(LISTS, retired=True)), SURE) == []


def test_a_word_that_two_elements_have_tells_them_not_apart():
    other = an_element("metal", "Metal workshop on Fridays")

    assert suggest("workshop workshop", a_framework(SHED, other)) == []


def test_a_hint_needs_company():
    words = Words(hints={"lists": ("names", "search")})

    assert suggest("Names", a_framework(LISTS), words) == []
    assert len(suggest("Search for names", a_framework(LISTS), words)) == 1


def test_what_is_set_aside_is_not_looked_at_and_the_longest_phrase_wins():
    words = replace(SURE, set_aside=("fire register", "fire"))

    assert suggest("Fire register", a_framework(LISTS), words) == []
    assert len(suggest("Fire: the register", a_framework(LISTS), words)) == 1


def test_three_at_most_are_suggested_the_likeliest_first():
    many = [an_element(f"e{n}", f"Element {n}") for n in range(5)]
    words = Words(means={each.code: ("recall",) for each in many} | {"e4": ("recall", "letter")})
    found = suggest("Recall letter", a_framework(*many), words)

    assert [each.element.code for each in found] == ["e4"]
    assert len(suggest("Recall", a_framework(*many), words)) == MOST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("letters", "letter"), ("planning", "plan"), ("prepared", "preparing"), ("name", "named"),
        ("activities", "activity"), ("carried", "carry"), ("Processes", "process"),
        ("carer’s", "carer"), ("agreed", "agree"), ("falling", "fall"), ("results", "result"),
    ],
)  # fmt: skip
def test_the_usual_endings_do_not_matter(one, other):
    assert stem(one) == stem(other)


@given(st.text())
def test_any_line_can_be_asked_about(line):
    assert len(TAGGER.suggest(line)) <= MOST
