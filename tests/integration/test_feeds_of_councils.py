"""Promises about feeds as councils publish them: pages counted in odd ways, odd wire, odd words."""

import gzip
import json
from datetime import timedelta

import pytest

from hearth.jobs.directory import CannotSync, sync
from hearth.outside.hsds import Reader
from hearth.records.community.models import Community
from hearth.records.directory.models import Activity
from hearth.records.directory.queries import facts_of, listed
from hearth.records.feeds import changes as feeds
from tests.feeds import a_feed_server, as_json
from tests.near import a_document
from tests.round_trip import goes_round
from tests.world import NOW, a_world

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]

A_COUNCIL_ROW = {
    "id": 1423,
    "name": "Stroke &amp; Chat Café ",
    "description": '<p style="color:red">Each&nbsp;<b>Tuesday</b>.</p><table><tr><td>Tea</td></tr>',
    "url": "www.example.org/stroke",
    "email": " Info@example.org ; other@example.org",
    "status": "active",
    "accreditations": "None",
    "assured_date": "2026-09-01T00:00:00.000+00:00",
    "deliverable_type": "Service",
    "organization": {"id": "urn:uuid:abc", "name": "Holmbeck CIC", "description": "<p></p>"},
    "contacts": [{"id": "c1", "name": "Desk", "phones": [{"id": "p1", "number": "01422 000 000"}]}],
    "cost_options": [
        {"id": "co1", "amount": "0.00", "option": "Carers"},
        {"id": "co2", "amount": "£5", "amount_description": "per session"},
    ],
    "eligibilitys": [
        {"id": "e1", "eligibility": "Adults", "minimum_age": "18.0", "maximum_age": "-1"}
    ],
    "languages": [{"id": "l1", "language": "eng"}, {"id": "l2", "language": "pa"}],
    "regular_schedules": [
        {"id": "r1", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "11:30", "freq": "WEEKLY"},
        {"id": "r2", "byday": "1WE", "freq": "MONTHLY", "opens_at": "9am", "closes_at": "noon"},
        {"id": "r3", "byday": "Friday", "opens_at": "0930", "closes_at": "1100"},
    ],
    "service_areas": [{"id": "sa1", "service_area": "Holmbeck", "extent": None}],
    "service_at_locations": [
        {
            "id": "sal1",
            "location": {
                "id": "loc1",
                "name": "Hall",
                "latitude": "53.72",
                "longitude": "-1.86",
                "physical_addresses": [{"id": "pa1", "postal_code": "XW1 1AA"}],
                "accessibility_for_disabilities": [{"id": "a1", "accessibility": "Ramp"}],
            },
        }
    ],
    "service_taxonomys": [
        {"id": "st1", "taxonomy": {"id": "https://example.org/1", "name": "Social"}}
    ],
    "link_taxonomy": [
        {"link_type": "eligibility", "link_id": "e1", "taxonomy": {"id": "t9", "name": "Stroke"}}
    ],
    "local_offer": {"description": "<b>SEND</b>", "survey_answers": [{"id": 1, "answer": "yes"}]},
    "directories": ["one", "two"],
    "custom_fields": {"meeting point": "door"},
    "free": False,
    "needs_referral": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _inside(settings):
    settings.FEEDS_INSIDE = True


def services(number):
    return [a_document(f"Group {place:02d}") for place in range(number)]


def a_feed(address):
    a_world()
    return feeds.add(community="Holmbeck", name="Council", address=address, by=None, at=NOW)


def no_wait():
    return Reader(inside=True, wait=lambda _: None)


def read(server, feed=None, *, at=NOW):
    return sync(feed or a_feed(server.address), by=None, at=at, reader=no_wait())


def answering(server, page):
    """Let a function of the query answer for the list of services."""

    def spoil(path, query, answer):
        return page(query, server.services) if path.rstrip("/") == "/api/services" else answer

    server.spoil = spoil
    return server


def from_nought(query, rows, *, first=True, size=10):
    """Spring's way, as many councils have it: pages count from nought."""
    number = int(query["page"])
    pages = -(-len(rows) // size)
    around = {"totalElements": len(rows), "totalPages": pages, "number": number}
    around |= {"first": number == 0, "last": number >= pages - 1} if first else {}
    return as_json(around | {"content": rows[number * size : (number + 1) * size]})


def by_offset(query, rows, *, link):
    """Pages that are known only by a link to the next one."""
    offset = int(query.get("offset", 0))
    address = f"/api/services?offset={offset + 10}" if offset + 10 < len(rows) else None
    return as_json(link(address) | {"services": rows[offset : offset + 10]})


def wrapped(query, rows, **more):
    number = int(query["page"])
    shown = rows[(number - 1) * 10 : number * 10]
    around = {"total_items": len(rows), "total_pages": -(-len(rows) // 10), "page_number": number}
    return around | {"contents": shown} | more


@pytest.mark.parametrize("number", [3, 10, 23])
@pytest.mark.parametrize("first", [True, False])
def test_pages_may_count_from_nought(number, first):
    with a_feed_server(services(number)) as server:
        run = read(answering(server, lambda query, rows: from_nought(query, rows, first=first)))

    assert run.counts["kept"] == number


@pytest.mark.parametrize(
    "link",
    [
        lambda to: {"next": to},
        lambda to: {"links": {"next": to}},
        lambda to: {"_links": {"next": {"href": to}} if to else {}},
        lambda to: {"links": [{"rel": "self", "href": "/"}, {"rel": "next", "href": to}]},
    ],
)  # fmt: skip
def test_links_to_the_next_page_are_followed(link):
    with a_feed_server(services(23)) as server:
        run = read(answering(server, lambda query, rows: by_offset(query, rows, link=link)))

    assert run.counts["kept"] == 23


def test_a_link_to_another_host_is_not_followed():
    with a_feed_server(services(23)) as server:
        answering(server, lambda _, rows: as_json({"next": "http://10.0.0.1/x", "services": rows}))
        with pytest.raises(CannotSync, match="another host"):
            read(server)

    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        lambda page: "\n".join(map(json.dumps, page["contents"])).encode(),
        lambda page: json.dumps(page).encode("utf-8-sig"),
        lambda page: json.dumps(page).encode("utf-16"),
        lambda page: json.dumps(page, ensure_ascii=False).encode("latin-1"),
    ],
    ids=["by line", "mark", "two bytes", "latin"],
)
def test_json_is_read_however_it_is_written(body):
    rows = [a_document("Café of the day"), *services(4)]
    with a_feed_server(rows) as server:
        words = {"Content-Type": "text/html; charset=iso-8859-1"}
        answering(server, lambda query, rows: (200, words, body(wrapped(query, rows))))
        run = read(server)

    assert run.counts["kept"] == 5
    assert listed().filter(name="Café of the day").exists()


def test_pages_that_are_packed_small_are_read():
    with a_feed_server(services(12)) as server:
        pack = {"Content-Encoding": "gzip"}
        answering(
            server,
            lambda query, rows: (
                200,
                pack,
                gzip.compress(json.dumps(wrapped(query, rows)).encode()),
            ),
        )
        assert read(server).counts["kept"] == 12


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_server_that_fails_once_is_asked_again(status):
    failed = []
    with a_feed_server(services(23)) as server:

        def spoil(path, query, answer):
            if query.get("page") == "2" and not failed:
                failed.append(path)
                return status, {"Retry-After": "1"}, b"<html>Busy</html>"
            return answer

        server.spoil = spoil
        assert read(server).counts["kept"] == 23


def test_a_redirect_that_forgets_the_page_is_asked_for_it_again():
    with a_feed_server(services(23)) as server:

        def spoil(path, query, answer):
            if path == "/api/services":
                return 301, {"Location": "/api/services/"}, b""
            return as_json(wrapped(query, server.services)) if path == "/api/services/" else answer

        server.spoil = spoil
        assert read(server).counts["kept"] == 23


@pytest.mark.parametrize("ending", ["", "/", "/services", "/services/"])
def test_the_address_may_be_written_in_any_way(ending):
    with a_feed_server(services(12)) as server:
        answering(server, lambda query, rows: as_json(wrapped(query, rows)))
        run = read(server, a_feed(server.address + ending))

    assert run.counts["kept"] == 12


def test_more_pages_than_there_are_do_no_harm_where_all_came():
    with a_feed_server(services(23)) as server:
        answering(server, lambda query, rows: as_json(wrapped(query, rows, total_pages=9)))
        assert read(server).counts["kept"] == 23


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"total_pages": 1}, "speaks of 23 entries, and gave 10"),
        ({"total_items": 90, "total_pages": 9}, "Page 4 of 9 of the feed is empty"),
        ({"total_items": 90}, "speaks of 90 entries, and gave 23"),
    ],
)
def test_counts_that_cannot_be_keep_nothing_and_say_so(wrong, why):
    with a_feed_server(services(23)) as server:
        answering(server, lambda query, rows: as_json(wrapped(query, rows, **wrong)))
        with pytest.raises(CannotSync, match=why):
            read(server)

    assert not Activity.objects.exists()


