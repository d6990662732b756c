"""What we publish is Open Referral UK 3.0, and holds all that its source said."""

import json
from uuid import UUID

from hypothesis import given

from hearth.core.directory.keys import Keys, filed_under, sites_of
from hearth.formats.open_referral.writing import (
    as_said,
    document_of,
    organization_of,
    service_at_location_of,
    service_of,
    summary_of,
    term_of,
)
from tests.directory_documents import ANY_VALUE, DOCUMENTS

KEY = "3f7b145d-84af-42d7-8fae-eaca714b02b2"


def test_a_service_that_is_right_is_published_as_it_is():
    document = {"id": KEY, "name": "Singers", "status": "active", "vendor": {"b": 1, "a": [2]}}

    assert service_of(document) == document


@given(DOCUMENTS)
def test_nothing_that_a_source_said_is_lost_however_often_it_goes_round(document):
    once = service_of(document, Keys(source="7"))
    again = document_of(once)
    text = json.dumps(once, allow_nan=False)

    assert as_said(once) == document
    assert as_said(again) == document
    assert json.dumps(service_of(once, Keys(source="8"))) == text
    assert json.dumps(service_of(again, Keys(source="8"))) == text
    assert breaks(once) == []


@given(ANY_VALUE)
def test_notes_of_others_may_hold_anything(value):
    notes = {"hearth_source": value, "hearth_added": value}

    for undo in (as_said, document_of):
        undo({**notes, "contacts": [notes]})
    service_of({"id": KEY, "name": "Singers", **notes})


def test_a_value_that_the_standard_refuses_stands_beside_it_in_the_words_of_its_source():
    published = service_of({"id": KEY, "name": "Singers", "email": "ask Ann", "status": "open"})

    assert "email" not in published
    assert published["status"] == "active"
    assert published["hearth_source"] == {"email": "ask Ann", "status": "open"}


def test_what_the_standard_wants_and_the_source_did_not_say_is_named():
    published = service_of({"id": KEY, "name": "Singers", "fees_description": "Free."})

    assert (published["status"], published["fees"]) == ("active", "Free.")
    assert published["hearth_added"] == ["fees", "status"]


def test_an_id_that_is_no_uuid_becomes_one_that_is_always_the_same():
    document = {"id": "17", "name": "Singers", "schedules": [{"id": "4", "service_id": "17"}]}
    published = service_of(document, Keys(source="3"))

    assert UUID(published["id"]) == UUID(service_of(document, Keys(source="3"))["id"])
    assert published["schedules"][0]["service_id"] == published["id"]
    assert published["id"] != service_of(document, Keys(source="4"))["id"]
    assert published["hearth_source"] == {"id": "17"}


def test_our_own_id_of_a_service_is_the_one_that_is_published():
    keys = Keys(known={("service", "17"): KEY})

    assert service_of({"id": "17", "name": "Singers"}, keys)["id"] == KEY


def test_a_term_has_one_id_wherever_it_stands():
    term = {"name": "Singing", "taxonomy": "Hearth"}
    document = {"name": "A", "attributes": [{"taxonomy_term": term}]}
    (known,) = filed_under(document, Keys()).values()
    published = service_of(document)["attributes"][0]["taxonomy_term"]

    assert (published["id"], published["taxonomy_id"]) == (known.key, known.taxonomy)
    assert term_of(known.document)["id"] == known.key


def test_a_place_is_published_under_the_id_by_which_it_is_found():
    document = {"id": KEY, "name": "A", "service_at_locations": [{}, {"id": "2"}]}
    published = service_of(document)
    keys = [key for _, key in sites_of(document, Keys(), KEY)]

    assert [site["id"] for site in published["service_at_locations"]] == keys
    assert service_at_location_of(published, keys[1])["service"]["name"] == "A"
    assert service_at_location_of(published, "other") is None


def test_a_list_shows_what_is_there_once():
    document = {"id": KEY, "name": "A", "status": "active", "contacts": [], "program": {"id": 1}}
    document["organization"] = {"id": KEY, "name": "B", "description": "C", "attributes": []}

    shown = summary_of(service_of(document), inside=("organization",))

    assert shown == {
        "id": KEY, "name": "A", "status": "active",
        "organization": {"id": KEY, "name": "B", "description": "C"},
    }  # fmt: skip


def test_an_organization_always_has_a_description():
    assert organization_of({"id": KEY, "name": "Mill Trust"})["description"] == "Mill Trust"


# As the schemas of the UK profile 3.0 say: by the field that holds the thing.
REQUIRED = {
    "": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "location": {"id", "location_type"},
    "addresses": {
        "id", "address_1", "city", "state_province", "postal_code", "country", "address_type",
    },
    "taxonomy_term": {"id", "name", "description"},
    "organization_identifiers": {"id", "identifier_type", "identifier"},
}  # fmt: skip
LISTS = {
    "schedules", "service_areas", "service_at_locations", "languages", "funding", "cost_options",
    "contacts", "attributes", "addresses", "accessibility", "organization_identifiers",
}  # fmt: skip
AMONG = {
    "status": {"active", "inactive", "defunct", "temporarily closed"},
    "freq": {"WEEKLY", "MONTHLY"},
    "location_type": {"physical", "postal", "virtual"},
    "address_type": {"physical", "postal", "virtual"},
}


def breaks(thing: dict, field: str = "") -> list[str]:
    """Say what a published thing lacks of what the profile wants, all the way down."""
    found = [f"{field} lacks {name}" for name in REQUIRED.get(field, {"id"}) - thing.keys()]
    if field in ("", "schedules", "location", "addresses"):
        known = {name: allowed for name, allowed in AMONG.items() if name in thing}
        found += [name for name, allowed in known.items() if thing[name] not in allowed]
    UUID(thing["id"])
    for name, value in thing.items():
        if name in LISTS and name != field:  # “accessibility” has words of that name.
            found += [each for row in value for each in breaks(row, name)]
        elif name in ("organization", "location", "taxonomy_term") and isinstance(value, dict):
            found += breaks(value, name)
    return found
