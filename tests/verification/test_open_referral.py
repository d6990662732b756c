"""What we publish, against the published schemas, for every feed and example that is shared."""

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker

from hearth.formats.open_referral.reading import read_service
from hearth.formats.open_referral.versions import page_of
from hearth.formats.open_referral.writing import service_of
from hearth.records.community.models import Community
from tests.directory_documents import DOCUMENTS
from tests.near import a_document, a_site
from tests.real_inputs import shared_data_folder
from tests.round_trip import a_hearth, goes_round, imported, published, read

FOLDER = shared_data_folder() / "hsds-oruk"
SCHEMAS = FOLDER / "oruk-uk-profile-3.0" / "schema"
HELD = {
    "services": "compiled/service.json",
    "service_at_locations": "compiled/service_at_location.json",
    "organizations": "compiled/organization.json",
    "taxonomies": "taxonomy.json",
    "taxonomy_terms": "taxonomy_term.json",
}
IN_LISTS = {
    "services": "compiled/service_list.json",
    "service_at_locations": "compiled/service_at_location_list.json",
    "organizations": "compiled/organization_list.json",
}
WITH_TERM = {"taxonomy_term": {"name": "Singing", "taxonomy": "Ours"}}


def examples() -> list[Path]:
    """Every shared file that holds whole services."""
    found = []
    for path in sorted(FOLDER.rglob("*.json")):
        if {"schema", "Schemas", "US-UK-Integration"} & set(path.parts) or "csv" in path.parts:
            continue
        page = page_of(json.loads(path.read_text()))
        if page and page.services and all(read_service(each).document for each in page.services):
            found.append(path)
    return found


@cache
def checker_of(schema: str) -> Draft202012Validator:
    known = json.loads((SCHEMAS / schema).read_text())
    return Draft202012Validator(known, format_checker=FormatChecker())


def problems(schema: str, thing: object) -> list[str]:
    found = checker_of(schema).iter_errors(thing)
    return [f"{list(each.path)}: {each.message[:200]}" for each in found]


@pytest.fixture
def community(db):
    return Community.objects.create(name="Holmbeck")


def test_the_examples_are_there():
    assert len(examples()) >= 8


@pytest.mark.parametrize("path", examples(), ids=lambda path: str(path.relative_to(FOLDER)))
def test_each_shared_feed_goes_round_without_loss_and_is_valid(path, community, client):
    page = goes_round(client, community, json.loads(path.read_text()))

    assert page["contents"]
    for service in page["contents"]:
        assert problems("compiled/service.json", service) == []


def test_every_list_and_every_thing_of_it_is_valid(community, client):
    documents = [
        a_document(attributes=[WITH_TERM]),
        a_document("Walk", service_at_locations=[a_site(), {"id": "2"}], email="ask", status="on"),
    ]
    documents += [each for path in examples() for each in read(json.loads(path.read_text()))]
    with a_hearth():
        imported({each["id"]: each for each in documents}.values(), community, "All")
        for path, schema in HELD.items():
            full, short = json.loads(published(client, path)), client.get(f"/open-referral/{path}")
            assert full["contents"]
            assert [p for each in full["contents"] for p in problems(schema, each)] == []
            for each in short.json()["contents"]:
                assert problems(IN_LISTS.get(path, schema), each) == []
                one = client.get(f"/open-referral/{path}/{each['id']}").json()
                assert problems(schema, one) == []


def test_the_envelope_and_the_addresses_are_those_of_the_published_description(community, client):
    theirs = json.loads((SCHEMAS / "openapi.json").read_text())
    ours = client.get("/open-referral/openapi.json").json()
    envelope = theirs["components"]["schemas"]["Page"]

    assert theirs["paths"].keys() <= ours["paths"].keys()
    for path, said in theirs["paths"].items():
        wanted = {each["$ref"].rsplit("/", 1)[1] for each in said["get"].get("parameters", ())}
        held = {each["name"] for each in ours["paths"][path]["get"].get("parameters", ())}
        assert wanted <= held, path
    page = client.get("/open-referral/services").json()
    assert Draft202012Validator(envelope).is_valid(page)
    assert envelope["properties"].keys() < page.keys()


@given(DOCUMENTS)
def test_whatever_a_source_says_is_published_as_the_schema_wants(document):
    assert problems("compiled/service.json", service_of(document)) == []
