"""Groups change their own entry by a link; curators decide; entries are merged and taken apart."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearth.core.access import Role
from hearth.core.codes import hashed
from hearth.core.directory.entries import CannotSend, entry_of
from hearth.core.directory.entry_links import LinkFor
from hearth.core.words import Refused
from hearth.jobs.curation import ask_groups, find_same, read_asked
from hearth.jobs.directory import sync
from hearth.records.audit.models import AuditRow
from hearth.records.community import changes as community_changes
from hearth.records.curation import queries
from hearth.records.curation.changes import (
    asking,
    deciding,
    keeping_over,
    links,
    proposing,
    reporting,
    same,
)
from hearth.records.curation.models import EntryLink, KeptOver, Proposal, SameDecision
from hearth.records.directory.changes import listing
from hearth.records.directory.changes.keeping import keep
from hearth.records.directory.found_by import Postcode
from hearth.records.directory.models import Activity
from hearth.records.directory.queries import document_of, facts_of, listed
from hearth.records.feeds.models import Feed
from hearth.records.outbox.models import Message
from tests.near import KEPT_AT, a_document, an_activity
from tests.world import NOW, TODAY, a_post, a_world, an_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def community(world):
    return world.practice.community


@pytest.fixture
def curator(world):
    account = an_account("Dee Curator")
    a_post(account, world.council, Role.LINK_WORKER, "Link worker")
    return account


def a_feed(community, name="County list"):
    return Feed.objects.create(community=community, name=name, added_at=NOW)


def token(at=None):
    """The secret of the newest link: it stands in its message and nowhere else."""
    path = Message.objects.exclude(path="/").latest("pk").path
    return path.removeprefix("/entry/").strip("/")


def asked(activity, at=NOW):
    links.ask_for_link(activity=activity, by=None, at=at)
    return token()


def sent(activity, at=NOW, **said):
    key = asked(activity, at)
    now = entry_of(facts_of(Activity.objects.get(pk=activity.pk)))
    return proposing.propose(token=key, said=now | said, by=None, at=at)


def says(activity) -> dict:
    return entry_of(facts_of(Activity.objects.select_related("provider").get(pk=activity.pk)))


def approve(proposal, curator, *names, words="", at=NOW):
    taken = names or tuple(proposal.said)
    return deciding.decide(proposal=proposal, taken=taken, words=words, by=curator, at=at)


def test_a_link_goes_to_the_email_of_the_entry_and_only_its_hash_is_kept(world):
    choir = an_activity(world)
    key = asked(choir)
    link = EntryLink.objects.get()

    assert Message.objects.latest("pk").address == "singers@example.org"
    assert link.token_hash == hashed(key)
    assert len(key) >= 32
    assert links.open_link(key, at=NOW).activity == choir


def test_without_an_email_no_message_leaves(world):
    asked_before = Message.objects.count()
    links.ask_for_link(activity=an_activity(world, email=""), by=None, at=NOW)

    assert Message.objects.count() == asked_before


def test_at_most_three_links_an_hour_leave_for_one_entry(world):
    choir = an_activity(world)
    for _ in range(5):
        links.ask_for_link(activity=choir, by=None, at=NOW)

    assert EntryLink.objects.count() == 3
    links.ask_for_link(activity=choir, by=None, at=NOW + timedelta(hours=2))
    assert EntryLink.objects.count() == 4


def test_at_most_six_links_a_day_leave_for_one_address(world):
    choir = an_activity(world)
    for hour in range(20):
        links.ask_for_link(activity=choir, by=None, at=NOW + timedelta(hours=hour))

    assert EntryLink.objects.count() == 6


@pytest.mark.parametrize("then", ["hidden", "merged"])
def test_a_link_opens_nothing_once_its_entry_is_off_the_lists_or_leads_to_another(world, then):
    choir = an_activity(world)
    key = asked(choir)
    if then == "hidden":
        listing.hide(activity=choir, by=None, at=NOW)
    else:
        listing.merge(kept=an_activity(world, "Town Singers"), other=choir, by=None, at=NOW)

    assert links.open_link(key, at=NOW) is None
    with pytest.raises(CannotSend):
        proposing.say_still_right(token=key, by=None, at=NOW)


def test_a_link_about_another_email_opens_nothing_once_a_curator_has_decided(world, curator):
    choir = an_activity(world)
    proposal = sent(choir, email="new@example.org", name="Singers of Mill Lane")
    key = token()
    assert links.open_link(key, at=NOW).what == LinkFor.EMAIL

    approve(proposal, curator, "name")

    assert links.open_link(key, at=NOW) is None


def test_a_newer_link_ends_the_one_before(world):
    choir = an_activity(world)
    first = asked(choir)
    second = asked(choir)

    assert links.open_link(first, at=NOW) is None
    assert links.open_link(second, at=NOW)


def test_a_link_opens_nothing_when_it_is_wrong_old_used_or_its_entry_has_another_email(world):
    choir = an_activity(world)
    key = asked(choir)

    assert links.open_link("wrong", at=NOW) is None
    assert links.open_link(key, at=NOW + timedelta(days=7)) is None
    Activity.objects.update(email="other@example.org")
    assert links.open_link(key, at=NOW) is None
    Activity.objects.update(email="singers@example.org")
    proposing.say_still_right(token=key, by=None, at=NOW)
    assert links.open_link(key, at=NOW) is None


def test_what_a_group_sends_changes_nothing_until_a_curator_takes_it(world, community, curator):
    choir = an_activity(world)
    proposal = sent(choir, when="Wednesday 2pm to 4pm", cost="£2")

    assert proposal.said == {"when": "Wednesday 2pm to 4pm", "cost": "£2"}
    assert says(choir)["cost"] == "Free."
    assert list(queries.waiting(community)) == [proposal]

    approve(proposal, curator)

    assert says(choir)["when"] == "Wednesday, 2pm to 4pm"
    assert says(choir)["cost"] == "£2"
    assert Activity.objects.get().assured_on == TODAY
    assert Activity.objects.get().times.get().weekday == 2
    assert list(queries.waiting(community)) == []
    answer = Message.objects.latest("pk")
    assert (answer.kind, answer.address) == (
        "group: answer about your entry", "singers@example.org",
    )  # fmt: skip
    assert links.open_link(token(), at=NOW).what == LinkFor.ANSWER


def test_a_link_is_used_up_when_changes_were_sent(world):
    choir = an_activity(world)
    key = asked(choir)
    proposing.propose(token=key, said={"cost": "£2"}, by=None, at=NOW)

    with pytest.raises(CannotSend, match="does not work any more"):
        proposing.propose(token=key, said={"cost": "£900"}, by=None, at=NOW)
    assert Proposal.objects.count() == 1


def test_what_is_refused_does_not_use_up_the_link(world):
    key = asked(an_activity(world))
    for said in ({}, {"when": "sometimes"}, {"email": "nobody"}):
        with pytest.raises(CannotSend):
            proposing.propose(token=key, said=said, by=None, at=NOW)

    assert links.open_link(key, at=NOW)


def test_a_curator_takes_some_fields_and_not_others(world, curator):
    choir = an_activity(world)
    proposal = sent(choir, cost="£2", name="Best choir ever")

    approve(proposal, curator, "cost", words="Your name stays as it is.")

    assert says(choir)["cost"] == "£2"
    assert says(choir)["name"] == "Mill Lane Singers"
    with pytest.raises(Refused, match="answered this already"):
        approve(proposal, curator)


def test_who_declines_all_says_why(world, curator):
    proposal = sent(an_activity(world), cost="£2")
    with pytest.raises(Refused, match="why not"):
        deciding.decide(proposal=proposal, taken=[], words=" ", by=curator, at=NOW)

    deciding.decide(proposal=proposal, taken=[], words="You told us last week.", by=curator, at=NOW)

    assert says(proposal.activity)["cost"] == "Free."


def test_another_email_needs_a_yes_from_the_old_one(world, curator):
    choir = an_activity(world)
    proposal = sent(choir, email="new@example.org", cost="£2")
    old_one = Message.objects.latest("pk")
    key = token()

    assert old_one.address == "singers@example.org"
    with pytest.raises(Refused, match="old email has not said yes"):
        approve(proposal, curator)

    proposing.confirm(token=key, by=None, at=NOW)
    proposal.refresh_from_db()
    approve(proposal, curator)

    assert says(choir)["email"] == "new@example.org"


def test_the_old_email_says_no_and_nobody_takes_the_entry_over(world, curator):
    choir = an_activity(world)
    proposal = sent(choir, email="thief@example.org", cost="£2")
    proposing.refuse_email(token=token(), by=None, at=NOW)
    proposal.refresh_from_db()

    approve(proposal, curator, "email", "cost")

    assert says(choir)["email"] == "singers@example.org"
    assert says(choir)["cost"] == "£2"


def test_one_yes_makes_an_entry_fresh_again(world):
    choir = an_activity(world, assured_date="2024-01-01")
    proposing.say_still_right(token=asked(choir), by=None, at=NOW)

    assert Activity.objects.get().assured_on == TODAY


NEW = {
    "name": "Tea and chat", "description": "A warm room and tea.", "when": "Friday 2pm to 4pm",
    "place_name": "Hall", "postcode": "XW1 1AB", "email": "tea@example.org", "cost": "Free",
    "ways": ["group"], "helps_with": ["coffee-and-chat"],
}  # fmt: skip


def added(community, at=NOW, **more):
    return proposing.add(community=community, provider="Tea Club", said=NEW | more, by=None, at=at)


def test_a_new_group_is_listed_after_its_email_and_a_curator_said_yes(community, curator):
    proposal = added(community)

    assert list(queries.waiting(community)) == []
    assert queries.proposal(community, proposal.pk) is None
    proposing.confirm(token=token(), by=None, at=NOW)
    assert list(queries.waiting(community)) == [proposal]
    assert not listed().exists()

    proposal.refresh_from_db()
    with pytest.raises(Refused, match="whole"):
        approve(proposal, curator, "name")
    approve(proposal, curator)

    row = listed().get()
    assert (row.name, row.provider.name, row.feed) == ("Tea and chat", "Tea Club", None)
    assert row.is_group
    assert says(row)["when"] == "Friday, 2pm to 4pm"


def test_a_new_group_that_says_too_little_is_refused_beside_each_field(community):
    with pytest.raises(CannotSend) as refused:
        proposing.add(community=community, provider=" ", said={"name": ""}, by=None, at=NOW)

    assert {each.where for each in refused.value.reasons} == {
        "name", "email", "provider", "description",
    }  # fmt: skip


def test_nobody_floods_an_address_with_new_entries(community):
    for _ in range(3):
        added(community)

    with pytest.raises(CannotSend, match="Too many"):
        added(community)


def test_what_nobody_confirmed_is_forgotten_after_a_week(community):
    added(community)

    assert asking.forget_unconfirmed(by=None, at=NOW + timedelta(days=6)) == 0
    assert asking.forget_unconfirmed(by=None, at=NOW + timedelta(days=8)) == 1
    assert not Proposal.objects.exists()
    assert not EntryLink.objects.exists()


def fed(community, feed, **more):
    document = a_document(**more)
    keep([document], community=community, feed=feed, at=KEPT_AT)
    return document


def read_again(document, community, feed, **more):
    rows = keep([document | more], community=community, feed=feed, at=NOW)
    return keeping_over.lay_over(rows=rows, by=None, at=NOW)


def test_a_feed_that_says_the_same_again_does_not_undo_what_a_group_told_us(community, curator):
    feed = a_feed(community)
    document = fed(community, feed)
    row = Activity.objects.get()
    approve(sent(row, cost="£2", when="Friday 1pm"), curator)

    read_again(document, community, feed)

    assert says(row)["cost"] == "£2"
    assert says(row)["when"] == "Friday, 1pm"
    assert Activity.objects.get().assured_on == TODAY
    assert list(queries.disputed(community)) == []


def test_a_feed_that_says_it_too_needs_nothing_kept_over_it(community, curator):
    feed = a_feed(community)
    document = fed(community, feed)
    approve(sent(Activity.objects.get(), cost="£2"), curator)

    read_again(document, community, feed, fees_description="£2")

    assert not KeptOver.objects.filter(name="cost").exists()


@pytest.mark.parametrize(("feed_is_right", "cost"), [(True, "£5"), (False, "£2")])
def test_where_a_feed_says_something_new_a_curator_chooses(community, curator, feed_is_right, cost):
    feed = a_feed(community)
    document = fed(community, feed)
    row = Activity.objects.get()
    approve(sent(row, cost="£2"), curator)
    read_again(document, community, feed, fees_description="£5")

    assert says(row)["cost"] == "£2"
    kept = queries.disputed(community).get()
    assert (kept.name, kept.ours, kept.fed) == ("cost", "£2", "£5")

    keeping_over.choose(kept=kept, feed_is_right=feed_is_right, by=curator, at=NOW)
    assert says(row)["cost"] == cost
    assert list(queries.disputed(community)) == []

    read_again(document, community, feed, fees_description="£5")
    assert says(row)["cost"] == cost


def test_a_feed_keeps_what_a_group_assured_until_it_knows_better(community):
    feed = a_feed(community)
    document = fed(community, feed)
    proposing.say_still_right(token=asked(Activity.objects.get()), by=None, at=NOW)

    read_again(document, community, feed)
    assert Activity.objects.get().assured_on == TODAY
    read_again(document, community, feed, assured_date="2026-11-05")
    assert Activity.objects.get().assured_on == date(2026, 11, 5)
    assert not KeptOver.objects.exists()


def test_a_merged_entry_leads_to_the_one_that_stays_and_comes_back_as_it_was(world, curator):
    one, other = an_activity(world), an_activity(world, "Mill Lane singers")
    before = document_of(other)
    same.merge_entries(kept=one, others=[one, other], by=curator, at=NOW)
    other.refresh_from_db()

    assert list(listed()) == [one]
    assert listing.stands_for(other) == one
    assert listing.stands_for(one) == one

    same.take_apart(other=other, by=curator, at=NOW)
    other.refresh_from_db()
    assert set(listed()) == {one, other}
    assert document_of(other) == before
    assert [each.said for each in SameDecision.objects.order_by("pk")] == ["merged", "taken apart"]


def test_a_merged_entry_that_its_feed_changes_stays_merged(world, community, curator):
    feed = a_feed(community)
    document = fed(community, feed, name="Singers of Mill Lane")
    one, other = an_activity(world), Activity.objects.get(feed=feed)
    same.merge_entries(kept=one, others=[other], by=curator, at=NOW)

    keep([document | {"name": "New name"}], community=community, feed=feed, at=NOW)

    assert list(listed()) == [one]
    other.refresh_from_db()
    assert (other.name, other.merged_into) == ("New name", one)


def test_merging_needs_two_entries_of_one_community_that_are_not_merged(world, curator):
    one, other = an_activity(world), an_activity(world, "Mill Lane singers")
    far = community_changes.add_organisation(
        community="Elsewhere", name="Far", kind="council", by=None, at=NOW
    )
    strange = keep([a_document()], community=far.community, at=NOW)[0]
    for kept, others in ((one, [one]), (one, []), (one, [strange])):
        with pytest.raises(Refused):
            same.merge_entries(kept=kept, others=others, by=curator, at=NOW)
    same.merge_entries(kept=one, others=[other], by=curator, at=NOW)
    with pytest.raises(Refused):
        same.merge_entries(kept=other, others=[one], by=curator, at=NOW)
    with pytest.raises(Refused):
        same.take_apart(other=one, by=curator, at=NOW)


STEPS = st.lists(
    st.tuples(st.sampled_from(["merge", "apart", "hide", "show"]), st.integers(0, 3),
              st.integers(0, 3)),
    max_size=10,
)  # fmt: skip


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(STEPS)
def test_merging_and_taking_apart_in_any_order_gives_back_the_lists_of_before(world, steps):
    Activity.objects.update(merged_into=None, hidden_at=None, is_listed=True)
    rows = list(Activity.objects.order_by("name")) or [
        an_activity(world, name) for name in ("A", "B", "C", "D")
    ]
    before = {row.pk for row in listed()}
    for step, one, other in steps:
        rows = list(Activity.objects.select_related("community").order_by("name"))
        _try(step, rows[one], rows[other])
        shown = {row.pk for row in listed()}
        assert all(listing.stands_for(row).merged_into_id is None for row in Activity.objects.all())
        assert shown == {
            row.pk for row in Activity.objects.filter(merged_into=None, hidden_at=None)
        }

    for row in Activity.objects.select_related("community").order_by("-name"):
        _try("apart", row, row)
        _try("show", row, row)
    assert {row.pk for row in listed()} == before


def _try(step, one, other):
    try:
        match step:
            case "merge":
                listing.merge(kept=one, other=other, by=None, at=NOW)
            case "apart":
                listing.unmerge(other=one, by=None, at=NOW)
            case "hide":
                listing.hide(activity=one, by=None, at=NOW)
            case "show":
                listing.show(activity=one, by=None, at=NOW)
    except Refused:
        pass


class Alike:
    """A cluster as the search for entries that are the same gives it."""

    def __init__(self, *rows, why="same name"):
        self.keys, self.why = [str(row.pk) for row in rows], why


def test_what_looks_the_same_is_asked_once(world, community, curator):
    one, other = an_activity(world), an_activity(world, "Mill Lane singers")
    same.note_likely(community=community, clusters=[Alike(one, other)], by=None, at=NOW)
    (look,) = queries.likely(community)
    assert (set(look.rows), look.why) == ({one, other}, "same name")

    same.are_different(entries=look.rows, by=curator, at=NOW)
    same.note_likely(community=community, clusters=[Alike(one, other)], by=None, at=NOW)
    assert queries.likely(community) == []


def test_a_group_is_asked_if_its_entry_is_right_at_most_once_in_sixty_days(world, community):
    an_activity(world, assured_date="2025-01-01")
    an_activity(world, "Fresh", email="fresh@example.org", assured_date="2026-10-30")
    an_activity(world, "No email", email="", assured_date="2025-01-01")

    def ask(days, **more):
        at = NOW + timedelta(days=days)
        return asking.ask_if_still_right(community=community, by=None, at=at, **more)

    assert ask(0, most=0) == 0
    assert [ask(0), ask(0), ask(59), ask(61)] == [1, 0, 0, 1]
    assert Message.objects.latest("pk").kind == "group: is your entry still right"


def test_what_people_report_waits_for_a_curator_without_who_said_it(world, community, curator):
    choir = an_activity(world)
    for what, words in (("", ""), ("other", " "), ("moved", "x")):
        with pytest.raises(Refused):
            reporting.report(activity=choir, what=what, words=words, by=None, at=NOW)
    reporting.report(activity=choir, what="closed", words="", by=None, at=NOW)
    assert queries.reports(community).get().day == TODAY

    assert reporting.handle(activity=choir, by=curator, at=NOW) == 1
    assert reporting.handle(activity=choir, by=curator, at=NOW) == 0
    assert not queries.reports(community).exists()


def test_a_feed_that_is_asked_for_twice_is_read_once(community, curator):
    feed = a_feed(community)
    reporting.ask_to_read(feed=feed, by=curator, at=NOW)
    reporting.ask_to_read(feed=feed, by=curator, at=NOW)

    assert queries.is_asked(feed)
    assert reporting.claim_feed(at=NOW).feed == feed
    assert reporting.claim_feed(at=NOW) is None
    assert not queries.is_asked(feed)


def test_no_audit_row_holds_what_a_group_wrote_or_where_it_is_reached(world, curator):
    proposal = sent(an_activity(world), cost="Zwitscher", email="zwitscher@example.org")
    approve(proposal, curator, "cost", words="Zwitscher")
    rows = [str(value).casefold() for row in AuditRow.objects.values() for value in row.values()]

    assert not [value for value in rows if "zwitscher" in value or "singers@" in value]


def test_the_curators_who_can_be_called_are_those_with_a_number(world, community, curator):
    assert queries.whom_to_call(community, on=TODAY) is None
    world.council.telephone = "01632 960 000"
    world.council.save()

    assert queries.whom_to_call(community, on=TODAY) == world.council


def test_entries_that_went_stale_are_counted_and_listed_the_oldest_first(world, community):
    an_activity(world, "Old", assured_date="2024-05-01")
    an_activity(world, "Never", assured_date="")
    an_activity(world, "Fresh", assured_date="2026-10-01")
    found = queries.stale(community, today=TODAY)

    assert (found.count, found.never, found.oldest) == (1, 1, date(2024, 5, 1))
    assert {row.name for row in queries.stale_rows(community, today=TODAY)} == {"Old", "Never"}


def a_file(folder, *documents):
    path = folder / "services.json"
    path.write_text(json.dumps(list(documents)), encoding="utf-8")
    return path


def test_reading_a_feed_again_keeps_what_a_group_told_us(community, curator, tmp_path):
    feed, document = a_feed(community), a_document()
    sync(feed, by=None, at=KEPT_AT, files=[a_file(tmp_path, document)])
    row = Activity.objects.get()
    approve(sent(row, cost="£2"), curator)

    later = document | {"description": "A choir with a new teacher."}
    run = sync(feed, by=None, at=NOW, files=[a_file(tmp_path, later)])

    assert run.is_kept
    assert says(row)["cost"] == "£2"
    assert says(row)["description"] == "A choir with a new teacher."


def test_a_feed_that_a_curator_asked_for_is_read_by_the_worker(community, curator):
    feed = a_feed(community)
    reporting.ask_to_read(feed=feed, by=curator, at=NOW)

    assert read_asked(at=NOW) == 1
    assert read_asked(at=NOW) == 0
    assert "no address" in feed.runs.get().why


def test_each_night_groups_are_asked_and_what_looks_the_same_is_found(world, community):
    an_activity(world, assured_date="2025-01-01")
    an_activity(world, "MILL LANE Singers", email="")
    an_activity(world, "Other name", email="")

    ask_groups(at=NOW)
    find_same(at=NOW)

    assert EntryLink.objects.get().what == LinkFor.STILL_RIGHT
    (look,) = queries.likely(community)
    assert {row.name for row in look.rows} == {"Mill Lane Singers", "MILL LANE Singers"}


def test_a_new_address_is_found_on_the_map(world, curator):
    choir = an_activity(world)
    Postcode.objects.create(code="XW91AA", latitude=53.5, longitude=-2.5)
    approve(sent(choir, postcode="XW9 1AA"), curator)

    point = facts_of(Activity.objects.get()).places[0].point
    assert (point.latitude, point.longitude) == (53.5, -2.5)


def test_what_a_feed_wrote_oddly_and_nobody_changes_does_not_stand_in_the_way(world):
    odd = an_activity(world, "N" * 150, url="www.example.org", minimum_age=90, maximum_age=18)

    assert sent(odd, cost="£2").said == {"cost": "£2"}


def test_a_curator_writes_down_what_a_group_without_an_email_says(world, curator):
    silent = an_activity(world, email="")
    deciding.change(activity=silent, said={"email": "new@example.org"}, by=curator, at=NOW)

    assert says(silent)["email"] == "new@example.org"
    assert Activity.objects.get().assured_on == TODAY
