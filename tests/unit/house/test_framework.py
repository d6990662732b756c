"""A framework is text that a community can read, change and keep."""

import pytest
from hypothesis import given

from hearth.core.house.framework import (
    MOST_ELEMENTS,
    Element,
    Framework,
    NotAFramework,
    Proof,
    common,
    differences,
    element_obstacles,
    obstacles,
    parse,
    write,
)
from hearth.core.house.parts import Part, Strand, in_a_sentence
from tests.unit.house.houses import a_framework, an_element, frameworks


def reasons(text: str) -> list[str]:
    with pytest.raises(NotAFramework) as refused:
        parse(text)
    return [str(each) for each in refused.value.reasons]


@given(frameworks())
def test_what_is_written_is_read_as_the_same_framework(framework):
    assert parse(write(framework)) == framework


@given(frameworks())
def test_the_same_framework_always_has_the_same_text(framework):
    assert write(parse(write(framework))) == write(framework)


def test_text_that_is_not_toml_is_refused():
    assert reasons("name = ")[0].startswith("This is not a TOML file:")


@pytest.mark.parametrize("text", ['name = "A"', 'name = "A"\nelement = 3', "element = [1]"])
def test_text_without_elements_is_refused(text):
    assert reasons(text) == ["There is no [[element]] in it."]


def test_every_fault_of_a_text_is_told_with_its_element():
    text = """
name = "A"
[[element]]
code = "letters"
part = "cellar"
name = 3
colour = "red"
matters = "yes"
"""
    assert reasons(text) == [
        "element 1 (letters): It has no is_there.",
        "element 1 (letters): It has no does_it_work.",
        "element 1 (letters): part must be one of: "
        "left_wall, right_wall, roof, foundation, centre.",
        "element 1 (letters): name must be text in quotes.",
        "element 1 (letters): There is no field called colour.",
        "element 1 (letters): matters must be true or false.",
    ]


def test_an_element_without_a_code_is_told_by_its_place():
    assert "element 1 (without a code): It has no code." in reasons("[[element]]\npart = 'roof'")


def test_a_text_that_reads_well_and_makes_no_house_is_refused():
    alone = Framework("A", (an_element(),))
    assert reasons(write(alone)) == [
        f"{part}: The part “{part}” needs an element that matters."
        for part in Part
        if part is not Part.LEFT_WALL
    ]


def test_a_framework_needs_a_name_and_codes_of_its_own():
    framework = Framework("", (*a_framework().elements, an_element(), an_element()))
    assert [each.words for each in obstacles(framework)] == [
        "The framework needs a name.",
        "Two elements have the code letters.",
    ]


def test_a_framework_can_be_too_long_to_be_asked():
    many = (an_element(f"more-{number}") for number in range(MOST_ELEMENTS))
    assert [str(each) for each in obstacles(a_framework(*many))] == [
        "There are more than 100 elements."
    ]


def test_a_part_needs_something_that_matters_and_is_in_use():
    elements = a_framework().elements
    retired = [
        an_element(each.code, each.part, retired=each.part is Part.ROOF) for each in elements
    ]
    assert [each.where for each in obstacles(Framework("A", tuple(retired)))] == ["roof"]


@pytest.mark.parametrize("code", ["Letters", "-letters", "1-letter", "let ters", "l" * 61, ""])
def test_a_code_is_of_small_letters_numbers_and_hyphens(code):
    assert "code" in [each.where for each in element_obstacles(an_element(code))]


def test_the_words_of_an_element_are_there_and_not_too_long():
    element = Element("letters", Part.ROOF, " ", "x" * 301, "?", source="x" * 301)
    assert [(each.where, each.words) for each in element_obstacles(element)] == [
        ("name", "Write something here."),
        ("is_there", "Use 300 letters or fewer."),
        ("source", "Use 300 letters or fewer."),
    ]


def test_an_element_is_found_by_its_code_also_when_it_is_retired():
    framework = a_framework(an_element(retired=True))
    assert framework.element("letters").retired
    assert "letters" not in [each.code for each in framework.in_use]
    assert [each.code for each in framework.of(Part.LEFT_WALL)] == ["the-left-wall"]
    with pytest.raises(KeyError):
        framework.element("texts")


def test_all_of_the_left_wall_is_one_of_the_three_that_are_left_out():
    assert an_element().strands == {Strand.LEFT_WALL}
    assert an_element(strand=Strand.COMMUNITY).strands == {Strand.LEFT_WALL, Strand.COMMUNITY}
    assert an_element(part=Part.ROOF, strand=Strand.METRICS).strands == {Strand.METRICS}
    assert an_element(part=Part.ROOF).strands == frozenset()


def test_parts_are_named_inside_a_sentence():
    assert in_a_sentence(Part.CENTRE) == "the hearth"


def test_what_a_version_changed_is_told_element_by_element():
    before = a_framework(
        an_element("stays"), an_element("words"), an_element("weight"), an_element("goes"),
        an_element("rests"), an_element("returns", retired=True),
    )  # fmt: skip
    after = a_framework(
        an_element("stays"), an_element("words", look_for="A letter."),
        an_element("weight", proof=Proof.COUNTED), an_element("rests", retired=True),
        an_element("returns"), an_element("new"),
    )  # fmt: skip
    assert [(each.element.code, each.did) for each in differences(before, after)] == [
        ("words", "reworded"),
        ("weight", "reweighed"),
        ("rests", "taken out"),
        ("returns", "brought back"),
        ("new", "added"),
        ("goes", "taken out"),
    ]
    assert differences(before, before) == ()


def test_frameworks_have_in_common_what_all_ask_in_the_same_part():
    here = a_framework(an_element("letters"), an_element("texts"), an_element("calls"))
    there = a_framework(
        an_element("letters", look_for="Ours."), an_element("texts", Part.ROOF),
        an_element("calls", retired=True),
    )  # fmt: skip
    assert set(common(here, there)) == {each.code for each in a_framework().elements} | {"letters"}
    assert common(here) == tuple(each.code for each in here.in_use)
