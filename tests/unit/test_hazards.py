"""Clinical safety as data: each hazard has its file, and each control a test that is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from docs.draw_hazards import HAZARDS, LIKELIHOODS, PAGE, SEVERITIES, hazards, page

ROOT = Path(__file__).parents[2]
ALL = hazards()
EACH = pytest.mark.parametrize("hazard", ALL, ids=lambda hazard: hazard.id)
# The bars of harm (G1-G9) and of faults (E1-E13) that the first hazards stand behind.
BARS = {f"G{number}" for number in range(1, 10)} | {f"E{number}" for number in range(1, 14)}


@cache
def names_in(path: str) -> frozenset[str]:
    """The names of the tests in a file, read without running it."""
    file = ROOT / path
    if not path.startswith("tests/") or not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    named = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    cases = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return frozenset({*named, *cases})


@EACH
def test_each_control_names_a_test_that_is_there(hazard):
    absent = []
    for control in hazard.controls:
        path, _, name = control.test.partition("::")
        if not name.startswith(("test_", "Test")) or name not in names_in(path):
            absent.append(control.test)

    assert absent == [], f"{hazard.name} names a test that is not there"


@EACH
def test_each_hazard_has_a_control_with_a_test_or_says_that_it_is_open(hazard):
    assert hazard.controls or hazard.open
    assert all("not controlled yet" in words.lower() for words in hazard.open), hazard.name


@EACH
def test_each_hazard_is_rated_in_the_words_of_the_standard(hazard):
    assert hazard.severity in SEVERITIES
    assert hazard.before in LIKELIHOODS
    assert hazard.after in LIKELIHOODS


@EACH
def test_no_hazard_becomes_less_likely_without_a_control(hazard):
    before, after = LIKELIHOODS.index(hazard.before), LIKELIHOODS.index(hazard.after)

    assert after <= before
    assert hazard.controls or after == before, hazard.name


@EACH
def test_each_hazard_says_what_to_whom_and_why(hazard):
    assert hazard.title
    assert hazard.happens
    assert hazard.to
    assert hazard.causes


def test_numbers_of_hazards_are_unique_and_those_of_their_files():
    numbers = [each.id for each in ALL]

    assert len(numbers) == len(set(numbers)) >= 30
    assert [each.name[:3] for each in ALL] == numbers
    assert all(re.fullmatch(r"H\d\d-[a-z-]+\.toml", path.name) for path in HAZARDS.iterdir())


def test_each_bar_of_harm_and_of_faults_has_a_hazard_behind_it():
    assert BARS - {bar for each in ALL for bar in each.bars} == set()


def test_the_overview_is_drawn_from_the_files():
    assert PAGE.read_text(encoding="utf-8") == page(ALL), "Run `make docs` and commit the page."


def test_the_overview_says_at_the_top_that_nobody_has_signed_it():
    top = PAGE.read_text(encoding="utf-8")[:400]

    assert "Nobody has signed this" in top
    assert "Clinical Safety\nOfficer" in top
    assert "No compliance with\nDCB0129 is claimed" in top
