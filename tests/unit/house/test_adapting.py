"""A community makes the framework its own. What a code means never changes."""

import pytest
from hypothesis import given

from hearth.core.house.adapting import (
    CannotAdapt,
    a_code_for,
    adaptation_obstacles,
    add,
    bring_back,
    retire,
    reweigh,
    reword,
)
from hearth.core.house.framework import A_CODE, Framework, Proof, common, obstacles
from hearth.core.house.parts import Part
from tests.unit.house.houses import a_framework, an_element, frameworks, words


def told(before, after, pack=None) -> list[str]:
    return [each.words for each in adaptation_obstacles(before, after, pack)]


def test_an_element_is_added_last_in_its_part():
    found = add(a_framework(), an_element("letters"))
    assert [each.code for each in found.elements][:3] == [
        "the-left-wall",
        "letters",
        "the-right-wall",
    ]


def test_an_element_can_be_the_first_of_its_part():
    assert add(Framework("A", ()), an_element()).elements == (an_element(),)


def test_a_code_is_not_used_twice():
    with pytest.raises(CannotAdapt) as refused:
        add(a_framework(an_element()), an_element(part=Part.ROOF))
    assert refused.value.reasons[0].where == "code"


def test_a_retired_element_keeps_its_words_and_can_come_back():
    framework = a_framework(an_element(look_for="A letter."))

    retired = retire(framework, "letters")

    assert retired.element("letters").look_for == "A letter."
    assert "letters" not in [each.code for each in retired.in_use]
    assert bring_back(retired, "letters") == framework


def test_better_words_keep_the_code():
    framework = a_framework(an_element())

    found = reword(framework, "letters", name="Post", is_there="Is there post?")

    assert found.element("letters").name == "Post"
    assert common(framework, found) == common(framework)


def test_only_words_are_reworded():
    with pytest.raises(TypeError, match="part"):
        reword(a_framework(an_element()), "letters", part="roof")


def test_an_element_is_weighed_otherwise():
    found = reweigh(a_framework(an_element()), "letters", matters=False, proof=Proof.COUNTED)

    assert (found.element("letters").matters, found.element("letters").proof) == (
        False,
        Proof.COUNTED,
    )


@pytest.mark.parametrize("change", [retire, bring_back, reword])
def test_what_is_not_there_cannot_be_changed(change):
    with pytest.raises(KeyError):
        change(a_framework(), "letters")


def test_a_part_keeps_something_that_matters():
    before = a_framework()
    assert told(before, retire(before, "the-roof")) == [
        "The part “roof” needs an element that matters."
    ]


def test_no_element_is_taken_out_of_the_text():
    assert told(a_framework(an_element()), a_framework()) == [
        "“Letters” is missing. Retire it: old assessments name it."
    ]


def test_no_code_moves_to_another_part():
    before = a_framework(an_element())
    after = a_framework(an_element(part=Part.ROOF))
    moved = (
        "The code letters means something in the left wall. "
        "What is in another part is another element: give it a code of its own."
    )
    assert told(before, after) == [moved]
    assert told(a_framework(), after, pack=before) == [moved]
    assert told(a_framework(), before, pack=before) == []


def test_a_version_differs_from_the_one_before():
    assert told(a_framework(), a_framework()) == ["Nothing is different from the version before."]


@given(frameworks(), words)
def test_a_new_code_is_free_and_well_made_whatever_the_name(framework, name):
    code = a_code_for(name, framework)

    assert A_CODE.fullmatch(code)
    assert add(framework, an_element(code)).element(code)
    assert "code" not in [each.where for each in obstacles(add(framework, an_element(code)))]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Peer support", "peer-support"),
        ("The person’s agenda", "the-persons-agenda"),
        ("Letters", "letters-2"),
        ("24 hours", "e-24-hours"),
        ("???", "element"),
    ],
)
def test_a_new_code_is_made_from_the_name(name, code):
    assert a_code_for(name, a_framework(an_element())) == code
