"""Whether the house stands: the weakest part decides, and it is said in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.house.assessing import Answer, Evidence, Question, Rating, Voice
from hearth.core.house.parts import Part
from hearth.core.house.standing import stand
from tests.unit.house.houses import (
    CODES,
    CRACKED,
    GOOD_IDEAS,
    NEARLY,
    NEEDS_WORK,
    PEOPLE,
    a_framework,
    an_element,
    answers,
    everybody,
    houses,
    rated,
    settlements,
)

SOMEBODY = dict.fromkeys(Part, "Grace")
unlike = st.lists(settlements, max_size=4, unique_by=lambda s: (s.element, s.question, s.voice))


def a_standing(rating=NEARLY, *, framework=None, answers_for=SOMEBODY, **others):
    framework = framework or a_framework()
    return stand(framework, rated(framework, rating, **others), (), answers_for)


def test_a_house_that_nobody_rated_says_so():
    found = stand(a_framework(), ())

    assert found.words == "Nobody has rated the house yet."
    assert not found.stands
    assert found.rating is None
    assert found.of(Part.ROOF).why == (
        "Nobody answers for the roof.",
        "Nobody has rated the roof yet.",
    )


def test_a_house_where_all_is_cracked_stands():
    found = a_standing(CRACKED)

    assert found.words == "The house stands."
    assert found.stands
    assert found.of(Part.ROOF).why == ()


def test_a_house_that_is_nearly_there_stands_with_cracks():
    found = a_standing(CRACKED, the_roof=NEARLY, the_hearth=NEARLY)

    assert found.words == "The house stands, with cracks: the roof and the hearth are nearly there."
    assert a_standing(CRACKED, the_roof=NEARLY).words == (
        "The house stands, with cracks: the roof is nearly there."
    )


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ({"the_roof": NEEDS_WORK}, "the roof needs work"),
        ({"the_roof": NEEDS_WORK, "the_hearth": NEEDS_WORK}, "the roof and the hearth need work"),
        ({"the_left_wall": GOOD_IDEAS}, "the left wall has good ideas only"),
        (
            {"the_left_wall": GOOD_IDEAS, "the_roof": GOOD_IDEAS, "the_hearth": GOOD_IDEAS},
            "the left wall, the roof and the hearth have good ideas only",
        ),
    ],
)
def test_a_house_does_not_stand_on_a_weak_part(others, why):
    found = a_standing(CRACKED, **others)

    assert found.words == f"The house does not stand yet: {why}."
    assert not found.stands
    assert {f"the_{each.part}".replace("centre", "hearth") for each in found.weakest} == set(others)


def test_a_house_does_not_stand_where_nobody_answers_for_a_part():
    alone = {part: "Grace" for part in Part if part is not Part.LEFT_WALL}

    found = a_standing(CRACKED, answers_for=alone)

    assert found.words == "The house does not stand yet: nobody answers for the left wall."
    assert found.rating is CRACKED
    assert not found.stands


def test_a_house_with_a_part_that_nobody_rated_has_no_rating():
    framework = a_framework()
    given = [each for each in rated(framework) if each.element != "the-roof"]

    found = stand(framework, given, (), SOMEBODY)

    assert found.rating is None
    assert [each.part for each in found.weakest] == [Part.ROOF]
    assert found.words == "The house does not stand yet: nobody has rated the roof."


def test_a_part_is_told_what_decides_and_what_was_not_rated():
    framework = a_framework(an_element("letters"), an_element("texts"))
    given = everybody("letters", GOOD_IDEAS) + everybody("the-left-wall", CRACKED)

    part = stand(framework, given, (), SOMEBODY).of(Part.LEFT_WALL)

    assert [each.element.code for each in part.weakest] == ["letters"]
    assert [each.element.code for each in part.unrated] == ["texts"]
    assert part.why == ("Letters: good ideas.", "Texts: not rated yet.")


def test_a_part_is_nearly_there_at_most_while_something_that_matters_is_not_rated():
    framework = a_framework(an_element("letters"))
    given = everybody("the-left-wall", CRACKED)

    assert stand(framework, given).of(Part.LEFT_WALL).rating is NEARLY


def test_what_does_not_matter_cannot_hold_a_part_back():
    framework = a_framework(an_element("letters", matters=False))

    assert a_standing(CRACKED, framework=framework, letters=NEEDS_WORK).rating is CRACKED


def test_what_is_retired_is_not_asked_about():
    framework = a_framework(an_element("letters", retired=True))

    found = stand(framework, rated(framework, CRACKED) + everybody("letters", NEEDS_WORK))

    assert found.rating is CRACKED


@given(houses(), st.lists(answers, max_size=40), unlike)
def test_nothing_is_better_than_the_weakest_rated_thing_that_matters(framework, said, agreed):
    found = stand(framework, said, agreed, SOMEBODY)

    for part in found.parts:
        for each in part.elements:
            if each.element.matters and each.rating:
                assert part.rating is not None
                assert part.rating <= each.rating
        assert found.rating is None or found.rating <= (part.rating or 0)


@given(houses(), st.lists(answers, max_size=40), unlike, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(framework, said, agreed, chance):
    before = stand(framework, said, agreed)
    chance.shuffle(said)
    chance.shuffle(agreed)

    assert stand(framework, said, agreed) == before


@given(
    houses(), st.lists(answers, max_size=40), unlike, st.sampled_from(CODES),
    st.sampled_from(Question), st.sampled_from(Voice),
)  # fmt: skip
def test_one_more_answer_that_is_as_good_as_can_be_lowers_nothing(
    framework, said, agreed, code, question, voice
):
    more = Answer(code, question, voice, CRACKED, "Dot", Evidence("Seen."))

    assert_no_lower(stand(framework, said, agreed), stand(framework, [*said, more], agreed))


@given(houses(), st.lists(answers, min_size=1, max_size=40), unlike, st.data())
def test_a_better_answer_instead_of_one_lowers_nothing(framework, said, agreed, data):
    place = data.draw(st.integers(0, len(said) - 1))
    old = said[place]
    better = data.draw(st.sampled_from([each for each in Rating if each >= (old.rating or 4)]))
    new = Answer(old.element, old.question, old.voice, better, old.who, old.evidence)

    after = [*said[:place], new, *said[place + 1 :]]

    assert_no_lower(stand(framework, said, agreed), stand(framework, after, agreed))


@given(houses(), st.lists(answers, max_size=40), settlements)
def test_no_voice_settles_for_the_other(framework, said, settled):
    before, after = stand(framework, said), stand(framework, said, [settled])

    other = THE_OTHER[settled.voice]
    for part in Part:
        for old, new in zip(before.of(part).elements, after.of(part).elements, strict=True):
            for question in Question:
                assert old.of(question, other) == new.of(question, other)


THE_OTHER = {Voice.STAFF: Voice.PEOPLE, Voice.PEOPLE: Voice.STAFF}


def assert_no_lower(before, after):
    for part in Part:
        assert (after.of(part).rating or 0) >= (before.of(part).rating or 0)
    assert (after.rating or 0) >= (before.rating or 0)


def test_the_voice_of_people_is_not_outvoted():
    framework = a_framework()
    many = [
        Answer("the-roof", question, Voice.STAFF, CRACKED, f"nurse {number}", Evidence("Seen."))
        for number in range(20)
        for question in Question
    ]
    one = Answer("the-roof", Question.WORKS, PEOPLE, NEEDS_WORK, "Arthur")

    assert stand(framework, [*rated(framework), *many, one]).rating is NEEDS_WORK
