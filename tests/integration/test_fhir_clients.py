"""Clients that we did not write use our server: read, search, page, create, update, conflict.

Three of npm in Node, two of PyPI, and one of npm through the whole launch of SMART.
"""

import asyncio
import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from fhirclient import client as smart_health_it
from fhirclient.models import goal as goals
from fhirclient.models import patient as patients
from fhirpy import AsyncFHIRClient, SyncFHIRClient
from fhirpy.base.exceptions import OperationOutcome
from requests import HTTPError

from hearth.records.plans.models import Entry
from tests.calling import a_caller
from tests.sharing import signed_in
from tests.smart import BACK, an_app, says_yes
from tests.world import World, a_world

CLIENTS = Path(__file__).parents[1] / "clients"
ROOT = CLIENTS.parents[1]
SCOPES = "user/*.cruds"
COMES_BACK = BACK
LAUNCH = "launch/patient openid fhirUser patient/Patient.rs patient/Goal.cruds"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_engine]


@pytest.fixture
def world() -> World:
    return a_world()


def in_node(script: str, **given: Any) -> dict[str, Any]:
    """Run one client in Node; return what it saw."""
    done = subprocess.run(
        ["node", str(CLIENTS / script), json.dumps(given)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def token_of(world: World) -> str:
    return a_caller(world.nurse, scopes=SCOPES)["Authorization"].removeprefix("Bearer ")


def test_fhir_kit_client_reads_searches_pages_writes_and_meets_a_conflict(world, live_server):
    person = str(world.person.pk)
    seen = in_node(
        "fhir-kit-client.mjs", base=f"{live_server.url}/fhir", token=token_of(world), patient=person
    )

    assert seen["capability"] == "4.0.1"
    assert seen["read"] == person
    assert seen["created"] == ["Walk 1 miles", "Walk 2 miles", "Walk 3 miles"]
    assert [len(page) for page in seen["pages"]] == [2, 1]
    assert len({each for page in seen["pages"] for each in page}) == 3
    assert seen["updated"] == "Walk to the shop"
    assert seen["conflict"] == 412
    assert seen["history"] == ["Walk to the shop", "Walk 1 miles"]
    assert seen["vread"] == "Walk 1 miles"
    assert seen["unknown"] == 404


def test_medplum_reads_searches_pages_writes_and_meets_a_conflict(world, live_server):
    person = str(world.person.pk)
    seen = in_node(
        "medplum.mjs", base=f"{live_server.url}/fhir", token=token_of(world), patient=person
    )

    assert seen["read"] == person
    assert seen["created"] == ["Swim 1", "Swim 2", "Swim 3"]
    assert len({each for page in seen["pages"] for each in page}) == 3
    assert seen["updated"] == "Swim in the sea"
    assert seen["conflict"] == "conflict"
    assert seen["history"] == ["Swim in the sea", "Swim 1"]
    assert seen["once"]


def test_fhirclient_of_pypi_reads_searches_writes_and_meets_a_conflict(world, live_server):
    server = smart_health_it.FHIRClient(
        settings={"app_id": "hearth-test", "api_base": f"{live_server.url}/fhir"}
    ).server
    server.session.headers["Authorization"] = f"Bearer {token_of(world)}"
    person = patients.Patient.read(str(world.person.pk), server)
    made = goals.Goal(
        {
            "lifecycleStatus": "active",
            "description": {"text": "Bake bread"},
            "subject": {"reference": f"Patient/{person.id}"},
        }
    )
    created = made.create(server)
    mine = goals.Goal.read(created["id"], server)
    mine.description.text = "Bake more bread"
    # This client never says on which version it stands: it is refused, and nothing is lost.
    with pytest.raises(HTTPError, match="428"):
        mine.update(server)
    found = goals.Goal.where({"patient": person.id}).perform_resources_iter(server)

    assert person.name[0].family == "Khan"
    assert created["description"]["text"] == "Bake bread"
    assert "Bake bread" in [each.description.text for each in found]


def test_fhirpy_reads_searches_pages_writes_and_meets_a_conflict(world, live_server):
    token = f"Bearer {token_of(world)}"
    client = SyncFHIRClient(f"{live_server.url}/fhir", authorization=token)
    person = client.reference("Patient", str(world.person.pk)).to_resource()
    for number in range(3):
        client.resource(
            "Goal", lifecycleStatus="active", description={"text": f"Sing {number}"},
            subject=person.to_reference(),
        ).save()  # fmt: skip
    found = client.resources("Goal").search(patient=person.id).limit(2).fetch_all()
    sung = sorted(each["description"]["text"] for each in found)
    # Without If-Match nobody overwrites anybody: 428.
    first = found[0]
    first["description"] = {"text": "Sing loudly"}
    with pytest.raises(OperationOutcome, match="If-Match"):
        first.save()

    assert person["name"][0]["family"] == "Khan"
    assert sung == ["Sing 0", "Sing 1", "Sing 2"]


def test_fhirclient_of_npm_goes_through_the_launch_and_writes_in_the_persons_words(
    world, live_server, tmp_path
):
    """SMART App Launch, standalone, by the person: consent, code, token, read, write, conflict."""
    app = an_app(redirects=(COMES_BACK,))
    given = {
        "base": f"{live_server.url}/fhir", "client_id": app.row.client_id, "scope": LAUNCH,
        "redirect_uri": COMES_BACK, "memory": str(tmp_path / "kept.json"),
    }  # fmt: skip
    go_to = urlsplit(in_node("fhirclient.mjs", step="authorize", **given)["go_to"])
    host = urlsplit(live_server.url)
    browser = signed_in(world.person_account)
    browser.defaults["HTTP_HOST"] = host.netloc
    told = says_yes(browser, f"{go_to.path}?{go_to.query}")
    came_to = f"{COMES_BACK}?{urlencode(told)}"
    seen = in_node("fhirclient.mjs", step="ready", came_to=came_to, **given)
    goal = Entry.objects.get(person=world.person, kind="goal", replaced_at=None)

    assert seen["patient"] == seen["read"] == str(world.person.pk)
    assert seen["user"].endswith(f"Patient/{world.person.pk}")
    assert seen["created"] == "See the sea again"
    assert len(seen["all"]) == 1
    assert seen["updated"] == "See the sea in June"
    assert seen["conflict"] == 412
    assert goal.content["text"] == "See the sea in June"
    assert goal.words == "person"


def test_fhirpy_asks_many_things_at_once(world, live_server):
    async def ask() -> list[str]:
        client = AsyncFHIRClient(
            f"{live_server.url}/fhir", authorization=f"Bearer {token_of_nurse}"
        )
        asked = [
            client.resources("Goal").search(patient=str(world.person.pk)).fetch_raw()
            for _ in range(3)
        ]
        return [each["type"] for each in await asyncio.gather(*asked)]

    token_of_nurse = token_of(world)

    assert asyncio.run(ask()) == ["searchset"] * 3
