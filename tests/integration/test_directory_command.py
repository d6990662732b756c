"""Promises about `hearth directory`, and about the links that it tries."""

import json
from types import SimpleNamespace

import pytest

from hearth.core.directory.quality import Fault
from hearth.jobs.directory.links import check
from hearth.jobs.directory.report import report_of
from hearth.jobs.imports.opening import silent
from hearth.records.audit.models import AuditRow
from hearth.records.curation.changes.same import note_likely
from hearth.records.directory.changes.keeping import keep
from hearth.records.feeds import changes as feeds
from hearth.records.feeds.models import LinkCheck
from hearth.site.commands.directory import command
from tests.feeds import a_feed_server
from tests.near import a_document
from tests.world import NOW, TODAY, a_world

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def directory(monkeypatch):
    """Run a verb in this process, on the database of the test."""
    from click.testing import CliRunner

    monkeypatch.setattr("hearth.site.commands.directory.make_ready", lambda: None)
    a_world()
    return lambda *words: CliRunner().invoke(command, words)


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "services.json"
    rows = [a_document(f"Group {place}") for place in range(3)] + [{"id": "x", "name": ""}]
    file.write_text(json.dumps({"contents": rows, "total_items": 4, "total_pages": 1}))
    return str(file)


def test_a_feed_is_added_read_from_a_file_listed_and_reported_on(directory, page):
    assert directory("add", "Council", "--community", "Holmbeck").exit_code == 0

    read = directory("sync", "Council", "--from", page)
    listing = directory("feeds")
    report = directory("report", "Council")

    assert read.exit_code == 0, read.output
    assert "4 read, 1 refused" in read.output
    assert "refused: entry 4 (x): There is no name." in read.output
    assert "4 read, 3 kept, 0 unchanged, 1 refused, 0 gone" in listing.output
    assert "Council: 3 entries." in report.output
    assert "They do not say what it costs: 0" in report.output


def test_programs_are_answered_in_json(directory, page):
    directory("add", "Council", "--community", "Holmbeck")

    read = json.loads(directory("sync", "Council", "--from", page, "--json").output)
    report = json.loads(directory("report", "--json").output)
    listing = json.loads(directory("feeds", "--json").output)

    assert read["feeds"][0]["counts"]["kept"] == 3
    assert read["feeds"][0]["refused"][0]["number"] == 4
    assert set(report["feeds"][0]["findings"]) == {fault.value for fault in Fault}
    assert listing["feeds"][0]["community"] == "Holmbeck"


def test_what_cannot_be_done_says_why_and_ends_badly(directory, tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text("<html>")
    directory("add", "Council", "--community", "Holmbeck")

    assert "no community called Nowhere" in directory("add", "A", "--community", "Nowhere").output
    assert "of this name already" in directory("add", "Council", "--community", "Holmbeck").output
    assert directory("add", "B", "ftp://x", "--community", "Holmbeck").exit_code == 1
    assert "The feeds are: Council" in directory("sync", "Another").output
    assert "nothing was kept. broken.json" in (
        directory("sync", "Council", "--from", str(broken)).output
    )
    assert "has no address" in directory("sync", "Council").output
    assert directory("report", "Another").exit_code == 2


def test_links_that_are_dead_are_found_once_and_reported(settings):
    settings.FEEDS_INSIDE = True
    a_world()
    feed = feeds.add(community="Holmbeck", name="Council", by=None, at=NOW)
    with a_feed_server([a_document()]) as server:
        urls = {"Good": f"{server.address}/services", "Dead": f"{server.address}/gone",
                "Nobody": "http://127.0.0.1:1/"}  # fmt: skip
        rows = [a_document(name, url=url) for name, url in urls.items()]
        keep(rows, community=feed.community, feed=feed, at=NOW)
        before = AuditRow.objects.count()

        tried, dead = check(feed="Council", by=None, at=NOW, progress=silent)
        check(by=None, at=NOW, progress=silent)

    assert (tried, dead) == (3, 2)
    assert AuditRow.objects.count() == before + 2
    assert dict(LinkCheck.objects.filter(is_dead=True).values_list("url", "why")) == {
        urls["Dead"]: "It answers 404.", urls["Nobody"]: "127.0.0.1/ cannot be reached.",
    }  # fmt: skip
    findings = {each.fault: each for each in report_of(feed, today=TODAY).findings}
    assert {each.name for each in findings[Fault.DEAD_LINK].examples} == {"Dead", "Nobody"}


def test_entries_that_look_the_same_are_in_the_report():
    world = a_world()
    feed = feeds.add(community="Holmbeck", name="Council", by=None, at=NOW)
    rows = keep(
        [a_document("Singers"), a_document("The Singers"), a_document("Walkers")],
        community=feed.community, feed=feed, at=NOW,
    )  # fmt: skip
    twins = SimpleNamespace(keys=[str(row.pk) for row in rows[:2]], why="same names")
    note_likely(community=world.practice.community, clusters=[twins], by=None, at=NOW)

    found = {each.fault: each for each in report_of(feed, today=TODAY).findings}

    assert [(each.name, each.why) for each in found[Fault.TWICE].examples] == [
        ("Singers", "The Singers: same names"), ("The Singers", "Singers: same names"),
    ]  # fmt: skip
