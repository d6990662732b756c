"""Import, publish, import again elsewhere, publish again: for tests of what is lost on the way."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from hearth.formats.open_referral.reading import read_service
from hearth.formats.open_referral.versions import page_of
from hearth.formats.open_referral.writing import as_said
from hearth.records.community.models import Community
from hearth.records.directory.changes.keeping import keep
from hearth.records.feeds.models import Feed
from tests.near import KEPT_AT


def read(payload: object) -> list[dict[str, Any]]:
    """The documents of a page of a feed; each service must come in."""
    page = page_of(payload)
    found = [read_service(raw) for raw in (page.services if page else ())]
    assert all(each.document for each in found), found
    return [each.document for each in found if each.document]


def imported(documents: Iterable[dict[str, Any]], community: Community, name: str) -> Feed:
    """A feed of this name that holds these documents, and what it gave."""
    feed = Feed.objects.create(community=community, name=name, added_at=KEPT_AT)
    keep(documents, community=community, feed=feed, at=KEPT_AT)
    return feed


def published(client: Any, path: str = "services") -> bytes:
    """All that the API publishes, as it comes over the wire."""
    response = client.get(f"/open-referral/{path}", {"full": "true", "per_page": 500})
    assert response.status_code == 200, response.content
    return response.content


@contextmanager
def a_hearth() -> Iterator[None]:
    """One Hearth among others: nobody else knows what it keeps."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def goes_round(client: Any, community: Community, payload: object) -> dict[str, Any]:
    """Say that nothing is lost on the way; return what is published."""
    before = read(payload)
    with a_hearth():
        imported(before, community, "First")
        first = published(client)
    again = read(json.loads(first))
    with a_hearth():
        imported(again, community, "Second")
        assert published(client) == first
    assert by_name(again) == by_name(before)
    page: dict[str, Any] = json.loads(first)
    return page


def by_name(documents: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the sources said, ids included, in one order."""
    said = [as_said(document) for document in documents]
    return sorted(said, key=lambda each: json.dumps(each.get("name")))
