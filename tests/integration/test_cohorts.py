"""A saved search, its versions, and its runs."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.core.access import Role
from hearth.records.cohorts import changes, queries
from hearth.records.cohorts.changes import CannotKeep
from hearth.records.cohorts.models import CohortVersion
from tests.world import NOW, a_post, a_world, an_account

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def lead(world):
    account = an_account("Priya Lead")
    a_post(account, world.council, Role.HOUSE_LEAD, "House lead")
    return account


def a_search(world, lead, name="Over 65", text="one", hash="1" * 64):
    return changes.add_definition(
        community=world.practice.community, name=name, text=text, hash=hash, by=lead, at=NOW
    )


def save(version, lead, *, text="two", hash="2" * 64, base_number=1):
    return changes.save_version(
        definition=version.definition, text=text, hash=hash, base_number=base_number,
        why="It left some out.", by=lead, at=NOW,
    )  # fmt: skip


def test_a_search_keeps_every_version(world, lead):
    first = a_search(world, lead)
    changes.keep_draft(definition=first.definition, text="2", base_number=1, by=lead, at=NOW)

    save(first, lead)

    assert [each.text for each in queries.versions_of(first.definition)] == ["two", "one"]
    assert queries.newest_version(first.definition).why == "It left some out."
    assert queries.draft_of(first.definition, lead) is None


def test_a_version_is_never_changed(world, lead):
    first = a_search(world, lead)

    with pytest.raises(IntegrityError), transaction.atomic():
        CohortVersion.objects.filter(pk=first.pk).update(text="other")


def test_a_version_that_changes_nothing_is_not_kept(world, lead):
    first = a_search(world, lead)

    with pytest.raises(CannotKeep, match="Nothing is different"):
        save(first, lead, hash="1" * 64)


def test_nobody_saves_over_what_somebody_else_saved_meanwhile(world, lead):
    first = a_search(world, lead)
    save(first, lead)

    with pytest.raises(CannotKeep, match="Somebody else saved"):
        save(first, lead, hash="3" * 64)


def test_two_searches_of_a_community_have_two_names(world, lead):
    a_search(world, lead)

    with pytest.raises(CannotKeep, match="Choose another name"):
        a_search(world, lead, name=" Over  65 ")


def test_a_run_is_claimed_once_and_ends_once(world, lead):
    first = a_search(world, lead)
    asked = {"name": "Over 65", "hash": first.hash, "version": first, "by": lead, "at": NOW}
    run = changes.ask_for_run(**asked)
    stale = NOW - timedelta(hours=2)

    assert changes.ask_for_run(**asked) == run
    assert queries.runs_waiting(stale=stale) == [run]
    assert changes.claim_run(run=run, at=NOW, stale=stale)
    assert not changes.claim_run(run=run, at=NOW, stale=stale)
    assert queries.runs_waiting(stale=stale) == []
    changes.end_run(run=run, by=lead, at=NOW, rows=12, seconds=0.1, engine="reference")

    assert not changes.claim_run(run=run, at=LATER, stale=LATER)
    assert queries.runs_of(first.definition) == [run]
    assert queries.run_of(first.definition, run.pk) == run


def test_a_run_that_was_dropped_is_taken_again(world, lead):
    first = a_search(world, lead)
    run = changes.ask_for_run(name="x", hash=first.hash, version=first, by=lead, at=NOW)
    changes.claim_run(run=run, at=NOW, stale=NOW)

    assert queries.runs_waiting(stale=LATER) == [run]
    assert changes.claim_run(run=run, at=LATER, stale=LATER)


def test_the_list_of_searches_costs_the_same_for_one_and_for_many(
    world, lead, django_assert_num_queries
):
    place = [world.practice.community_id]
    for number in range(4):
        version = a_search(world, lead, name=f"Search {number}")
        run = changes.ask_for_run(name="x", hash="h", version=version, by=lead, at=NOW)
        changes.claim_run(run=run, at=NOW, stale=NOW)
        changes.end_run(run=run, by=lead, at=NOW, rows=number, seconds=0.1)

    with django_assert_num_queries(3):
        found = queries.definitions_in(place)

    assert [each.last_run.rows for each in found] == [0, 1, 2, 3]
    assert queries.definitions_in([]) == []


def test_a_search_of_another_community_is_not_there(world, lead):
    first = a_search(world, lead)

    assert queries.definition_in([world.practice.community_id], first.definition_id)
    assert queries.definition_in([0], first.definition_id) is None
    assert queries.definition_named("Over 65") == first.definition
    assert queries.definition_named("Over 66") is None
