"""The meetings of the demonstration show what the House is for: what nobody talked about."""

from datetime import UTC, datetime

import pytest

from hearth.core.house.meetings import coverage, touched
from hearth.core.house.parts import Part, Strand
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.meetings import MEETINGS, hold_meetings
from hearth.jobs.demo.town import build_town
from hearth.records.house.queries import framework_of
from hearth.records.meetings import queries

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_six_meetings_left_the_left_wall_untouched_since_march_and_the_next_one_would_too():
    town = build_town(Calendar(AT))
    hold_meetings(town, Calendar(AT))
    community = town.organisations["trust"].community
    framework = framework_of(community)

    last = touched(queries.held_before(community, AT), framework)
    coming = queries.meetings_of(community).filter(starts__gt=AT).get()
    items = [each.as_item for each in queries.items_of(coming)]
    covers = coverage(items, framework, coming.length)

    assert last[Part.LEFT_WALL].month == 3
    assert (covers.by_part[Part.ROOF], covers.length) == (60, 90)
    assert Strand.LEFT_WALL in covers.left_out
    known = {each.code for each in framework.elements}
    assert {code for met in MEETINGS for item in met.items for code in item.elements} <= known
