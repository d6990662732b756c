"""What moved between two assessments is told for what both asked, in words."""

from hearth.core.house.assessing import Answer, Question, Rating, Voice
from hearth.core.house.framework import Element, Framework
from hearth.core.house.parts import Part
from hearth.core.house.since import Move, since
from hearth.core.house.standing import stand

NEEDS_WORK, GOOD_IDEAS, NEARLY, CRACKED = Rating


def a_framework(*codes: str) -> Framework:
    """One element a part, and more in the left wall."""
    rest = tuple(Element(f"the-{part}".replace("_", "-"), part, part, "?", "?") for part in Part)
    more = tuple(Element(code, Part.LEFT_WALL, code.title(), "?", "?") for code in codes)
    return Framework("Test", rest + more)


def a_standing(framework: Framework, **ratings: Rating):
    """A house where each element named is rated so, by everyone."""
    answers = [
        Answer(code.replace("_", "-"), question, voice, rating, "someone")
        for code, rating in ratings.items()
        for question in Question
        for voice in Voice
    ]
    return stand(framework, answers)


def test_what_moved_is_told_for_parts_and_for_elements():
    framework = a_framework("letters")
    before = a_standing(framework, letters=NEEDS_WORK, the_roof=NEARLY)
    after = a_standing(framework, letters=GOOD_IDEAS, the_roof=GOOD_IDEAS)

    found = since(before, after)

    assert [each.words for each in found.parts] == [
        "Left wall: from “needs work” to “good ideas”.",
        "Roof: from “nearly there” to “good ideas”.",
    ]
    assert [(each.name, each.is_better, each.is_worse) for each in found.elements] == [
        ("Letters", True, False),
        ("roof", False, True),
    ]


def test_what_was_not_rated_before_is_neither_better_nor_worse():
    framework = a_framework("letters")
    found = since(a_standing(framework), a_standing(framework, letters=NEARLY))

    assert found.elements == (Move(Part.LEFT_WALL, "Letters", None, NEARLY),)
    assert found.elements[0].words == "Letters: from not rated to “nearly there”."
    assert not found.elements[0].is_better
    assert not found.elements[0].is_worse


def test_what_only_one_of_the_two_asked_about_is_named_and_not_compared():
    before = a_standing(a_framework("letters"), letters=NEEDS_WORK)
    after = a_standing(a_framework("texts"), texts=CRACKED)

    found = since(before, after)

    assert (found.new, found.gone, found.elements) == (("Texts",), ("Letters",), ())
    assert not found.is_nothing


def test_a_house_as_it_was_has_no_moves():
    standing = a_standing(a_framework("letters"), letters=NEARLY)

    assert since(standing, standing).is_nothing
