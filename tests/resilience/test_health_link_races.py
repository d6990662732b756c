"""Health links under pressure: two openings of a link that opens once; five wrong passcodes at
once; and an end that comes while somebody fetches."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from hearth.records.access.door import NotVisible
from hearth.records.health_links.opening import (
    WrongPasscode,
    open_health_link,
    reopen_health_link,
)
from tests.health_linking import PASSCODE, a_health_link, end
from tests.world import a_world

RACES = 4

pytestmark = pytest.mark.django_db(transaction=True)


def opened(link_id, passcode=PASSCODE):
    try:
        open_health_link(
            link_id, at=timezone.now(), why="a race", recipient="A racer", passcode=passcode
        )
    except (NotVisible, WrongPasscode):
        return False
    return True


def together(*tries):
    """Make these tries at one moment; say which of them opened."""
    start = Barrier(len(tries))

    def one(given):
        start.wait()
        try:
            return opened(*given)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tries)) as holders:
        return list(holders.map(one, tries))


def test_a_health_link_with_one_use_opens_once_in_every_race():
    world = a_world()
    for _ in range(RACES):
        row, secrets = a_health_link(world, uses=1)

        assert sum(together((secrets.id,), (secrets.id,))) == 1
        row.refresh_from_db()
        assert row.uses == 1


def test_five_wrong_passcodes_at_once_close_a_health_link():
    world = a_world()
    row, secrets = a_health_link(world)

    assert not any(together(*[(secrets.id, "000000")] * 5))

    row.refresh_from_db()
    assert row.wrong_tries == 5
    assert not opened(secrets.id)


def test_no_file_of_an_ended_health_link_is_fetched_after_the_end():
    world = a_world()
    row, secrets = a_health_link(world)
    assert opened(secrets.id)

    end(world, row)

    with pytest.raises(NotVisible):
        reopen_health_link(secrets.id, at=timezone.now(), why="a race", recipient="A racer")
