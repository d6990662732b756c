"""The whole record can leave, and nothing about the person stays behind."""

import json
from uuid import uuid4

import pytest
from django.apps import apps

from hearth.core.plan import canonical, fingerprint
from hearth.jobs.export import NoSuchPerson, export
from hearth.records.audit.models import AuditRow
from tests.integration.test_a_plan_from_start_to_review import freeze
from tests.world import NOW, a_round, a_supporter, a_world, an_agreeable_plan

pytestmark = pytest.mark.django_db

NOT_OF_THE_RECORD = {"drafts"}  # What somebody is typing belongs to who types it.


@pytest.fixture
def world():
    world = a_world()
    a_supporter(world)
    an_agreeable_plan(world, a_round(world))
    freeze(world, None)
    return world


def test_every_table_that_knows_the_person_is_in_the_export(world):
    record = export(person_id=world.person.pk, by=world.nurse, at=NOW)
    tables = {
        str(model._meta.verbose_name_plural)
        for model in apps.get_models()
        if any(f.name == "person" and f.is_relation for f in model._meta.get_fields())
        and model.__module__.startswith("hearth.records")
        and model.__name__ != "Account"
    }

    assert tables - NOT_OF_THE_RECORD <= set(record) | {"entrys"}
    assert len(record["entries"]) == 4


def test_the_exported_document_still_has_the_hash_that_was_signed(world):
    [version] = export(person_id=world.person.pk, by=world.nurse, at=NOW)["versions"]

    assert fingerprint(canonical(version["document"])) == version["sha256"]


def test_taking_a_copy_leaves_a_row_and_carries_no_secret(world):
    record = export(person_id=world.person.pk, by=world.nurse, at=NOW)

    assert AuditRow.objects.filter(did="took a copy of the whole record").count() == 1
    assert "code_hash" not in json.dumps(record, default=str)


def test_an_unknown_number_is_refused_in_plain_words(world):
    with pytest.raises(NoSuchPerson, match="no person"):
        export(person_id=uuid4(), by=world.nurse, at=NOW)
