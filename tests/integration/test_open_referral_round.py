"""Import, publish, import again: nothing is lost, whatever the source held."""

import json
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings

from hearth.records.community.models import Community
from tests.directory_documents import DOCUMENTS
from tests.near import a_document, a_site
from tests.round_trip import goes_round, imported, published

pytestmark = pytest.mark.django_db

STITCHERS = {"id": "4", "name": "Stitchers", "url": "https://example.org"}
UK_1 = {
    "number": 1,
    "totalPages": 1,
    "content": [
        {
            "id": "17",
            "name": "Sit and Stitch",
            "description": "<p>Sewing &amp; tea.</p>",
            "status": "Active",
            "email": "ask at the desk",
            "url": "www.example.org/stitch",
            "organization": STITCHERS,
            "eligibilitys": [{"id": "5", "minimum_age": 18, "maximum_age": None}],
            "regular_schedules": [
                {"id": "6", "opens_at": "10:00", "closes_at": "12:00", "byday": "WE", "freq": "W"}
            ],
            "service_taxonomys": [
                {"id": "7", "taxonomy": {"id": "T:8", "name": "Crafts", "vocabulary": "esd"}}
            ],
            "service_at_locations": [
                {
                    "id": "9",
                    "location": {
                        "id": "10",
                        "latitude": "53.7",
                        "longitude": "-2.0",
                        "physical_addresses": [{"id": "11", "postal_code": "XW1 1AB"}],
                    },
                }
            ],
            "contacts": [{"id": "12", "name": "Desk", "phones": [{"id": "13", "number": "01"}]}],
            "vendor_colour": {"code": [1, None, "red"]},
        },
        {"id": "18", "name": "Walk", "organization": STITCHERS},
    ],
}


@pytest.fixture
def community(db):
    return Community.objects.create(name="Holmbeck")


def test_a_feed_of_profile_1_goes_round_without_loss(community, client):
    page = goes_round(client, community, UK_1)

    stitch = next(each for each in page["contents"] if each["name"] == "Sit and Stitch")
    assert stitch["hearth_source"]["id"] == "17"
    assert "vendor_colour" in json.dumps(stitch)


def test_documents_of_our_own_shape_go_round_without_loss(community, client):
    sites = [a_site(), {"location": {"name": "Library"}}]
    documents = [
        a_document(),
        a_document("Walkers", service_at_locations=sites, status="closed for now"),
        a_document("Old entry", email="a b", minimum_age=-4, url="javascript:alert(1)"),
        a_document("Terms", attributes=[{"taxonomy_term": {"name": "A", "taxonomy": "B"}}]),
    ]

    goes_round(client, community, {"contents": documents})


def test_what_two_feeds_have_under_one_id_is_published_twice_under_two(community, client):
    document = a_document()
    imported([document], community, "First")
    imported([document], community, "Second")
    contents = json.loads(published(client))["contents"]

    assert len({each["id"] for each in contents}) == 2
    said = [each.get("hearth_source", {}).get("id", each["id"]) for each in contents]
    assert said == [document["id"]] * 2


@pytest.mark.any_engine
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DOCUMENTS)
def test_whatever_a_source_says_goes_round_without_loss(community, client, document):
    row = {**document, "id": str(uuid4()), "name": "Singers", "status": "active"}

    goes_round(client, community, [row])
