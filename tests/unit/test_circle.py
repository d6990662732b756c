"""The circle of support has room for many people, and for long names."""

from itertools import combinations
from math import dist

import pytest

from hearth.web.circle import CENTRE, DOT, MOST, SIZE, circle_of


def ring(title: str, *names: str) -> tuple[str, list[tuple[str, str]]]:
    return title, [(name, "a friend") for name in names]


def test_the_rings_run_from_the_inside_out():
    drawn = circle_of("Bibi", [ring("Family", "Amina Khan"), ring("Community", "Walking group")])

    assert [each.title for each in drawn.rings] == ["Family", "Community"]
    assert drawn.rings[0].radius < drawn.rings[1].radius


def test_no_dot_lies_over_another_or_outside_the_drawing():
    full = [ring(str(n), *(f"Person {i}" for i in range(40))) for n in range(3)]
    dots = [dot for each in circle_of("Bibi", full).rings for dot in each.dots]

    assert all(dist((a.x, a.y), (b.x, b.y)) >= 2 * DOT for a, b in combinations(dots, 2))
    assert all(DOT <= value <= SIZE - DOT for dot in dots for value in (dot.x, dot.y))


def test_a_full_ring_says_how_many_more_and_the_list_still_names_them_all():
    names = [f"Name{n} Other{n}" for n in range(20)]
    (inner,) = circle_of("Bibi", [ring("Family", *names)]).rings

    assert len(inner.dots) == MOST[0]
    assert inner.dots[-1].mark == "+13"
    assert [member.name for member in inner.members] == names


def test_two_people_with_the_same_initials_can_be_told_apart():
    (inner,) = circle_of("Bibi", [ring("Family", "Amina Khan", "Asif Khan", "Jo Lee")]).rings

    assert [member.mark for member in inner.members] == ["AK1", "AK2", "JL"]


@pytest.mark.parametrize(
    ("name", "mark"),
    [("Amina", "A"), ("Dr Rhys ap Bowen", "DB"), ("Anne-Marie", "AM"), ("🙂", "?"), ("", "?")],
)
def test_any_name_has_letters_for_its_dot(name, mark):
    (inner,) = circle_of("Bibi", [ring("Family", name)]).rings

    assert inner.dots[0].mark == mark


def test_a_long_name_is_cut_in_the_drawing_but_said_in_full():
    drawn = circle_of("Wolfeschlegelsteinhausen", [ring("Family")])

    assert drawn.middle == "Wolfeschle…"
    assert drawn.words.startswith("Wolfeschlegelsteinhausen in the middle")


def test_one_person_alone_is_above_the_middle():
    (inner,) = circle_of("Bibi", [ring("Family", "Amina Khan")]).rings

    assert inner.dots[0].x == CENTRE
    assert inner.dots[0].y < CENTRE


def test_a_fourth_ring_is_refused():
    with pytest.raises(ValueError, match="at most 3"):
        circle_of("Bibi", [ring(str(n)) for n in range(4)])
