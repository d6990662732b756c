"""The open API: for everyone, as Open Referral UK 3.0 says, and only what is listed."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from hearth.records.directory.changes.keeping import keep
from hearth.records.directory.changes.listing import hide
from hearth.records.directory.found_by import Postcode
from tests.near import KEPT_AT, a_document, a_site, an_activity
from tests.world import a_world

pytestmark = pytest.mark.django_db

ENVELOPE = {
    "total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty",
    "contents",
}  # fmt: skip
LISTS = ("services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms")
SINGING = {"name": "Singing", "taxonomy": "Hearth"}


@pytest.fixture
def world(db):
    return a_world()


@pytest.fixture
def ask(client):
    def asked(path: str, status: int = 200, **values: object):
        response = client.get(f"/open-referral/{path}", values)
        assert response.status_code == status, response.content
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Content-Type"] == "application/json"
        assert not response.cookies
        return response.json()

    return asked


def names(page) -> list[str]:
    return sorted(each["name"] for each in page["contents"])


def test_the_first_address_says_what_the_api_is(ask):
    said = ask("")

    assert said["version"] == "3.0"
    assert said["openapi_url"].endswith("/open-referral/openapi.json")
    assert ask("openapi.json")["paths"].keys() >= {f"/{name}" for name in LISTS}


def test_each_list_has_the_envelope_of_the_profile_empty_or_not(world, ask):
    for path in LISTS:
        page = ask(path)
        assert set(page) == ENVELOPE
        assert (page["empty"], page["first_page"], page["last_page"]) == (True, True, True)

    an_activity(world, attributes=[{"taxonomy_term": SINGING}])
    for path in LISTS:
        page = ask(path)
        assert (page["empty"], page["total_items"], page["size"]) == (False, 1, 1), path


def test_pages_hold_each_service_once_in_one_order(world, ask):
    for number in range(7):
        an_activity(world, f"Club {number}")
    pages = [ask("services", page=number, per_page=3) for number in (1, 2, 3, 4)]

    assert [page["size"] for page in pages] == [3, 3, 1, 0]
    assert [page["last_page"] for page in pages] == [False, False, True, True]
    assert {page["total_pages"] for page in pages} == {3}
    found = [name for page in pages for name in names(page)]
    assert sorted(found) == [f"Club {number}" for number in range(7)]


def test_each_thing_of_a_list_is_found_by_its_id(world, ask):
    an_activity(world, attributes=[{"taxonomy_term": SINGING}])

    for path in LISTS:
        (listed,) = ask(path)["contents"]
        one = ask(f"{path}/{listed['id']}")
        assert {name: one[name] for name in listed if not isinstance(one[name], dict)} == {
            name: value for name, value in listed.items() if not isinstance(value, dict)
        }


def test_a_list_shows_what_is_there_once_and_everything_where_asked(world, ask):
    an_activity(world)
    (short,), (full,) = ask("services")["contents"], ask("services", full="true")["contents"]

    assert "service_at_locations" not in short
    assert short["organization"]["name"] == "Mill Lane Trust"
    assert full == ask(f"services/{full['id']}")
    (site,) = ask("service_at_locations", full="true")["contents"]
    assert site["location"]["addresses"][0]["postal_code"] == "XW1 1AA"
    assert site["service"]["name"] == "Mill Lane Singers"
    assert site["service_id"] == full["id"]


def test_minimal_gives_only_ids_and_when_they_were_modified(world, ask):
    row = an_activity(world)

    assert ask("services", minimal="true")["contents"] == [
        {"id": str(row.pk), "modified_date": "2026-10-01T10:00:00Z"}
    ]


def test_only_what_is_listed_is_published(world, ask):
    row = an_activity(world, attributes=[{"taxonomy_term": SINGING}])
    (site,) = ask("service_at_locations")["contents"]
    (term,) = ask("taxonomy_terms")["contents"]
    hide(activity=row, by=world.nurse, at=KEPT_AT)

    assert [ask(path)["total_items"] for path in LISTS] == [0] * 5
    for path in (
        f"services/{row.pk}", f"service_at_locations/{site['id']}",
        f"organizations/{row.provider_id}", f"taxonomy_terms/{term['id']}",
        f"taxonomies/{term['taxonomy_id']}",
    ):  # fmt: skip
        ask(path, 404)


def test_nobody_is_named_in_our_own_entries(world, ask):
    own = an_activity(world, contacts=[{"name": "Ann Persona", "title": "Treasurer"}])

    (contact,) = ask(f"services/{own.pk}")["contacts"]
    assert (contact["title"], "name" in contact) == ("Treasurer", False)


def test_an_organization_is_shown_with_its_services(world, ask):
    row = an_activity(world, contacts=[])

    (short,) = ask(f"organizations/{row.provider_id}")["services"]
    (full,) = ask(f"organizations/{row.provider_id}", full_service="true")["services"]
    assert "contacts" not in short
    assert "contacts" in full


ODD = {"schedules": [{"byday": "SA", "freq": "WEEKLY", "opens_at": "18:00", "closes_at": "20:00"}]}


CHOSEN = [
    ({"search": "sing"}, ["Singers"]),
    ({"search": "we walk"}, ["Walkers"]),
    ({"search": "!?"}, []),
    ({"minimum_age": "50"}, ["Walkers"]),
    ({"maximum_age": "30"}, ["Singers"]),
    ({"day": "TU"}, ["Singers"]),
    ({"day": "saturday"}, ["Walkers"]),
    ({"start_time": "12:00"}, ["Walkers"]),
    ({"end_time": "12:00"}, ["Singers"]),
    ({"day": "TU", "start_time": "12:00"}, []),
    ({"modified_after": "2026-11-01T09:00:00Z"}, ["Singers", "Walkers"]),
    ({"modified_after": "2026-11-01T10:00:00 01:00"}, ["Singers", "Walkers"]),
    ({"modified_after": "2026-11-02"}, ["Walkers"]),
    ({"postcode": "XW1 1AA", "proximity": "1000"}, ["Singers"]),
    ({"postcode": "xw1 1aa"}, ["Singers"]),
    ({"postcode": "XW1 1AA", "proximity": "40000"}, ["Singers", "Walkers"]),
]


def test_services_are_chosen_by_what_was_asked(world, ask):
    Postcode.objects.create(code="XW11AA", latitude=53.7, longitude=-2.0)
    an_activity(world, "Singers", maximum_age=30)
    far = a_site(latitude=53.9, longitude=-2.2)
    far["location"]["addresses"][0]["postal_code"] = "XW9 9ZZ"
    an_activity(
        world, "Walkers", minimum_age=50, service_at_locations=[far], description="We walk.",
        last_modified="2026-11-03T00:00:00Z", **ODD,
    )  # fmt: skip

    for asked, found in CHOSEN:
        assert names(ask("services", **asked)) == found, asked
        sites = ask("service_at_locations", **asked)["contents"]
        assert sorted(site["service"]["name"] for site in sites) == found, asked


def test_services_are_chosen_by_term_taxonomy_and_organization(world, ask):
    one = an_activity(world, "Singers", attributes=[{"taxonomy_term": SINGING}])
    an_activity(world, "Walkers", attributes=[{"taxonomy_term": {**SINGING, "name": "Walking"}}])
    terms = {term["name"]: term for term in ask("taxonomy_terms")["contents"]}

    singing = terms["Singing"]
    assert names(ask("services", taxonomy_term_id=singing["id"])) == ["Singers"]
    assert names(ask("services", taxonomy_id=singing["taxonomy_id"])) == ["Singers", "Walkers"]
    assert names(ask("services", organization_id=one.provider_id)) == ["Singers"]
    assert names(ask("services", taxonomy_id=uuid4())) == []
    assert len(ask("taxonomy_terms", taxonomy_id=singing["taxonomy_id"])["contents"]) == 2


WRONG = [
    ("page", "0"), ("page", "-1"), ("page", "two"), ("page", "9" * 30), ("per_page", "501"),
    ("per_page", "0"), ("full", "perhaps"), ("day", "Someday"), ("start_time", "25:00"),
    ("end_time", "noon"), ("minimum_age", "old"), ("maximum_age", "nan"),
    ("taxonomy_term_id", "17"), ("taxonomy_id", "17"), ("modified_after", "yesterday"),
    ("modified_after", "0001-01-01T00:00:00+14:00"), ("postcode", "ZZ99 9ZZ"),
    ("proximity", "100"), ("search", "a\0b"), ("search", "a" * 201),
]  # fmt: skip


def test_a_wrong_parameter_is_named_in_words(ask):
    for name, wrong in WRONG:
        (problem,) = ask("service_at_locations", 400, **{name: wrong})["problems"]
        assert problem.startswith(f"{name}: "), wrong


def test_what_is_not_there_is_said_in_json(ask):
    for path in ("services/17", f"services/{uuid4()}", "nothing", "services/a/b"):
        assert ask(path, 404)["problems"], path


def test_other_sites_may_ask_and_nobody_may_write(client):
    first = client.options("/open-referral/services")

    assert (first.status_code, first["Access-Control-Allow-Origin"]) == (204, "*")
    assert "GET" in first["Access-Control-Allow-Methods"]
    for method in (client.post, client.put, client.patch, client.delete):
        assert method("/open-referral/services").status_code == 405


def test_who_has_read_it_is_told_that_it_is_still_so(world, client):
    an_activity(world)
    first = client.get("/open-referral/services")
    again = client.get("/open-referral/services", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    assert client.head("/open-referral/services").content == b""


def test_a_page_asks_the_database_as_often_however_long_it_is(
    world, client, django_assert_max_num_queries
):
    for number in range(5):
        term = {"name": f"Term {number}", "taxonomy": f"Taxonomy {number}"}
        an_activity(world, f"Club {number}", attributes=[{"taxonomy_term": term}])

    for path in LISTS:
        with django_assert_max_num_queries(4):
            page = client.get(f"/open-referral/{path}", {"full": "true"}).json()
        assert page["size"] == 5, path


def test_what_is_kept_anew_is_published_anew(world, ask):
    document = a_document(attributes=[{"taxonomy_term": SINGING}])
    community = world.practice.community
    (row,) = keep([document], community=community, at=KEPT_AT)
    later = {**document, "attributes": [], "service_at_locations": [a_site(), a_site()]}
    keep([later], community=community, at=KEPT_AT + timedelta(days=1))

    assert ask("taxonomy_terms")["total_items"] == 0
    assert ask("service_at_locations")["total_items"] == 2
    assert json.dumps(ask(f"services/{row.pk}")).count("Mill Lane Hall") == 2
