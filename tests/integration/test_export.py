"""A person can take their whole record away, and nobody else's comes with it."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.apps import apps

from hearth.core.agreement import Answer, Party, Way
from hearth.core.plan import Review
from hearth.core.rounds import Step
from hearth.jobs import export, imports
from hearth.records.access.door import NotAllowed, NotVisible
from hearth.records.access.whole_record import whole_record
from hearth.records.audit.models import AuditRow
from hearth.records.people.models import Person
from hearth.records.plans.changes import rounds, versions
from hearth.records.plans.changes.versions import Said
from tests import imported
from tests.world import NOW, TODAY, a_person, a_round, a_world, an_agreeable_plan

REVIEW = Review(TODAY + timedelta(days=180), "Ruth Adeyemi", "A visit at home")

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """One agreed plan, and a stranger's record beside it."""
    world = a_world()
    round = a_round(world)
    an_agreeable_plan(world, round)
    for step in (Step.DISCUSS, Step.DOCUMENT):
        rounds.go_to(
            record=world.record(world.nurse), round=round, there=step, by=world.nurse, at=NOW
        )
    versions.freeze(
        record=world.record(world.nurse), round=round, review=REVIEW,
        location="At home", by=world.nurse, at=NOW, identifiers={},
        said=Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM),
    )  # fmt: skip
    a_person("Zebedee", "Quux")
    return world


def take(world, to, by=None):
    files = export.export(person_id=world.person.pk, to=to, by=by, at=NOW)[0]
    return json.loads(files.record.read_text()), files.reading_copy.read_text()


def test_a_whole_record_holds_every_revision_version_and_answer(world, tmp_path):
    held, _ = take(world, tmp_path)
    entries = apps.get_model("plans", "Entry").objects.filter(person=world.person)
    tables = {name: len(rows) for name, rows in held.items() if isinstance(rows, list)}
    assert held["format"] == "hearth-record/1"
    assert tables["plans.entry"] == entries.count()
    assert tables["plans.version"] == 1
    assert tables["plans.signature"] == 2
    assert tables["plans.round"] == 1
    document = held["plans.version"][0]
    assert hashlib.sha256(document["document"].encode()).hexdigest() == document["sha256"]


def test_a_record_holds_nobody_else_and_no_secret(world, tmp_path):
    held, copy = take(world, tmp_path)
    assert "Quux" not in json.dumps(held) + copy
    assert "code_hash" not in json.dumps(held)
    assert "password" not in json.dumps(held)


def test_every_table_about_a_person_is_in_their_record(world):
    held = set(whole_record(world.person.pk))
    about = {
        model._meta.label_lower
        for model in apps.get_models()
        if model.__module__.startswith("hearth.records")
        and any(field.related_model is Person for field in model._meta.concrete_fields)
    }
    assert about <= held


def test_the_reading_copy_is_plain_text_with_the_plan_in_it(world, tmp_path):
    _, copy = take(world, tmp_path)
    assert copy.startswith("The record of Rabia Khan, born 1948-03-12")
    assert "WHO LOOKED, AND WHAT THEY DID" in copy
    assert "{" not in copy


def test_what_was_imported_can_be_taken_away(world, tmp_path):
    path = tmp_path / "ada.json"
    path.write_bytes(
        imported.as_json(imported.a_bundle(imported.a_patient(), imported.an_observation()))
    )
    imports.run([path], dry_run=False, by=None, at=NOW)
    ada = Person.objects.get(given_name="Ada")
    files = export.export(person_id=ada.pk, to=tmp_path / "out", by=None, at=NOW)[0]
    assert "HbA1c: 53 mmol/mol" in files.reading_copy.read_text()
    assert files.record.stat().st_mode & 0o077 == 0


def test_taking_a_copy_leaves_a_row(world, tmp_path):
    take(world, tmp_path, by=world.person_account)
    assert AuditRow.objects.filter(did="took a copy of the record").count() == 1


def test_a_nurse_may_not_take_a_copy_and_a_stranger_finds_no_one(world, tmp_path):
    with pytest.raises(NotAllowed):
        take(world, tmp_path, by=world.nurse)
    with pytest.raises(NotVisible):
        take(world, tmp_path, by=world.stranger)
    assert list(tmp_path.iterdir()) == []


def test_everyones_record_can_be_taken_at_once(world, tmp_path):
    written = export.export(person_id=None, to=tmp_path, by=None, at=NOW)
    assert len(written) == Person.objects.count() == 2


@pytest.mark.any_engine
def test_the_command_line_says_when_there_is_no_such_person(hearth_made, tmp_path):
    nobody = "7b1d2f0a-0000-4000-8000-000000000000"
    said = hearth_made.having(HEARTH_DEMO="1").run("export", nobody, "--to", str(tmp_path / "out"))
    assert said.returncode == 1
    assert said.stderr.splitlines()[-1] == "Error: There is no such person."
