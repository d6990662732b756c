"""Every real example, sent to our API: it comes back as it was sent, or the refusal names why.

None may crash, and none may lose a word silently. What names another person is first said of ours,
as any system that sends something would do. It prints how many of each type were taken.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hearth.fhir.mappers import MAPPERS
from tests.calling import a_caller
from tests.world import a_world

FOLDERS = ("fhir-r4-examples", "sdoh-clinicalcare", "mcc-pnoelle")
# What a server says itself of each resource, whatever was sent.
OURS = ("id", "meta")

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


def resources(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """All resources of a folder, those in Bundles too."""
    for path in sorted(folder.rglob("*.json")):
        held = json.loads(path.read_text(encoding="utf-8-sig"))
        if held.get("resourceType") == "Bundle":
            for number, entry in enumerate(held.get("entry", [])):
                if "resource" in entry:
                    yield f"{path.name}#{number}", entry["resource"]
        elif "resourceType" in held:
            yield path.name, held


def said_of(value: Any, patient: str) -> Any:
    """The same, said of our person."""
    if isinstance(value, dict):
        said = {key: said_of(each, patient) for key, each in value.items()}
        reference = said.get("reference")
        if isinstance(reference, str) and "Patient/" in reference:
            said["reference"] = f"Patient/{patient}"
        return said
    return [said_of(each, patient) for each in value] if isinstance(value, list) else value


def without_ours(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in OURS}


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_example_comes_back_as_it_was_sent_or_is_refused_by_name(shared_data, folder, capsys):
    world = a_world()
    client = Client(headers=a_caller(world.nurse, scopes="user/*.cruds"))
    taken, refused, faults = Counter(), Counter(), []
    for name, body in resources(shared_data / folder):
        type = body["resourceType"]
        sent = said_of({k: v for k, v in body.items() if k != "id"}, str(world.person.pk))
        answer = client.post(
            f"/fhir/{type}", json.dumps(sent), content_type="application/fhir+json"
        )
        told = json.loads(answer.content) if answer.content else {}
        if answer.status_code in (200, 201):
            taken[type] += 1
            back = json.loads(client.get(f"/fhir/{type}/{told['id']}").content)
            if without_ours(back) != without_ours(sent):
                faults.append((name, "changed on the way"))
        elif 400 <= answer.status_code < 500:
            refused[type] += 1
            named = [issue for issue in told["issue"] if issue.get("expression")]
            if type in MAPPERS and MAPPERS[type].takes and not named:
                faults.append((name, answer.status_code, told["issue"][0]["diagnostics"]))
        else:
            faults.append((name, answer.status_code, answer.content[:300]))
    with capsys.disabled():
        print(f"\n{folder}: taken {dict(taken)}; refused {dict(refused)}")  # noqa: T201

    assert faults == []
    assert sum(taken.values()) + sum(refused.values()) > 100 or folder != FOLDERS[0]
