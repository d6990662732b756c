"""Directories that no one here wrote come in clean, whole, and a second time unchanged."""

import json

import pytest

from hearth.formats.open_referral.reading import read_service
from hearth.formats.open_referral.versions import Profile, page_of, profile_named, profile_of
from hearth.jobs.directory import sync
from hearth.records.directory.queries import facts_of, listed
from hearth.records.feeds import changes as feeds
from tests.world import NOW, a_world

FEEDS = {
    "hsds-3.x-spec/examples/service_full.json": Profile.HSDS_3,
    "hsds-3.x-spec/examples/service_list.json": Profile.HSDS_3,
    "hsds-3.x-spec/examples/organization_full.json": Profile.HSDS_3,
    "hsds-3.x-spec/examples/service_at_location_full.json": Profile.HSDS_3,
    "oruk-uk-profile-3.0/examples/service_full.json": Profile.UK_3,
    "oruk-uk-profile-3.0/examples/service_list.json": Profile.UK_3,
    "oruk-uk-profile-3.0/examples/organization_full.json": Profile.UK_3,
    "oruk-uk-profile-3.0/examples/service_at_location_full.json": Profile.UK_3,
    "mock-hsds-api/data/services/ac148810-d857-441c-9679-408f346de14b.json": Profile.HSDS_3,
}
NOT_SERVICES = (
    "hsds-3.x-spec/examples/taxonomy_list.json",
    "hsds-3.x-spec/examples/taxonomy_term_list.json",
    "oruk-uk-profile-3.0/examples/organization_list.json",
)


@pytest.fixture
def directory(shared_data):
    return shared_data / "hsds-oruk"


def words_in(given):
    """Every text and number in a tree, spaces aside."""
    if isinstance(given, dict):
        return {word for value in given.values() for word in words_in(value)}
    if isinstance(given, list):
        return {word for value in given for word in words_in(value)}
    return {" ".join(str(given).split())} - {"None", ""}


@pytest.mark.parametrize(("file", "profile"), FEEDS.items(), ids=FEEDS)
def test_a_feed_that_no_one_here_wrote_comes_in_and_loses_no_word(directory, file, profile):
    payload = json.loads((directory / file).read_text("utf-8"))

    page = page_of(payload)

    assert page is not None
    assert profile_of(payload) is profile
    for raw in page.services:
        document = read_service(raw).document
        assert document is not None
        assert words_in(raw) - words_in(document) == set()
        assert read_service(document).document == document


@pytest.mark.parametrize("file", NOT_SERVICES)
def test_what_is_no_service_is_refused(directory, file):
    page = page_of(json.loads((directory / file).read_text("utf-8")))

    assert [read_service(raw).document for raw in page.services] == [None] * len(page.services)


def test_the_root_of_the_mock_api_names_its_profile(directory):
    root = json.loads((directory / "mock-hsds-api/data/root.json").read_text("utf-8"))

    assert profile_named(root) is Profile.HSDS_3


@pytest.mark.django_db
@pytest.mark.parametrize("file", FEEDS, ids=FEEDS)
def test_a_file_is_kept_and_a_second_reading_changes_nothing(directory, file):
    a_world()
    feed = feeds.add(community="Holmbeck", name="Files", by=None, at=NOW)
    paths = [directory / file]

    sync(feed, by=None, at=NOW, files=paths)
    again = sync(feed, by=None, at=NOW, files=paths)

    assert again.counts["unchanged"] == again.counts["read"] > 0
    assert "Community Counselling" in [facts_of(row).name for row in listed()]
