"""How other software goes through the door: hidden is not there, and looks are written down."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from hearth.core.smart import scopes_in
from hearth.fhir.caller import Caller
from hearth.fhir.door import ONE_ROW_EACH, open_for
from hearth.fhir.outcome import Wrong
from hearth.records.audit.models import AuditRow
from tests.world import a_person, a_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_engine]


@pytest.fixture
def world():
    return a_world()


def a_caller(account, scopes: str = "user/*.rs", patient: str = "", app: str = "one") -> Caller:
    return Caller(account, "My Plan Pocket", app, scopes_in(scopes), patient)


def rows(world, **more) -> int:
    return AuditRow.objects.filter(person_id=world.person.pk, is_change=False, **more).count()


def test_a_look_is_written_down_once_in_ten_minutes_for_each_app_and_type(world):
    person, now, before = str(world.person.pk), timezone.now(), rows(world, did="looked")
    nurse, other = a_caller(world.nurse), a_caller(world.nurse, app="two")

    for caller, type in ((nurse, "Goal"), (nurse, "Goal"), (nurse, "Task"), (other, "Goal")):
        open_for(caller, person, type, "r", now)
    assert rows(world, did="looked") == before + 3
    open_for(nurse, person, "Goal", "r", now + ONE_ROW_EACH - timedelta(seconds=1))
    assert rows(world, did="looked") == before + 3
    open_for(nurse, person, "Goal", "r", now + ONE_ROW_EACH)
    assert rows(world, did="looked") == before + 4
    last = AuditRow.objects.filter(did="looked").latest("pk")
    assert "through My Plan Pocket" in last.why


def test_a_look_whose_row_was_rolled_back_is_written_down_the_next_time(world):
    person, now, before = str(world.person.pk), timezone.now(), rows(world, did="looked")
    nurse = a_caller(world.nurse)

    with transaction.atomic():
        open_for(nurse, person, "Goal", "r", now)
        transaction.set_rollback(True)
    open_for(nurse, person, "Goal", "r", now)

    assert rows(world, did="looked") == before + 1


def test_each_refusal_is_written_down_and_looks_like_nobody(world):
    person, now = str(world.person.pk), timezone.now()
    stranger = a_caller(world.stranger)

    said = []
    for each in (person, person, "00000000-0000-4000-8000-000000000000", "nonsense"):
        with pytest.raises(Wrong) as wrong:
            open_for(stranger, each, "Goal", "r", now)
        said.append((wrong.value.status, wrong.value.issues))

    assert said == [said[0]] * 4
    assert said[0][0] == 404
    assert rows(world, did="was refused") == 2


def test_an_app_for_one_person_reaches_no_other(world):
    other, now = a_person("Wilf", "Carr"), timezone.now()
    app = a_caller(world.person_account, "patient/*.rs", str(world.person.pk))

    assert open_for(app, str(world.person.pk), "Goal", "r", now).person == world.person
    for_another = a_caller(world.nurse, "patient/*.rs", str(other.pk))
    with pytest.raises(Wrong) as wrong:
        open_for(for_another, str(world.person.pk), "Goal", "r", now)
    assert wrong.value.status == 404


def test_what_ends_closes_the_very_next_call(world):
    person, now, nurse = str(world.person.pk), timezone.now(), a_caller(world.nurse)
    open_for(nurse, person, "Goal", "r", now)
    world.person.involvements.filter(organisation=world.practice).update(
        ends=timezone.localdate() - timedelta(days=1)
    )

    with pytest.raises(Wrong):
        open_for(nurse, person, "Goal", "r", now)
