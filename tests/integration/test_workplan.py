"""The work plan of a community: what is written down stays, and every change has its reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.core.house.work import CannotMoveWork, CannotPlan, Said, WorkState
from hearth.records.audit.models import AuditRow
from hearth.records.community.changes import add_organisation
from hearth.records.workplan import queries
from hearth.records.workplan.changes import add_work, change_work, move_work
from hearth.records.workplan.models import Wording
from tests.world import NOW, TODAY, an_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return an_account("Priya Nair")


@pytest.fixture
def community(lead):
    return add_organisation(
        community="Holmbeck", name="Mill Lane Surgery", kind="practice", by=lead, at=NOW
    ).community


def write(community, by, title="Send the letters early", **more):
    words = {name: more.pop(name) for name in ("due", "effort", "organisation") if name in more}
    return add_work(community=community, said=Said(title, **words), by=by, at=NOW, **more)


def only(community):
    (found,) = queries.work_of(community)
    return found


def test_an_action_is_kept_with_its_owner_its_elements_and_what_it_needs(community, lead):
    first = write(community, lead, "Find the money")
    write(
        community, lead, owner=lead, organisation="Holmbeck Trust", due=TODAY, effort=3,
        elements=["roof", "left-wall"], depends_on=[first.pk], source="Meeting of 1 November",
    )  # fmt: skip

    found = queries.work_of(community)[1]

    assert found.state is WorkState.PLANNED
    assert (found.owner, found.due, found.said.effort) == ("Priya Nair, Holmbeck Trust", TODAY, 3)
    assert found.elements == ("left-wall", "roof")
    assert found.depends_on == (first.pk,)
    assert (found.source, found.since) == ("Meeting of 1 November", TODAY)


def test_an_action_that_says_nothing_is_refused_and_not_kept(community, lead):
    with pytest.raises(CannotPlan, match="Say what is to be done"):
        write(community, lead, " ")
    with pytest.raises(CannotPlan, match="12 elements or fewer"):
        write(community, lead, elements=[f"e{n}" for n in range(13)])

    assert queries.work_of(community) == []


def test_a_date_is_moved_with_its_reason_and_the_old_one_is_kept(community, lead):
    item = write(community, lead, due=TODAY)
    later = Said("Send the letters early", due=TODAY + timedelta(days=40))
    with pytest.raises(CannotPlan, match="Say why"):
        change_work(item=item, base_number=1, said=later, by=lead, at=NOW)

    at = NOW + timedelta(days=1)
    change_work(item=item, base_number=1, said=later, reason="No stamps", by=lead, at=at)

    assert only(community).due == later.due
    event = queries.history_of(item)[0]
    assert event.did == "Moved the date from 2 November 2026 to 12 December 2026"
    assert (event.why, event.who) == ("No stamps", "Priya Nair")


def test_of_two_changes_from_the_same_words_the_second_is_refused(community, lead):
    item = write(community, lead)
    change_work(item=item, base_number=1, said=Said("Send them by post"), by=lead, at=NOW)

    with pytest.raises(CannotPlan, match="Somebody else changed this"):
        change_work(item=item, base_number=1, said=Said("Send them by e-mail"), by=lead, at=NOW)


def test_a_change_of_elements_alone_leaves_the_words(community, lead):
    item = write(community, lead, elements=["roof"])

    change_work(
        item=item, base_number=1, said=Said("Send the letters early"), elements=["centre"],
        by=lead, at=NOW,
    )  # fmt: skip

    assert only(community).elements == ("centre",)
    assert item.wordings.count() == 1
    assert item.tags.count() == 2, "what it was tied to before is kept"


def test_a_circle_is_refused_and_nothing_of_the_change_is_kept(community, lead):
    first, second = write(community, lead, "First"), write(community, lead, "Second")
    needs = {"by": lead, "at": NOW, "base_number": 1}
    change_work(item=second, said=Said("Second"), depends_on=[first.pk], **needs)

    with pytest.raises(CannotPlan, match="needs “Second” needs “First, in"):
        change_work(item=first, said=Said("First, in new words"), depends_on=[second.pk], **needs)

    assert [each.title for each in queries.work_of(community)] == ["First", "Second"]


def test_an_action_of_another_community_cannot_be_needed(community, lead):
    other = add_organisation(
        community="Elsewhere", name="Their surgery", kind="practice", by=lead, at=NOW
    ).community
    theirs = write(other, lead)

    with pytest.raises(CannotPlan, match="not in this plan"):
        write(community, lead, depends_on=[theirs.pk])
    assert queries.item_in(community, theirs.pk) is None


def test_an_action_moves_as_the_table_says_and_keeps_why(community, lead):
    item = write(community, lead)
    with pytest.raises(CannotMoveWork, match="cannot be “waiting”"):
        move_work(item=item, to=WorkState.WAITING, why="The printer", by=lead, at=NOW)
    at = NOW + timedelta(hours=1)
    move_work(item=item, to=WorkState.STOPPED, why="The council does it", by=lead, at=at)

    assert only(community).state is WorkState.STOPPED
    assert [(each.did, each.why) for each in queries.history_of(item)] == [
        ("Stopped", "The council does it"),
        ("Wrote it down", ""),
    ]


def test_the_whole_plan_is_read_in_five_queries(community, lead, django_assert_num_queries):
    rows = [write(community, lead, elements=["roof"]) for _ in range(3)]
    write(community, lead, depends_on=[each.pk for each in rows])

    with django_assert_num_queries(5):
        assert len(queries.work_of(community)) == 4


def test_the_words_of_an_action_are_not_in_the_audit(community, lead):
    write(community, lead, "Zwitscher about the vicar")

    assert AuditRow.objects.filter(did__contains="work plan").count() == 1
    assert not [row for row in AuditRow.objects.values() if "Zwitscher" in str(row)]


def test_what_was_written_cannot_be_written_over(community, lead):
    item = write(community, lead)

    with pytest.raises(IntegrityError), transaction.atomic():
        Wording.objects.filter(item=item).update(title="Something else")
