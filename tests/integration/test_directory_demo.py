"""Promises about the directory of the demonstration: believable, findable and of every kind."""

from datetime import UTC, datetime

import pytest

from hearth.core.directory.activity import Cost, Freshness, Way, freshness
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.directory import activity_key, fill_directory
from hearth.records.community import changes as community
from hearth.records.directory.queries import activity, facts_of, listed

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.any_engine
def test_the_town_has_something_of_every_kind():
    community.add_organisation(
        community="Calderwick", name="Mill Lane Surgery", kind="practice", by=None, at=NOW
    )

    fill_directory(Calendar(NOW))

    known = [facts_of(row) for row in listed()]
    assert len(known) >= 65
    assert {each.cost for each in known} >= {Cost.FREE, Cost.LOW, Cost.PAID}
    assert {way for each in known for way in each.ways} == set(Way)
    assert {freshness(each.assured_on, today=NOW.date()) for each in known} >= {
        Freshness.FRESH, Freshness.AGEING, Freshness.STALE,
    }  # fmt: skip
    assert {"Punjabi", "Urdu", "Polish"} <= {name for each in known for name in each.languages}
    assert {each.step_free for each in known} == {True, False, None}
    assert all(each.places or each.ways - {Way.GROUP} for each in known)
    assert {each.capacity for each in known} >= {0, 6}
    singers = activity(activity_key("mill-lane-singers"))
    assert singers is not None
    assert facts_of(singers).helps_with == {"singing", "coffee-and-chat"}
