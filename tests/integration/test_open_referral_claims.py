"""The open API keeps what its own description claims, whatever it is asked."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.near import an_activity
from tests.world import a_world

pytestmark = [pytest.mark.django_db]

TERM = {"taxonomy_term": {"name": "Singing", "taxonomy": "Hearth"}}
GOOD = {
    "search": ["sing", "walking"], "page": ["1", "9"], "per_page": ["1", "500"],
    "full": ["true", "false"], "minimal": ["true", "false"], "full_service": ["true", "false"],
    "modified_after": ["2026-10-01", "2026-10-01T10:00:00Z"],
    "taxonomy_term_id": ["3f7b145d-84af-42d7-8fae-eaca714b02b2"],
    "taxonomy_id": ["3f7b145d-84af-42d7-8fae-eaca714b02b2"],
    "organization_id": ["3f7b145d-84af-42d7-8fae-eaca714b02b2"],
    "minimum_age": ["0", "18.5"], "maximum_age": ["99"], "start_time": ["09:00", "9:00:00Z"],
    "end_time": ["24:00"], "day": ["MO", "friday"], "postcode": ["Calderwick"], "proximity": ["5"],
}  # fmt: skip
BAD = {
    "page": "0", "per_page": "10001", "full": "x", "minimal": "x", "full_service": "x",
    "modified_after": "x", "taxonomy_term_id": "x", "taxonomy_id": "x", "organization_id": "x",
    "minimum_age": "x", "maximum_age": "151", "start_time": "x", "end_time": "x", "day": "x",
    "postcode": "ZZ1 1ZZ", "proximity": "x", "search": "\0",
}  # fmt: skip
ANYTHING = st.text(max_size=30) | st.sampled_from(
    ["1", "true", "2026-10-01", "09:00", "MO", "-1", "1e9", "\0", "' OR 1=1", '"*', "NEAR(", "%"]
)


@pytest.fixture
def api(client, db):
    an_activity(a_world(), attributes=[TERM])

    def asked(path: str, values: dict[str, str] | None = None):
        response = client.get(f"/open-referral{path}", values)
        body = json.loads(response.content)
        if response.status_code == 200:
            return 200, body
        assert response.status_code in (400, 404), (path, values, response.content)
        assert body["problems"]
        return response.status_code, body

    return asked


def claims(api):
    """Each list that the description names, with the names of its parameters."""
    paths = api("/openapi.json")[1]["paths"]
    for path, said in paths.items():
        if not path.endswith("{id}") and path != "/":
            yield path, [each["name"] for each in said["get"].get("parameters", ())]


def test_every_address_and_every_parameter_that_is_claimed_works(api):
    for path, names in claims(api):
        (listed,) = api(path)[1]["contents"]
        assert api(f"{path}/{listed['id']}")[0] == 200
        assert api(f"{path}/nobody")[0] == 404
        for name in names:
            more = {"postcode": "Calderwick"} if name == "proximity" else {}
            for value in GOOD[name]:
                assert api(path, {name: value, **more})[0] == 200, (path, name, value)
            assert api(path, {name: BAD[name], **more})[0] == 400, (path, name)
            assert api(path, {name: ""})[0] == 200


def test_every_reference_inside_the_description_leads_somewhere(api):
    said = api("/openapi.json")[1]
    text = json.dumps(said)

    assert said["openapi"].startswith("3.")
    for name in ("Page", "Problems"):
        assert f'"#/components/schemas/{name}"' in text
        assert name in said["components"]["schemas"]
    operations = [each["get"]["operationId"] for each in said["paths"].values()]
    assert len(operations) == len(set(operations))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_asked_is_answered_in_json_and_never_breaks(api, data):
    path, names = data.draw(st.sampled_from(list(claims(api))))
    values = data.draw(st.dictionaries(st.sampled_from([*names, "other"]), ANYTHING, max_size=4))

    api(path, values)
