"""The framework that comes with Hearth: whole, sourced, and in plain words."""

import pytest

from hearth.core.house.framework import Proof, obstacles, parse, write
from hearth.core.house.parts import Part, Strand
from hearth.site.frameworks import house_of_care
from hearth.site.metrics import catalogue
from tests.journeys.reading import grade

HARDEST_FOR_A_GROUP = 6.0
PACK = house_of_care()


def test_it_has_all_that_a_framework_needs():
    assert obstacles(PACK) == []
    assert 38 <= len(PACK.elements) <= 48
    assert all(len(PACK.of(part)) >= 7 for part in Part)


def test_it_says_of_each_element_what_to_look_for_and_what_it_is_after():
    assert [each.code for each in PACK.elements if not (each.look_for and each.source)] == []


def test_what_is_left_out_most_has_elements_of_its_own():
    for strand in Strand:
        assert sum(strand in each.strands for each in PACK.elements) >= 5


def test_a_figure_is_named_wherever_cracked_it_needs_one():
    counted = [each for each in PACK.elements if each.proof is Proof.COUNTED]
    assert [each.code for each in counted if "igure" not in each.look_for] == []


def test_a_figure_is_asked_for_only_where_a_metric_says_something_of_it():
    known = {code for metric in catalogue().metrics for code in metric.elements}
    counted = {each.code for each in PACK.elements if each.proof is Proof.COUNTED}
    assert counted - known == set()


@pytest.mark.parametrize("element", PACK.elements, ids=lambda each: each.code)
def test_each_element_is_asked_in_words_that_a_steering_group_reads(element):
    asked = f"{element.name}.\n{element.is_there}\n{element.does_it_work}\n{element.look_for}"
    assert grade(asked) <= HARDEST_FOR_A_GROUP


def test_it_can_be_exported_and_read_again():
    assert parse(write(PACK)) == PACK