def test_a_server_that_does_not_know_of_changes_is_read_without_loss():
    with a_feed_server(services(23)) as server:
        answering(server, lambda query, rows: as_json(wrapped(query, rows)))
        feed = a_feed(server.address)
        read(server, feed)
        run = read(server, feed, at=NOW + timedelta(days=1))

    assert (run.counts["kept"], run.counts["unchanged"], run.counts["gone"]) == (0, 23, 0)


def test_a_list_of_services_with_empty_lists_is_filled_from_each_service():
    whole = services(3)
    short = [
        {"id": each["id"], "name": each["name"], "schedules": [], "contacts": None}
        for each in whole
    ]  # fmt: skip
    with a_feed_server(short) as server:
        server.details = {each["id"]: each for each in whole}
        read(server)

    assert all(facts_of(row).meets for row in listed())


def test_a_row_of_a_council_comes_in_clean():
    with a_feed_server([A_COUNCIL_ROW], profile=1) as server:
        run = read(server)
        again = read(server, run.feed, at=NOW + timedelta(days=1))

    found = facts_of(listed().get())
    assert (found.name, found.email) == ("Stroke & Chat Café", "Info@example.org")
    assert found.description == "Each Tuesday.\n\nTea"
    assert (found.minimum_age, found.maximum_age) == (18, None)
    assert found.cost_words == "Carers: free; £5 per session"
    assert found.languages == ("English", "Punjabi")
    assert found.step_free is True
    assert [each.words for each in found.meets] == [
        "Monday, 9am to 11.30am", "Tuesday, 9am to 11.30am",
        "Wednesday, 9am to 12 noon (first of the month)", "Friday, 9.30am to 11am",
    ]  # fmt: skip
    assert {row["field"] for row in run.warned} == {"eligibilitys[0].maximum_age", "maximum_age"}
    assert again.counts["unchanged"] == 1


def test_a_row_of_a_council_goes_round_without_loss(client):
    community = Community.objects.create(name="Holmbeck")
    goes_round(client, community, {"content": [A_COUNCIL_ROW], "totalPages": 1})
