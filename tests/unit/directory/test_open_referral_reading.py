"""Promises about reading services: what comes in is clean, and nothing of it is lost."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.formats.open_referral import values
from hearth.formats.open_referral.plain import LONGEST_TEXT, plain
from hearth.formats.open_referral.reading import DEEPEST, read_service
from hearth.formats.open_referral.upgrading import SAID
from hearth.formats.open_referral.versions import Profile, page_of, profile_named, profile_of
from tests.near import a_document


def service(**more):
    return {"id": "s1", "name": "Mill Lane Singers"} | more


def document(**more):
    read = read_service(service(**more))
    assert read.document is not None, read.problems
    return read.document


def problems(**more):
    return [(each.field, each.words) for each in read_service(service(**more)).problems]


# What is refused


REFUSED = {
    "no mapping": (["a service"], "", "This is not a service but something else."),
    "no id": ({"name": "A"}, "id", "There is no id."),
    "an id of spaces": ({"id": " ", "name": "A"}, "id", "There is no id."),
    "a yes for an id": ({"id": True, "name": "A"}, "id", "There is no id."),
    "an endless id": ({"id": "x" * 201, "name": "A"}, "id", "There is no id."),
    "no name": ({"id": "1"}, "name", "There is no name."),
    "a name of tags": ({"id": "1", "name": "<p><br></p>"}, "name", "There is no name."),
    "a name that is a list": ({"id": "1", "name": ["A"]}, "name", "There is no name."),
    "too large": ({"id": "1", "name": "A", "x": "x" * 1_000_001}, "",
                  "This is too large for one service."),
    "a taxonomy": ({"id": "1", "name": "A", "version": "2", "description": ""}, "",
                   "This is not a service but something else of a directory."),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "field", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_come_in_is_refused_with_its_field_and_reason(raw, field, words):
    read = read_service(raw)

    assert read.document is None
    assert [(each.field, each.words) for each in read.problems] == [(field, words)]


@pytest.mark.parametrize(("deep", "is_read"), [(DEEPEST - 1, True), (DEEPEST + 1, False)])
def test_what_is_nested_too_deep_is_refused(deep, is_read):
    nested: object = "x"
    for _ in range(deep):
        nested = {"x": nested}

    assert (read_service(service(x=nested)).document is not None) is is_read


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(
        st.sampled_from(["id", "name", "schedules", "organization", "location", "minimum_age",
                         "latitude", "contacts", "status", "attributes", "taxonomy", "phones",
                         "service_at_locations", "eligibilitys", "source_said", "hearth_source"])
        | st.text(max_size=8), inside, max_size=6),
    max_leaves=25,
))  # fmt: skip
def test_whatever_a_feed_holds_reading_never_breaks_and_reads_its_own_work_alike(raw):
    read = read_service({"id": "1", "name": "A"} | raw if isinstance(raw, dict) else raw)

    if read.document is not None:
        text = json.dumps(read.document, allow_nan=False, ensure_ascii=False)
        assert text.encode()  # no half of a pair
        assert "\\u0000" not in text
        assert read_service(json.loads(text)).document == read.document


# Profile 1 becomes HSDS 3


def test_a_service_of_profile_1_has_its_parts_where_hsds_3_has_them():
    found = document(
        regular_schedules=[{"id": "r", "byday": "TU", "opens_at": "10:00:00"}],
        eligibilitys=[{"eligibility": "Adults", "minimum_age": 18, "maximum_age": 65}],
        service_taxonomys=[
            {"id": "st", "taxonomy": {"id": "t", "name": "Singing", "vocabulary": "LGA"}}
        ],
        fundings=[{"source": "A grant"}],
        languages=[{"language": "Urdu"}],
        organization={"id": "o", "name": "Trust", "url": "https://trust.example.org"},
        service_at_locations=[
            {
                "id": "sal",
                "location": {
                    "latitude": "53.72",
                    "longitude": "-2.04",
                    "physical_addresses": [{"address_1": "1 Mill Lane", "postal_code": "XW1 1AA"}],
                    "accessibility_for_disabilities": [{"accessibility": "A ramp"}],
                },
            }
        ],
        deliverable_type="Advice",
        reviews=[{"id": "v", "title": "Lovely"}],
    )

    place = found["service_at_locations"][0]["location"]
    assert found["schedules"] == [{"id": "r", "byday": "TU", "opens_at": "10:00:00"}]
    assert (found["minimum_age"], found["maximum_age"]) == (18, 65)
    assert found["eligibility_description"] == "Adults"
    assert found["eligibilitys"][0]["eligibility"] == "Adults"
    assert found["attributes"] == [
        {"id": "st", "taxonomy_term": {"id": "t", "name": "Singing", "taxonomy": "LGA"}}
    ]
    assert found["funding"] == [{"source": "A grant"}]
    assert found["languages"] == [{"language": "Urdu", "name": "Urdu"}]
    assert found["organization"]["website"] == "https://trust.example.org"
    assert (place["latitude"], place["longitude"]) == (53.72, -2.04)
    assert place["addresses"][0]["address_type"] == "physical"
    assert place["accessibility"] == [{"accessibility": "A ramp", "description": "A ramp"}]
    assert found["deliverable_type"] == "Advice"
    assert found["reviews"] == [{"id": "v", "title": "Lovely"}]


def test_names_in_camel_case_are_known_and_names_of_vendors_stay():
    found = document(
        regularSchedules=[{"opensAt": "9am", "byday": "Monday"}],
        pc_metadata={"dateCreated": "2021-01-06"},
        assuredDate="2021-01-06",
    )

    assert found["schedules"][0] == {
        "opens_at": "09:00", "byday": "MO", SAID: {"opens_at": "9am", "byday": "Monday"},
    }  # fmt: skip
    assert found["pc_metadata"] == {"dateCreated": "2021-01-06"}
    assert found["assured_date"] == "2021-01-06"


def test_a_service_with_its_places_inline_and_week_days_by_name_is_understood():
    found = document(
        organisation={"id": 7, "name": "Trust"}, min_age=5, max_age=11, free=True,
        locations=[{"name": "Hall", "address_1": "1 Mill Lane", "postal_code": "XW1 1AA",
                    "geometry": {"type": "Point", "coordinates": [-2.04, 53.72]},
                    "accessibilities": [{"name": "Step-free"}]}],
        regular_schedules=[{"weekday": "Tuesday", "opens_at": "09:30", "closes_at": "11:00"}],
        contacts=[{"name": "Jean", "phone": "01632 960201"}],
        taxonomies=[{"id": 3, "name": "Singing"}],
    )  # fmt: skip

    place = found["service_at_locations"][0]["location"]
    assert found["organization"]["id"] == "7"
    assert (found["minimum_age"], found["maximum_age"]) == (5, 11)
    assert found["fees_description"] == "Free."
    assert (place["latitude"], place["longitude"]) == (53.72, -2.04)
    assert place["addresses"] == [{"address_1": "1 Mill Lane", "postal_code": "XW1 1AA"}]
    assert place["accessibility"][0]["description"] == "Step-free"
    assert (found["schedules"][0]["byday"], found["schedules"][0]["freq"]) == ("TU", "WEEKLY")
    assert found["contacts"][0]["phones"] == [{"number": "01632 960201"}]
    assert found["attributes"][0]["taxonomy_term"]["name"] == "Singing"


def test_a_clean_service_of_hsds_3_stays_as_it_is():
    given_service = a_document()

    assert read_service(given_service).document == given_service
    assert read_service(given_service).problems == ()


def test_a_name_that_is_taken_leaves_the_other_field_its_own():
    found = document(schedules=[{"byday": "MO"}], regular_schedules=[{"byday": "TU"}])

    assert found["schedules"] == [{"byday": "MO"}]
    assert found["regular_schedules"] == [{"byday": "TU"}]


# Cleaning


def test_html_becomes_words_and_what_it_was_is_kept():
    html = "<p>We sing.&nbsp;<b>Come!</b></p><ul><li>Tea</li></ul><script>alert(1)</script>"

    found = document(description=html)

    assert found["description"] == "We sing. Come!\n\n• Tea"
    assert found[SAID] == {"description": html}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("&lt;p&gt;Twice &amp;amp; over&lt;/p&gt;", "Twice & over"),
        ("5 < 6 and <3 for all", "5 < 6 and <3 for all"),
        ("A\x00b\u202ec\ud800d", "Abcd"),
        ("A <!-- hidden --> word <style>p{}</style>", "A word"),
        ("See <a href='https://x.example.org/a'>here</a>", "See here (https://x.example.org/a)"),
        ("<a href='https://x.example.org'>x.example.org</a>", "x.example.org"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<p>One</p>\r\n\r\n<p>Two</p>", "One\n\nTwo"),
        ("Fish &amp; chips", "Fish & chips"),
        ("<img src=x onerror=alert(1)>Tea", "Tea"),
    ],
)
def test_text_is_made_plain(given, words):
    assert plain(given) == words


@pytest.mark.parametrize("bad", ["<!--", "<a ", "<![CDATA[", "<", "&", "<div x='y ", "&lt;p&gt;"])
def test_text_made_to_take_for_ever_is_soon_read(bad):
    plain(bad * 20_000)


def test_text_without_end_is_cut_and_kept_whole_beside():
    long = "word " * 4000

    found = document(description=long)

    assert len(found["description"]) <= LONGEST_TEXT + 2
    assert found[SAID]["description"] == long
    assert problems(description=long) == [("description", "too long; cut")]


@pytest.mark.parametrize(
    ("least", "most", "ages"),
    [
        (-1, None, (None, None)), ("18+", None, (18, None)), ("16", "25", (16, 25)),
        (65, 18, (18, 65)), (0, 0, (None, None)), (18, 0, (18, None)), (None, 999, (None, None)),
        ("All ages", "Any", (None, None)), (5.0, 11.5, (5, 11)), (True, None, (None, None)),
        (0, 4, (0, 4)), (None, "16 to 25", (None, 25)), (None, "18 months", (None, 2)),
        ("6 months", None, (0, None)), (float("nan"), float("inf"), (None, None)),
    ],
)  # fmt: skip
def test_ages_are_those_of_people(least, most, ages):
    found = document(minimum_age=least, maximum_age=most)

    assert (found.get("minimum_age"), found.get("maximum_age")) == ages


def test_a_negative_age_is_told_and_kept_beside():
    assert document(minimum_age=-1)[SAID] == {"minimum_age": -1}
    assert problems(minimum_age=-1) == [("minimum_age", "not an age of people")]


@pytest.mark.parametrize(
    ("north", "east", "place"),
    [
        ("53.72", "-2.04", (53.72, -2.04)), (-2.04, 53.72, (53.72, -2.04)), (0, 0, None),
        (100, 101, None), (53.72, None, None), ("north", "east", None),
        (37.7, -122.4, (37.7, -122.4)), (53, -2, (53, -2)),
    ],
)  # fmt: skip
def test_a_place_is_on_the_globe(north, east, place):
    site = {"location": {"latitude": north, "longitude": east}}

    found = document(service_at_locations=[site])["service_at_locations"][0]["location"]

    assert (found.get("latitude"), found.get("longitude")) == (place or (None, None))


READS = {
    values.day: {
        "2020-01-31": "2020-01-31", "31/01/2020": "2020-01-31", "1st March 2021": "2021-03-01",
        "2021-03-04T10:00:00Z": "2021-03-04", "05/06/2021 10:22:33": "2021-06-05",
        "31/02/2020": None, "0000-00-00": None, "soon": None, "20200131": "2020-01-31",
    },
    values.clock: {
        "09:00:00Z": "09:00:00Z", "9am": "09:00", "9.30 pm": "21:30", "0900": "09:00",
        "12am": "00:00", "12pm": "12:00", "noon": "12:00", "2020-01-01T09:00:00": "09:00",
        "25:00": None, "13pm": None, "late": None, "10:00": "10:00",
    },
    values.days: {
        "SATURDAY": "SA", "Thursdays and Fridays": "TH,FR", "1MO,-1FR": "1MO,-1FR",
        "MO,TU": "MO,TU", "7": "SU", "every day": None,
    },
    values.url: {
        "www.x.example": "https://www.x.example", "http://https://x.example": "https://x.example",
        "javascript:alert(1)": None, "data:text/html,x": None, "mailto:a@b.example": None,
        "https://x.example/a b": "https://x.example/a%20b", "https://me:word@x.example": None,
        "none": None, "http://[::1": None, "https://x.example": "https://x.example",
    },
    values.email: {
        "a @ b.example": "a@b.example", "mailto:a@b.example": "a@b.example", "none": None,
        "a@b.example; c@d.example": "a@b.example", "a(at)b.example": "a@b.example",
    },
    values.moment: {
        "2023-03-15T10:30:45.123Z": "2023-03-15T10:30:45.123Z",
        "2023-03-15 10:30": "2023-03-15T10:30:00Z", "15/03/2023": "2023-03-15T00:00:00Z",
        "yesterday": None, "2023-03-15T10:30:00+01:00": "2023-03-15T10:30:00+01:00",
    },
    values.status: {
        "Active": "active", "temporarily_closed": "temporarily closed", "Closed": "defunct",
        "archived": "inactive", "who knows": None,
    },
    values.number: {"£3.50": 3.5, "1,200": 1200, "53,7": 53.7, "nothing": None, "-4": -4},
}  # fmt: skip


@pytest.mark.parametrize(
    ("read", "said", "means"),
    [
        pytest.param(read, said, means, id=f"{read.__name__}: {said}")
        for read, pairs in READS.items()
        for said, means in pairs.items()
    ],
)
def test_what_feeds_write_is_read_as_it_was_meant(read, said, means):
    assert read(said) == means


ODD = {"none": None, "yes": True, "list": [], "mapping": {}, "vast": 10**400,
       "endless": float("inf"), "empty": "", "nul": "\x00", "five": 5}  # fmt: skip


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("read", READS, ids=lambda read: read.__name__)
def test_no_value_breaks_a_reader(read, odd):
    read(odd)


def test_a_day_in_seconds_since_1970_is_a_day():
    assert values.day(1609459200000) == values.day(1609459200) == "2021-01-01"


def test_an_address_that_does_harm_is_dropped_and_told():
    provider = {"id": "o", "name": "T", "logo": "data:text/html,x"}

    found = document(url="javascript:alert(1)", organization=provider)

    assert "url" not in found
    assert "logo" not in found["organization"]
    assert ("url", "not an address of the web") in problems(url="javascript:alert(1)")


def test_an_unknown_status_counts_as_active_and_is_told():
    assert document(status="who knows")["status"] == "active"
    assert document(status="who knows")[SAID]["status"] == "who knows"
    assert problems(status="who knows") == [("status", "not known; taken as active")]


def test_lists_that_are_no_lists_are_put_right():
    found = document(contacts={"name": "Jean"}, schedules=None, cost_options=["£3"], phones="123")

    assert found["contacts"] == [{"name": "Jean"}]
    assert "schedules" not in found
    assert found["cost_options"] == []
    assert found[SAID]["cost_options"] == ["£3"]
    assert found["phones"] == [{"number": "123"}]


def test_a_provider_without_an_id_has_one_by_its_name_and_one_without_a_name_goes():
    one, other = document(organization={"name": "Trust"}), document(organization="TRUST")

    assert one["organization"]["id"] == other["organization"]["id"]
    assert "organization" not in document(organization={"id": "o"})
    assert document(organization={"id": "o"})[SAID]["organization"] == {"id": "o"}


def test_numbers_that_json_cannot_write_are_kept_as_words():
    found = document(mystery=float("inf"), name="A")

    assert "mystery" not in found
    assert found[SAID] == {"mystery": "inf"}


# Pages


@pytest.mark.parametrize(
    ("payload", "number"),
    [
        ({"content": [{}, {}]}, 2), ({"contents": [{}]}, 1), ([{}, {}, {}], 3),
        ({"services": [{}]}, 1), ({"id": "1", "name": "A"}, 1), ({"message": "no"}, None),
        ("text", None), (None, None), ({"contents": None}, None),
        ({"id": "o", "name": "Trust", "services": [{"id": 1}, {"id": 2}]}, 2),
        ({"id": "x", "location": {}, "service": {"id": 1, "name": "A"}}, 1),
    ],
)  # fmt: skip
def test_services_are_found_in_every_wrapping(payload, number):
    page = page_of(payload)

    assert (len(page.services) if page else None) == number


def test_a_page_says_where_it_stands_in_either_profile():
    one = page_of({"content": [], "totalPages": "3", "number": 2, "totalElements": 25,
                   "last": False})  # fmt: skip
    three = page_of({"contents": [], "total_pages": 3, "page_number": 2, "total_items": 25,
                     "last_page": False})  # fmt: skip

    assert one == three
    assert (one.pages, one.number, one.total, one.is_last) == (3, 2, 25, False)


def test_services_of_a_provider_or_a_place_carry_it():
    of_provider = page_of({"id": "o", "name": "Trust", "services": [{"id": 1}]})
    of_place = page_of({"id": "x", "location": {"id": "l"}, "service": {"id": 1, "name": "A"}})

    assert of_provider.services[0]["organization"] == {"id": "o", "name": "Trust"}
    assert of_place.services[0]["service_at_locations"] == [{"id": "x", "location": {"id": "l"}}]


def test_the_profile_is_known_from_the_root_or_from_the_shape():
    assert profile_named({"version": "HSDS-UK-3.0"}) is Profile.UK_3
    assert profile_named({"version": "3.0"}) is Profile.HSDS_3
    assert profile_named({"version": "1.0"}) is Profile.UK_1
    assert profile_named(None) is profile_named({}) is Profile.UNKNOWN
    assert profile_of({"content": [{"eligibilitys": []}]}) is Profile.UK_1
    assert profile_of({"contents": [{"fees_description": ""}]}) is Profile.HSDS_3
    assert profile_of({"contents": [{"schedules": []}]}) is Profile.UK_3
    assert profile_of([{"id": 1}]) is Profile.UNKNOWN


def test_a_list_without_any_parts_is_a_short_one():
    assert page_of([{"id": "1", "name": "A"}]).is_minimal
    assert page_of([{"id": "1", "name": "A", "contacts": []}]).is_minimal
    assert not page_of([{"id": "1", "name": "A", "contacts": [{"name": "Desk"}]}]).is_minimal
    assert not page_of([]).is_minimal
