"""Links under pressure: two openings at once of a link that opens once, again and again; and five
wrong passcodes, whoever sends them at the same time."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from hearth.records.access.door import NotVisible
from hearth.records.access.opening import open_link
from tests.linking import PASSCODE, a_link
from tests.world import a_world

RACES = 200 if os.environ.get("HEARTH_TEST_LONG") else 12
GIVEN = PASSCODE.replace(" ", "")

pytestmark = pytest.mark.django_db(transaction=True)


def together(*tries) -> list[bool]:
    """Make these tries at one moment; say which of them opened."""
    start = Barrier(len(tries))

    def one(given: tuple[str, str]) -> bool:
        start.wait()
        try:
            open_link(given[0], passcode=given[1], at=timezone.now(), why="a race")
        except NotVisible:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tries)) as holders:
        return list(holders.map(one, tries))


def test_a_link_with_one_use_opens_once_in_every_race(capsys):
    world = a_world()
    opened = []
    for number in range(RACES):
        row, token = a_link(world, uses=1, label=f"Race {number}")
        opened.append(sum(together((token, GIVEN), (token, GIVEN))))
        row.refresh_from_db()
        assert row.uses == 1

    with capsys.disabled():
        print(f"\nLinks: {RACES} races, {opened.count(1)} with one winner")  # noqa: T201
    assert opened == [1] * RACES


def test_five_wrong_passcodes_at_once_lock_the_link():
    world = a_world()
    row, token = a_link(world)

    assert not any(together(*[(token, "wrong")] * 5))

    row.refresh_from_db()
    assert row.wrong_tries == 5
    assert together((token, GIVEN)) == [False]
