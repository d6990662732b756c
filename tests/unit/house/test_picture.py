"""The picture of the House: each part is drawn as it stands, and says so without colour."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.house.assessing import Rating
from hearth.core.house.building import GROUND, frame_of
from hearth.core.house.drawing import Look, Tone
from hearth.core.house.parts import NAMES, Part
from hearth.core.house.picture import Picture, picture_of
from hearth.core.house.standing import HouseStanding, PartStanding

RATINGS = (None, *Rating)
WHOLE = (Rating.CRACKED_IT,) * 5


def a_house(*ratings: Rating | None, nobody: tuple[Part, ...] = ()) -> HouseStanding:
    return HouseStanding(
        tuple(
            PartStanding(part, (), "" if part in nobody else "Lena Hart", rating)
            for part, rating in zip(Part, ratings, strict=True)
        )
    )


def with_one(part: Part, rating: Rating | None) -> HouseStanding:
    return a_house(*(rating if each is part else Rating.CRACKED_IT for each in Part))


def looks(picture: Picture) -> set[Look]:
    return {each.look for each in picture.shapes}


def words(picture: Picture) -> list[str]:
    return [each.words for each in picture.labels]


houses = st.builds(
    lambda ratings, nobody: a_house(*ratings, nobody=tuple(nobody)),
    st.tuples(*[st.sampled_from(RATINGS)] * 5),
    st.sets(st.sampled_from(list(Part))),
)


@pytest.mark.parametrize("part", Part)
def test_each_step_of_a_part_has_a_drawing_of_its_own(part):
    drawings = {picture_of(with_one(part, rating)).small.shapes for rating in RATINGS}

    assert len(drawings) == 5


@pytest.mark.parametrize(("part", "rating"), list(product(Part, RATINGS)))
def test_how_a_part_stands_is_written_beside_it(part, rating):
    found = words(picture_of(with_one(part, rating)))
    step = rating.words if rating else "Not rated"

    name, said = (f"{NAMES[part]}:", step.lower()) if part is Part.FOUNDATION else (
        NAMES[part], step
    )  # fmt: skip
    assert found[found.index(name) + 1] == said


@pytest.mark.parametrize(
    ("rating", "look"),
    [
        (Rating.NEARLY_THERE, Look.CRACK),
        (Rating.GOOD_IDEAS, Look.DRAWN),
        (None, Look.UNKNOWN),
    ],
)
@pytest.mark.parametrize("part", Part)
def test_cracks_ideas_and_what_is_unknown_are_seen_and_only_there(part, rating, look):
    assert look in looks(picture_of(with_one(part, rating)))
    assert look not in looks(picture_of(a_house(*WHOLE)))


@pytest.mark.parametrize("part", Part)
def test_a_part_for_which_nobody_answers_has_a_plate_that_says_so(part):
    picture = picture_of(a_house(*WHOLE, nobody=(part,)))
    plates = [each for each in picture.shapes if each.look is Look.PLATE]

    assert len(plates) == len(plates[0].outlines) == 1
    assert "Nobody answers for it" in " ".join(words(picture))
    assert f"{NAMES[part]}: cracked it. Nobody answers for the" in picture.words


def test_a_house_that_is_whole_stands_straight_and_has_no_plate():
    standing = a_house(*WHOLE)
    frame = frame_of(standing)

    assert (frame.left, frame.right, frame.lean) == (0, 0, 0)
    assert looks(picture_of(standing)) == {
        Look.GROUND, Look.STONE, Look.WOOD, Look.FIRE, Look.SMOKE
    }  # fmt: skip


def test_nothing_leans_before_anything_has_been_rated():
    assert frame_of(a_house(*[None] * 5, nobody=tuple(Part))).lean == 0


@pytest.mark.parametrize("rating", [None, Rating.NEEDS_WORK, Rating.GOOD_IDEAS])
def test_the_roof_comes_down_on_a_wall_that_does_not_carry_it(rating):
    left = frame_of(with_one(Part.LEFT_WALL, rating))
    right = frame_of(with_one(Part.RIGHT_WALL, rating))

    assert left.left > left.right == 0
    assert right.right > right.left == 0
    assert left.ridge[0] < right.ridge[0]


def test_the_roof_comes_down_on_a_good_wall_for_which_nobody_answers():
    frame = frame_of(a_house(*WHOLE, nobody=(Part.RIGHT_WALL,)))

    assert (frame.left, frame.right) == (0, 14)


def test_all_leans_on_a_foundation_that_does_not_carry_it():
    leans = [frame_of(with_one(Part.FOUNDATION, rating)).lean for rating in reversed(Rating)]

    assert leans == [0, 0, 0.05, 0.08]
    assert frame_of(a_house(*WHOLE, nobody=(Part.FOUNDATION,))).lean == 0.05


def test_a_fire_burns_only_in_a_hearth_that_is_at_least_nearly_there():
    burning = [rating for rating in RATINGS if Look.FIRE in looks(picture_of(with_one(
        Part.CENTRE, rating)))]  # fmt: skip

    assert burning == [Rating.NEARLY_THERE, Rating.CRACKED_IT]


@given(houses)
def test_the_same_house_always_has_the_same_drawing_within_its_box(standing):
    picture = picture_of(standing)
    left, top, wide, high = picture.box

    assert picture == picture_of(standing)
    for shape in picture.shapes:
        for x, y in (point for outline in shape.outlines for point in outline):
            assert left <= x <= left + wide
            assert top <= y <= top + high


@given(houses)
def test_words_in_the_drawing_stand_clear_of_the_stones_of_the_roof(standing):
    foot = max(frame_of(standing).eaves_at(side) for side in (160, 240))
    hearth = next(each for each in picture_of(standing).labels if each.words == "Hearth")

    assert hearth.y - 14 >= foot
    assert hearth.y < GROUND


@given(houses)
def test_a_small_house_has_no_words_but_question_marks_and_lies_within_its_box(standing):
    small = picture_of(standing).small
    left, top, wide, high = small.box

    assert {each.tone for each in small.labels} <= {Tone.UNSURE}
    drawn = [each for each in small.shapes if each.look not in (Look.GROUND, Look.SMOKE)]
    for x, y in (point for each in drawn for outline in each.outlines for point in outline):
        assert left <= x <= left + wide
        assert top <= y <= top + high


def test_the_picture_says_in_words_whether_it_stands_and_how_each_part_does():
    ratings = (Rating.NEEDS_WORK, *WHOLE[1:])
    picture = picture_of(a_house(*ratings, nobody=(Part.LEFT_WALL,)))

    assert picture.title == "The house does not stand yet: nobody answers for the left wall."
    assert picture.words.startswith(
        "Left wall: needs work. Nobody answers for the left wall. Right wall: cracked it."
    )
    assert picture.view_box == "0 0 400 380"
