"""Promises about reading feeds: all pages or nothing, gone entries, waiting, closed networks."""

from datetime import timedelta

import pytest

from hearth.jobs.directory import CannotSync, sync
from hearth.jobs.directory.sync import read_daily
from hearth.outside import hsds
from hearth.outside.hsds import Reader
from hearth.records.audit.models import AuditRow
from hearth.records.directory.models import Activity, Provider
from hearth.records.directory.queries import facts_of, listed
from hearth.records.feeds import changes as feeds
from hearth.records.feeds.models import FeedRun
from tests.feeds import FeedServer, a_feed_server, as_json
from tests.near import a_document
from tests.world import NOW, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _inside(settings):
    settings.FEEDS_INSIDE = True


def services(number, **more):
    return [a_document(f"Group {place}", **more) for place in range(number)]


def a_feed(address="", name="Council"):
    a_world()
    return feeds.add(community="Holmbeck", name=name, address=address, by=None, at=NOW)


def names():
    return sorted(listed().values_list("name", flat=True))


def no_wait():
    return Reader(inside=True, wait=lambda _: None)


@pytest.mark.parametrize("profile", [1, 3])
def test_all_pages_of_a_feed_come_in(profile):
    with a_feed_server(services(23), size=10, profile=profile) as server:
        run = sync(a_feed(server.address), by=None, at=NOW)

    assert run.is_kept
    assert run.counts | {"warned": 0} == {
        "read": 23, "refused": 0, "warned": 0, "kept": 23, "unchanged": 0, "gone": 0,
    }  # fmt: skip
    assert len(names()) == 23
    assert [query.get("page") for path, query in server.asked if path == "/api/services"] == [
        "1", "2", "3",
    ]  # fmt: skip


def test_a_reading_leaves_one_audit_row():
    feed = a_feed()
    with a_feed_server(services(12)) as server:
        feed.address = server.address
        feed.save()
        before = AuditRow.objects.count()

        sync(feed, by=None, at=NOW)

    assert AuditRow.objects.count() == before + 1


def test_a_second_reading_asks_only_for_what_changed_and_rewrites_nothing():
    old = services(12)
    with a_feed_server(old, profile=3) as server:
        feed = a_feed(server.address)
        sync(feed, by=None, at=NOW)
        kept_at = Activity.objects.get(name="Group 3").kept_at
        changed = {**old[5], "name": "Group five", "last_modified": "2026-11-03T08:00:00Z"}
        server.services = [*old[:5], changed, *old[6:]]

        run = sync(feed, by=None, at=NOW + timedelta(days=1))

    assert "modified_after" in server.asked[-1][1]
    assert run.counts["read"] == run.counts["kept"] == 1
    assert run.counts["gone"] == 0
    assert "Group five" in names()
    assert Activity.objects.get(name="Group 3").kept_at == kept_at


def test_after_a_week_the_whole_feed_is_read_and_what_is_gone_leaves_the_lists():
    all_of_it = services(12)
    with a_feed_server(all_of_it) as server:
        feed = a_feed(server.address)
        sync(feed, by=None, at=NOW)
        server.services = all_of_it[:11]

        run = sync(feed, by=None, at=NOW + timedelta(days=8))

    assert run.counts["gone"] == 1
    assert run.counts["unchanged"] == 11
    assert "Group 11" not in names()
    assert Activity.objects.get(name="Group 11").gone_at is not None


def test_what_was_gone_and_is_there_again_comes_back():
    all_of_it = services(3)
    with a_feed_server(all_of_it) as server:
        feed = a_feed(server.address)
        sync(feed, by=None, at=NOW)
        server.services = all_of_it[:2]
        sync(feed, by=None, at=NOW, whole=True)
        server.services = all_of_it

        sync(feed, by=None, at=NOW, whole=True)

    assert names() == ["Group 0", "Group 1", "Group 2"]
    assert not Activity.objects.exclude(gone_at=None).exists()


def test_a_refused_entry_names_its_row_and_stops_no_other():
    bad = services(3)
    bad[1] = {**bad[1], "name": "  "}
    with a_feed_server(bad) as server:
        run = sync(a_feed(server.address), by=None, at=NOW)

    assert names() == ["Group 0", "Group 2"]
    assert run.refused == [
        {"number": 2, "id": bad[1]["id"], "field": "name", "why": "There is no name."}
    ]


