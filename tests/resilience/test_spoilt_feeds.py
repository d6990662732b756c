"""10,000 spoilt pages of feeds: nothing breaks, no feed is kept by half, and all that is kept can
be shown and published. In short runs, some hundred of them.
"""

import os
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test import Client

from hearth.formats.open_referral.reading import read_service
from hearth.jobs.directory import CannotSync, sync
from hearth.jobs.directory import gathering as feeds_read
from hearth.outside.hsds import Reader
from hearth.records.directory.models import Activity
from hearth.records.directory.queries import document_of
from hearth.records.feeds import changes as feeds
from hearth.records.feeds.models import FeedRun
from tests.feeds import a_feed_server
from tests.resilience.spoilt_feeds import Spoiler, rich_service
from tests.world import NOW, a_world

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
SERVICES = [rich_service(number) for number in range(6)]


def how_many_pages():
    """On PostgreSQL only what it keeps can be otherwise."""
    if LONG:
        return 10_000
    return 60 if connection.vendor == "postgresql" else 200


def rows():
    return list(Activity.objects.order_by("pk").values())


def all_is_kept(run, came):
    """Whatever came and is good is there as it came, and what is not there was refused."""
    good = {}
    for raw in came:
        read = read_service(raw)
        if read.document is not None:
            good.setdefault(read.key, read.document)
    held = {row.source_id: document_of(row) for row in Activity.objects.filter(gone_at=None)}
    without_provider = {"organization": None}
    for key, document in good.items():
        assert held[key] | without_provider == document | without_provider
    assert run.counts["kept"] + run.counts["unchanged"] == len(good)
    assert run.counts["read"] == len(came)


def all_can_be_shown(client):
    row = Activity.objects.filter(gone_at=None, is_listed=True).order_by("?").first()
    assert client.get(f"/near/{row.pk}/").status_code == 200
    assert client.get(f"/open-referral/services/{row.pk}").status_code == 200
    assert client.get("/open-referral/services").status_code == 200


@pytest.mark.django_db
def test_spoilt_pages_break_nothing_and_no_feed_is_kept_by_half(settings, monkeypatch):
    settings.FEEDS_INSIDE = True
    came, chance, pages, kept, at = [], Random(23), 0, 0, NOW
    wanted = how_many_pages()
    take = feeds_read.FromWeb.gather

    def gather(self):
        came.clear()
        inner = self.take
        self.take = lambda raw: (came.append(raw), inner(raw))
        return take(self)

    monkeypatch.setattr(feeds_read.FromWeb, "gather", gather)  # only listens to what came
    with a_feed_server(SERVICES, size=2) as server:
        a_world()
        feed = feeds.add(
            community="Holmbeck", name="Council", address=server.address, by=None, at=at
        )
        sync(feed, by=None, at=at)
        while pages < wanted:
            at += timedelta(minutes=1)
            spoiler, before = Spoiler(server, chance), rows()
            reader = Reader(inside=True, wait=lambda _: None)
            try:
                run = sync(feed, by=None, at=at, whole=True, let_go=True, reader=reader)
            except CannotSync:
                assert rows() == before
                assert not FeedRun.objects.latest("pk").is_kept
            else:
                kept += 1
                all_is_kept(run, came)
                all_can_be_shown(Client())
            pages += max(1, spoiler.pages)
    assert kept > wanted / 20
