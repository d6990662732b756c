"""Questionnaires that others wrote: each is kept as it came, or refused with a named element."""

import json

import pytest
from django.test import Client

from hearth.records.exchange.models import Resource
from tests.calling import a_caller
from tests.real_inputs import shared_data_folder
from tests.world import a_world

FOLDER = shared_data_folder() / "questionnaires"
FILES = sorted(path.name for path in FOLDER.glob("*.json")) if FOLDER.is_dir() else []

pytestmark = [pytest.mark.verification, pytest.mark.django_db, pytest.mark.any_engine]


@pytest.mark.parametrize("name", FILES)
def test_a_real_questionnaire_is_kept_whole_or_refused_by_name(name):
    sent = json.loads((FOLDER / name).read_text("utf-8"))
    headers = a_caller(a_world().nurse, "user/*.cruds")

    answer = Client().post(
        "/fhir/Questionnaire", json.dumps(sent), content_type="application/fhir+json",
        headers=headers,
    )  # fmt: skip
    said = answer.json()

    if answer.status_code == 201:
        kept = Client().get(f"/fhir/Questionnaire/{said['id']}", headers=headers).json()
        assert without_meta(kept) == without_meta(sent)
    else:
        assert answer.status_code in (400, 422)
        assert all(issue["expression"] for issue in said["issue"])
        assert not Resource.objects.filter(type="Questionnaire", is_ours=False).exists()


def without_meta(body):
    return {name: value for name, value in body.items() if name not in ("id", "meta")}