def test_an_entry_that_turns_bad_stays_as_it_was():
    good = services(3)
    with a_feed_server(good) as server:
        feed = a_feed(server.address)
        sync(feed, by=None, at=NOW)
        server.services = [good[0], {**good[1], "name": ""}, good[2]]

        sync(feed, by=None, at=NOW, whole=True)

    assert names() == ["Group 0", "Group 1", "Group 2"]


def nothing_is_kept_of(server, feed, words, **more):
    before = list(Activity.objects.order_by("pk").values())
    with pytest.raises(CannotSync, match=words):
        sync(feed, by=None, at=NOW, reader=no_wait(), whole=True, **more)
    assert list(Activity.objects.order_by("pk").values()) == before
    run = FeedRun.objects.latest("pk")
    assert not run.is_kept
    assert run.why
    return server


def on_page(number: str, answer):
    def spoil(path, query, good):
        return answer if path == "/api/services" and query.get("page") == number else good

    return spoil


BROKEN_PAGES = {
    "not JSON": ((200, {}, b"<html>Sorry</html>"), "does not answer in JSON"),
    "cut short": ((200, {}, as_json({"contents": [{"id": 1}]})[2][:-5]), "does not answer in JSON"),
    "an error": ((500, {}, b"{}"), "answers 500"),
    "missing": ((404, {}, b"{}"), "answers 404"),
    "no list": (as_json({"message": "hello"}), "holds no list"),
    "empty": (as_json({"total_pages": 3, "contents": []}), "is empty"),
    "forbidden": ((403, {}, b"{}"), "answers 403"),
    "sent in circles": ((302, {"Location": "/api/services?page=2"}, b""), "round in circles"),
    "sent to a file": ((302, {"Location": "file:///etc/passwd"}, b""), "begins with https"),
    "nested without end": ((200, {}, b"[" * 50_000), "does not answer in JSON"),
}


@pytest.mark.any_engine
@pytest.mark.parametrize("answer", BROKEN_PAGES.values(), ids=BROKEN_PAGES)
def test_a_page_that_cannot_be_read_keeps_nothing_of_the_feed(answer):
    broken, words = answer
    with a_feed_server(services(25)) as server:
        feed = a_feed(server.address)
        sync(feed, by=None, at=NOW)
        server.services = services(25)
        server.spoil = on_page("2", broken)

        nothing_is_kept_of(server, feed, words)


@pytest.mark.any_engine
def test_a_page_that_comes_again_keeps_nothing():
    with a_feed_server(services(25)) as server:
        server.spoil = on_page("2", as_json(server.page(1)))

        nothing_is_kept_of(server, a_feed(server.address), "the same as one before")


@pytest.mark.any_engine
def test_fewer_entries_than_promised_keep_nothing():
    with a_feed_server(services(15)) as server:
        server.spoil = on_page("1", as_json({**server.page(1), "total_pages": 1}))

        nothing_is_kept_of(server, a_feed(server.address), "speaks of 15 entries, and gave 10")


@pytest.mark.any_engine
def test_a_feed_most_of_which_is_refused_is_not_kept():
    bad = [{**each, "name": ""} for each in services(6)] + services(5)
    with a_feed_server(bad) as server:
        nothing_is_kept_of(server, a_feed(server.address), "6 of 11 entries are refused")


def test_a_feed_that_lost_most_of_its_entries_is_kept_only_when_somebody_says_so():
    with a_feed_server(services(25)) as server:
        feed = a_feed(server.address)
        sync(feed, by=None, at=NOW)
        server.services = server.services[:5]
        nothing_is_kept_of(server, feed, "20 of 25 entries would be gone")

        sync(feed, by=None, at=NOW, whole=True, let_go=True)

    assert len(names()) == 5


@pytest.mark.any_engine
def test_an_empty_feed_is_taken_for_a_broken_one():
    with a_feed_server([]) as server:
        nothing_is_kept_of(server, a_feed(server.address), "is empty")


@pytest.mark.any_engine
def test_a_busy_server_is_asked_again_after_as_long_as_it_wants():
    waits = []
    with a_feed_server(services(3)) as server:
        answers = iter([(429, {"Retry-After": "7"}, b""), (503, {}, b"")])
        server.spoil = lambda path, _q, good: next(answers, good) if "services" in path else good

        sync(a_feed(server.address), by=None, at=NOW, reader=Reader(inside=True, wait=waits.append))

    assert waits == [7, 2]
    assert len(names()) == 3


