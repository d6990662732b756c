"""E5: two people change the same words at the same time; nobody's words are overwritten unseen."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from hearth.records.plans.changes.entries import MovedOn, write
from hearth.records.plans.models import Entry
from tests.world import NOW, a_world

RACES = 1000 if os.environ.get("HEARTH_TEST_LONG") else 60
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editors():
    """Two who work at once, each with a connection of their own."""
    with ThreadPoolExecutor(2) as two:
        yield two
        both = Barrier(2)
        list(two.map(lambda _: (both.wait(), connection.close()), range(2)))


def race(editors, record, thread: str, number: int) -> list[object]:
    """Let two editors save different words over the same revision, at the same moment."""
    start = Barrier(2)

    def save(words: str) -> object:
        start.wait()
        try:
            return write(
                record=record, kind="strength", content={"text": words}, thread=thread,
                base_number=number, by=record.account, at=NOW,
            )  # fmt: skip
        except MovedOn as refusal:
            return refusal

    return list(editors.map(save, [f"one {number}", f"other {number}"]))


def test_in_each_race_one_editor_saves_and_the_other_sees_both_texts(editors, record_property):
    world = a_world()
    record = world.record(world.person_account)
    first = write(
        record=record, kind="strength", content={"text": "Patience"}, by=record.account, at=NOW
    )
    saved_words = []
    for number in range(1, RACES + 1):
        outcomes = race(editors, record, first.thread, number)
        [saved] = [each for each in outcomes if not isinstance(each, MovedOn)]
        [refused] = [each for each in outcomes if isinstance(each, MovedOn)]
        assert saved.number == number + 1
        assert refused.now is not None
        assert {refused.now.content["text"], refused.yours["text"]} == {
            f"one {number}",
            f"other {number}",
        }
        saved_words.append(refused.now.content["text"])

    rows = Entry.objects.filter(thread=first.thread).order_by("number")
    assert [row.content["text"] for row in rows] == ["Patience", *saved_words]
    assert [row.number for row in rows if row.replaced_at is None] == [RACES + 1]
    record_property("races", RACES)
