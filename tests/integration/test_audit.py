"""Promises about the audit trail: its rows form chains, and the database only adds to them."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from hearth.core import chain
from hearth.records.audit.append_only import unguarded
from hearth.records.audit.bulk import Note, note_all
from hearth.records.audit.changes import note, together
from hearth.records.audit.models import AuditRow, LaneHead

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
FATIMA = UUID("07000000-0000-4000-8000-000000000001")
GEORGE = UUID("ff000000-0000-4000-8000-000000000002")


@pytest.mark.django_db
def test_each_row_follows_the_one_before_it_in_its_lane():
    for person in (FATIMA, GEORGE, FATIMA, None):
        note(did="looked", by=None, at=NOON, person_id=person, reason="works at Mill Lane")

    rows = AuditRow.objects.order_by("pk")
    assert [(row.lane, row.number) for row in rows] == [(7, 1), (7, 2), (255, 1), (256, 1)]
    assert rows[0].previous == chain.START
    assert rows[1].previous == rows[0].hash
    assert LaneHead.objects.get(lane=7).hash == rows[1].hash


@pytest.mark.django_db
def test_many_rows_at_once_join_the_same_chain():
    note(did="looked", by=None, at=NOON, person_id=FATIMA)
    note_all(Note("wrote", NOON, person) for person in (FATIMA, GEORGE) * 30)

    lane = AuditRow.objects.filter(lane=7).order_by("number")
    assert [row.number for row in lane] == list(range(1, 32))
    assert all(row.hash == again(row) for row in AuditRow.objects.all())


def again(row: AuditRow) -> str:
    return chain.digest(row.lane, row.number, row.previous, row.facts)


@pytest.mark.django_db
def test_long_work_locks_no_lane_until_it_ends():
    with transaction.atomic(), together():
        note(did="wrote", by=None, at=NOON, person_id=GEORGE)
        note_all([Note("wrote", NOON, FATIMA)])
        assert not LaneHead.objects.exists()

    assert [row.lane for row in AuditRow.objects.order_by("pk")] == [7, 255]


@pytest.mark.django_db
def test_long_work_that_fails_leaves_no_row_and_nothing_that_waits():
    with pytest.raises(TypeError), transaction.atomic(), together():
        note_all([Note("wrote", NOON, FATIMA), None])

    note(did="looked", by=None, at=NOON, person_id=FATIMA)
    assert AuditRow.objects.get().did == "looked"


@pytest.mark.django_db
def test_texts_are_cut_to_what_is_kept_before_they_are_chained():
    note(did="looked", by=None, at=NOON, person_id=FATIMA, what="x" * 500)

    row = AuditRow.objects.get()
    assert row.what == "x" * 200
    assert row.hash == again(row)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "doing", [lambda rows: rows.update(who="Nobody"), lambda rows: rows.delete()]
)
def test_the_database_refuses_to_change_or_delete_a_row(doing):
    note(did="looked", by=None, at=NOON, person_id=FATIMA)

    with pytest.raises(IntegrityError, match="only added"), transaction.atomic():
        doing(AuditRow.objects.all())

    assert AuditRow.objects.get().who == "Hearth"


@pytest.mark.django_db
def test_every_table_that_only_grows_is_guarded_by_the_database():
    assert unguarded() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("again", [1, 2])
def test_a_test_leaves_no_row_behind(again):
    note(did="looked", by=None, at=NOON, person_id=FATIMA)

    assert AuditRow.objects.count() == 1
    assert unguarded() == []
