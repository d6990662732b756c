"""Two assessments side by side: only what both asked is compared, and the rest is named."""

from dataclasses import replace

from hearth.core.house.adapting import reword
from hearth.core.house.comparing import Rated, compare
from hearth.core.house.parts import Part
from tests.unit.house.houses import CRACKED, NEARLY, NEEDS_WORK, a_framework, an_element, rated

SOMEBODY = dict.fromkeys(Part, "Grace")


def a_rating(framework, rating=NEARLY, **others) -> Rated:
    return Rated(framework, tuple(rated(framework, rating, **others)), (), SOMEBODY)


def test_what_only_one_asked_is_named_and_weighs_nothing():
    here = a_rating(a_framework(an_element("letters")), letters=NEEDS_WORK)
    there = a_rating(a_framework(an_element("texts")), CRACKED, texts=NEEDS_WORK)

    found = compare(here, there)

    assert [each.code for each in found.only_first] == ["letters"]
    assert [each.code for each in found.only_second] == ["texts"]
    assert not found.is_whole
    assert (found.first.rating, found.second.rating) == (NEARLY, CRACKED)
    assert (here.standing().rating, there.standing().rating) == (NEEDS_WORK, NEEDS_WORK)


def test_each_element_that_both_asked_is_a_pair():
    found = compare(a_rating(a_framework()), a_rating(a_framework(), the_roof=NEEDS_WORK))

    roof = next(each for each in found.pairs if each.element.part is Part.ROOF)
    assert (roof.first, roof.second) == (NEARLY, NEEDS_WORK)
    assert len(found.pairs) == len(Part)
    assert found.is_whole


def test_what_one_worded_otherwise_is_compared_and_says_so():
    here = a_framework(an_element("letters"), an_element("texts"))
    there = reword(here, "letters", does_it_work="Do letters help?")
    there = reword(there, "texts", look_for="Ask five people.")

    found = compare(a_rating(here), a_rating(there))

    assert [each.element.code for each in found.pairs if each.other_words] == ["letters"]


def test_what_only_one_retired_is_not_compared():
    here = a_framework(an_element("letters"))
    there = a_framework(an_element("letters", retired=True))

    found = compare(a_rating(here), a_rating(there))

    assert [each.code for each in found.only_first] == ["letters"]
    assert found.only_second == ()


def test_a_part_of_which_both_asked_other_things_is_not_said_to_be_unrated():
    here = a_framework()
    roof = next(each for each in here.elements if each.part is Part.ROOF)
    other = replace(
        here,
        elements=tuple(
            replace(each, code="another-roof") if each is roof else each for each in here.elements
        ),
    )

    found = compare(a_rating(here), a_rating(other))

    assert found.first.rating is NEARLY
    assert "roof" not in found.first.words
    assert compare(a_rating(here), Rated(replace(here, elements=()), ())).pairs == ()