@pytest.mark.any_engine
def test_a_list_that_says_little_is_filled_from_each_service():
    full = services(3)
    short = [{name: each[name] for name in ("id", "name", "status")} for each in full]
    with a_feed_server(short) as server:
        server.details = {each["id"]: each for each in full[:2]}

        sync(a_feed(server.address), by=None, at=NOW)

    assert Activity.objects.get(name="Group 0").places.count() == 1
    assert names() == ["Group 0", "Group 1", "Group 2"]


@pytest.mark.any_engine
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_feed_inside_our_own_network_is_refused_before_a_word_is_said(settings, host):
    with a_feed_server(services(3)) as server:
        feed = typed_on_a_page(server.address.replace("127.0.0.1", host), settings)
        with pytest.raises(CannotSync, match=r"our own network.*HEARTH_FEEDS_PRIVATE"):
            sync(feed, by=None, at=NOW)

    assert server.asked == []


def typed_on_a_page(address, settings):
    settings.FEEDS_INSIDE = False
    world = a_world()
    return feeds.add(community="Holmbeck", name="Typed", address=address, by=world.nurse, at=NOW)


@pytest.mark.any_engine
def test_a_feed_added_at_the_terminal_is_read_inside_but_leads_nowhere_else_inside(settings):
    settings.FEEDS_INSIDE = False
    with a_feed_server(services(3)) as server, a_feed_server(services(3)) as hidden:
        feed = a_feed(server.address)
        assert sync(feed, by=None, at=NOW).is_kept

        server.spoil = lambda *_: (302, {"Location": f"{hidden.address}/services"}, b"")
        with pytest.raises(CannotSync, match="inside our own network"):
            sync(feed, by=None, at=NOW, whole=True)

    assert hidden.asked == []


@pytest.mark.any_engine
@pytest.mark.parametrize("address", [
    "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1", "fd00::1",
    "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "224.0.0.1",
])  # fmt: skip
def test_an_address_inside_is_known_however_it_is_written(address):
    closed = []

    class Connected:
        def getpeername(self):
            return (address, 80)

        def close(self):
            closed.append(address)

    with pytest.raises(hsds.Inside):
        hsds._refuse_inside(Connected())
    assert closed == [address]


@pytest.mark.any_engine
def test_each_day_all_feeds_are_read_once_and_a_broken_one_stops_no_other():
    with a_feed_server(services(3)) as good, a_feed_server(services(3)) as broken:
        broken.spoil = lambda *_: (403, {}, b"")
        feed = a_feed(broken.address, name="A broken one")
        other = feeds.add(community="Holmbeck", name="Good", address=good.address, by=None, at=NOW)
        paused = feeds.add(
            community="Holmbeck", name="Paused", address=good.address, by=None, at=NOW
        )
        feeds.pause(feed=paused, by=None, at=NOW)

        read_daily(at=NOW)
        read_daily(at=NOW)

    assert FeedRun.objects.filter(feed=other).count() == 1
    assert not FeedRun.objects.filter(feed=feed, is_kept=True).exists()
    assert not FeedRun.objects.filter(feed=paused).exists()


def test_providers_are_kept_once_with_all_that_is_known_of_them():
    provider = {
        "id": "p1",
        "name": "Mill Lane Trust",
        "description": "A charity.",
        "email": "a@b.org",
    }
    rows = services(2)
    rows[0]["organization"] = {"id": "p1", "name": "Mill Lane Trust"}
    rows[1]["organization"] = provider
    with a_feed_server(rows) as server:
        feed = a_feed(server.address)
        sync(feed, by=None, at=NOW)

        again = sync(feed, by=None, at=NOW, whole=True)

    assert Provider.objects.get(feed=feed).document == provider
    assert again.counts["unchanged"] == 2


@pytest.mark.any_engine
def test_an_entry_with_an_id_of_any_kind_has_a_page_and_keeps_it(client):
    with a_feed_server([a_document("Singers", id=4711)]) as server:
        feed = a_feed(server.address)
        sync(feed, by=None, at=NOW)
        key = Activity.objects.get().pk

        sync(feed, by=None, at=NOW, whole=True)

    assert Activity.objects.get().pk == key
    assert client.get(f"/near/{key}/").status_code == 200
    assert facts_of(Activity.objects.get()).key == str(key)


def test_the_server_of_tests_counts_its_pages():
    server = FeedServer(services(23))

    assert [len(server.page(number)["contents"]) for number in (1, 2, 3)] == [10, 10, 3]
