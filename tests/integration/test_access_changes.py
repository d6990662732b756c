"""Changes to who has a part in the care, and to what is closed."""

from datetime import timedelta

import pytest

from hearth.core.access import Action
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.changes import end_involvement, involve
from hearth.records.access.door import NotAllowed, NotVisible
from hearth.records.access.models import Seal
from hearth.records.access.sealing import CannotSeal, lift, may_lift, seal, seals_seen
from hearth.records.access.shares import lawful_bases_of
from hearth.records.audit.models import AuditRow
from hearth.records.people.deaths import record_death
from tests.world import NOW, TODAY, a_person, a_world

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    return a_world()


def end_the_councils_part(world, *, ends=TODAY):
    end_involvement(
        person=world.person, organisation=world.council, ends=ends, by=world.nurse, at=NOW
    )


def test_the_staff_of_a_service_read_to_its_last_day_and_not_after(world):
    end_the_councils_part(world)

    assert world.record(world.social_worker).may(Action.READ)
    with pytest.raises(NotVisible):
        world.record(world.social_worker, at=NOW + DAY)


def test_the_end_of_a_part_is_noted_once_and_what_was_written_is_still_held_in_law(world):
    end_the_councils_part(world)
    end_the_councils_part(world, ends=TODAY + DAY)

    rows = AuditRow.objects.filter(did="ended the part of an organisation")
    assert [(row.who, row.what, row.at) for row in rows] == [
        ("Ruth Adeyemi", "Holmbeck Council", NOW)
    ]
    assert world.council in {row.organisation for row in lawful_bases_of(world.person)}


def test_a_service_can_come_back(world):
    end_the_councils_part(world, ends=TODAY - DAY)
    involve(
        person=world.person, organisation=world.council, kind="care", starts=TODAY,
        by=world.nurse, at=NOW,
    )  # fmt: skip

    assert world.record(world.social_worker).may(Action.WRITE)


def test_no_seal_is_lifted_after_a_death(world):
    record = world.record(world.nurse)
    closed = seal(
        record=record, kind=SealKind.SAFEGUARDING, section=Section.RISKS, why="A report",
        by=world.nurse, at=NOW,
    )  # fmt: skip
    assert may_lift(record, closed, at=NOW)
    record_death(person=world.person, died_on=TODAY, told_by="A son", by=world.nurse, at=NOW)

    record = world.record(world.nurse)

    assert seals_seen(record, at=NOW) == []
    with pytest.raises(CannotSeal):
        lift(record=record, seal=closed, by=world.nurse, at=NOW)


def test_no_seal_is_lifted_through_the_record_of_somebody_else(world):
    other = a_person("Ann", "Reed")
    closed = Seal.objects.create(
        person=other, kind=SealKind.SAFEGUARDING.value, section=Section.RISKS.value,
        organisation=world.practice, why="A report", sealed_at=NOW,
    )  # fmt: skip

    with pytest.raises(NotAllowed):
        lift(record=world.record(world.nurse), seal=closed, by=world.nurse, at=NOW)
    assert Seal.objects.get().lifted_at is None
