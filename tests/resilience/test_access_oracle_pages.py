"""A1, through the pages: readers ask for a goal, and the oracle says whether they may read it.

Each reader, in each state of the tie and of the person's life, under each label, on the page of the
plan. A few of these cells in CI, half of them open; all of them with HEARTH_TEST_LONG=1.
"""

import os
from collections import Counter
from random import Random

import pytest
from django.db import transaction

from hearth.records.people.models import Person
from tests.resilience.cells_in_rows import Place
from tests.resilience.oracle import Cell, allowed, cells
from tests.world import a_world

EACH = None if os.environ.get("HEARTH_TEST_LONG") else 30

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


def can_be(cell: Cell) -> bool:
    """Who has no sign-in cannot ask for a page."""
    return not (cell.reader == "the person" and cell.tie == "runs" and "no sign-in" in cell.life)


def some_cells() -> list[Cell]:
    """Readings of a goal: the same number that the oracle opens and that it shuts."""
    asked = [
        cell
        for cell in cells()
        if cell.resource == "My goals" and cell.action == "read" and can_be(cell)
    ]
    if EACH is None:
        return asked
    chance = Random(20261122)
    by_answer = [[cell for cell in asked if allowed(cell) is said] for said in (True, False)]
    return [cell for answer in by_answer for cell in chance.sample(answer, EACH)]


def test_a_page_shows_a_goal_to_those_to_whom_the_documentation_opens_it(capsys):
    """A1: readers x states of the tie x labels x lives, by the Django client, 0 disagreements."""
    place = Place(a_world())
    counts, wrong = Counter(), []
    for cell in some_cells():
        with transaction.atomic():
            place.person = Person.objects.get(pk=place.person.pk)
            shown = place.reads(cell)
            transaction.set_rollback(True)
        counts[allowed(cell)] += 1
        if shown is not allowed(cell):
            wrong.append(f"{cell}: {'shown' if shown else 'not shown'}")

    with capsys.disabled():
        print(f"\nA1, pages: {counts.total():,} cells, {counts[True]:,} open")  # noqa: T201
    assert wrong == []
    assert min(counts.values()) >= 30
