"""The pages of groups and of curators: no address is told, links work once, a curator decides."""

import pytest
from django.core.cache import cache, caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.directory.entries import entry_of
from hearth.records.community import changes as communities
from hearth.records.curation.changes import links, proposing, same
from hearth.records.curation.models import EntryLink, EntryReport, LikelySame, Proposal
from hearth.records.directory.models import Activity
from hearth.records.directory.queries import facts_of, listed
from hearth.records.feeds.changes import Reading, note_run
from hearth.records.feeds.models import Feed
from hearth.records.outbox.models import Message
from tests.journeys.reading import assert_plain
from tests.near import an_activity
from tests.sharing import signed_in
from tests.world import a_post, a_world, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]

KEY = "a-key-of-a-form-0001"
NEW = {
    "name": "Tea and chat", "description": "A warm room and tea.", "provider": "Tea Club",
    "when": "Friday 2pm to 4pm", "email": "tea@example.org", "status": "active",
}  # fmt: skip


@pytest.fixture
def world():
    cache.clear()
    caches["memory"].clear()
    return a_world()


@pytest.fixture
def choir(world):
    return an_activity(world)


@pytest.fixture
def curator(world):
    account = an_account("Dee Curator")
    a_post(account, world.council, Role.LINK_WORKER, "Link worker")
    return signed_in(account)


def text(answer, status=200) -> str:
    """What a page says. Each page reads well, whatever is on it."""
    assert answer.status_code == status, answer.content.decode()[:2000]
    page: str = answer.content.decode()
    assert_plain(page)
    return page


def link_of(activity) -> str:
    """Ask for a link as its page does, and return its address from the message."""
    Client().post(f"/near/{activity.pk}/change/")
    return Message.objects.latest("pk").path


def fields_of(activity, **more):
    row = Activity.objects.select_related("provider").get(pk=activity.pk)
    return entry_of(facts_of(row)) | more


def sent(activity, **more) -> Proposal:
    answer = Client().post(link_of(activity), fields_of(activity, **more))
    assert answer.status_code == 302, answer.content.decode()
    return Proposal.objects.latest("sent_at")


def test_who_asks_for_a_link_learns_no_address_and_not_whether_there_is_one(world, client, choir):
    silent = an_activity(world, "Silent", email="")
    pages = []
    for row in (choir, silent):
        assert "singers@example.org" not in text(client.get(f"/near/{row.pk}/change/"))
        pages.append(text(client.post(f"/near/{row.pk}/change/", follow=True)))
    said, unsaid = (
        page.replace(row.name, "") for page, row in zip(pages, (choir, silent), strict=True)
    )

    assert said.replace(str(choir.pk), "") == unsaid.replace(str(silent.pk), "")
    assert "example.org" not in said
    assert Message.objects.filter(audience="group").count() == 1


def test_a_group_sends_a_change_by_its_link_and_a_curator_takes_it(client, choir, curator):
    address = link_of(choir)
    page = text(client.get(address))
    assert "A choir for everyone." in page
    assert client.get(address)["Referrer-Policy"] == "no-referrer"

    sent = client.post(address, fields_of(choir, cost="£2 each time", when="Friday 1pm"))
    assert sent.headers["Location"] == "/entry/done/sent/"
    assert "answer" in text(client.get("/entry/done/sent/"))

    desk = text(curator.get("/house/near/"))
    assert "The group sent a change" in desk
    proposal = Proposal.objects.get()
    page = text(curator.get(f"/house/near/sent/{proposal.pk}/"))
    assert "£2 each time" in page
    assert "Free." in page
    curator.post(
        f"/house/near/sent/{proposal.pk}/",
        {"taken": ["cost"], "words": "We ask about Friday first.", "answer": "yes"},
    )

    assert fields_of(choir)["cost"] == "£2 each time"
    assert fields_of(choir)["when"] == "Tuesday, 10am to 11.30am"
    answer = text(client.get(Message.objects.latest("pk").path))
    assert "We changed some of it" in answer
    assert "We ask about Friday first." in answer
    assert "This is answered" in text(curator.get(f"/house/near/sent/{proposal.pk}/"))


def test_links_that_are_wrong_old_used_or_taken_back_look_the_same(client, choir):
    address = link_of(choir)
    used = link_of(choir)  # ends the one before
    client.post(used, {"answer": "right"})
    old = link_of(choir)
    EntryLink.objects.filter(used_at=None, withdrawn_at=None).update(ends_at=timezone.now())
    pages = {
        text(way(each), 404)
        for each in (address, used, old, "/entry/wrong/", f"{address}more", f"{address}more/")
        for way in (client.get, client.post)
    }

    assert len(pages) == 1


def test_to_open_a_link_changes_nothing_and_one_tap_says_that_all_is_right(client, world):
    old = an_activity(world, assured_date="2024-01-01")
    address = link_of(old)
    for _ in range(3):
        text(client.get(address))
    assert Activity.objects.get().assured_on.year == 2024

    client.post(address, {"answer": "right"})

    assert Activity.objects.get().assured_on == timezone.localdate()


def test_a_form_that_cannot_be_read_comes_back_with_the_reason_and_the_link_still_works(
    client, choir
):
    address = link_of(choir)
    page = text(client.post(address, fields_of(choir, when="now and then")), 422)
    assert "We cannot find a day in “now and then”" in page
    assert "Nothing is different" in text(client.post(address, fields_of(choir)), 422)

    assert client.post(address, fields_of(choir, cost="£1")).status_code == 302


def test_what_a_group_writes_is_plain_text_on_every_page(client, choir, curator):
    nasty = "<script>alert(1)</script>"
    proposal = sent(choir, description=nasty, name=nasty)
    there = f"/house/near/sent/{proposal.pk}/"
    pages = [text(curator.get(there)), text(curator.get("/house/near/"))]
    curator.post(there, {"taken": ["description", "name"], "answer": "yes", "words": nasty})
    pages += [
        text(client.get(f"/near/{choir.pk}/")),
        text(client.get(Message.objects.latest("pk").path)),
        text(client.get(f"/near/{choir.pk}/wrong/")),
        text(curator.get(f"/house/near/entries/{choir.pk}/")),
    ]

    assert not [page for page in pages if nasty in page]


def test_another_email_is_asked_of_the_old_one(client, choir, curator):
    proposal = sent(choir, email="new@example.org")
    asked = Message.objects.latest("pk")
    assert asked.address == "singers@example.org"
    assert "new@example.org" in text(client.get(asked.path))
    there = f"/house/near/sent/{proposal.pk}/"
    assert "has not said yes" in text(curator.get(there))
    text(curator.post(there, {"taken": ["email"], "answer": "yes"}), 422)

    client.post(asked.path, {"answer": "yes"})
    curator.post(there, {"taken": ["email"], "answer": "yes"})

    assert fields_of(choir)["email"] == "new@example.org"


def test_the_old_email_can_say_no(client, choir):
    proposal = sent(choir, email="thief@example.org", cost="£1")
    client.post(Message.objects.latest("pk").path, {"answer": "no"})

    proposal.refresh_from_db()
    assert proposal.said == {"cost": "£1"}


def test_a_group_adds_itself_and_is_found_after_two_yes(client, world, curator):
    text(client.get("/near/add/"))
    assert client.post("/near/add/", NEW | {"once": KEY}).status_code == 302
    client.post("/near/add/", NEW | {"once": KEY})
    assert Proposal.objects.count() == 1
    assert "A new group" not in text(curator.get("/house/near/"))
    address = Message.objects.latest("pk").path
    assert "Tea and chat" in text(client.get(address))
    client.post(address)

    assert "A new group" in text(curator.get("/house/near/"))
    proposal = Proposal.objects.get()
    curator.post(
        f"/house/near/sent/{proposal.pk}/", {"taken": list(proposal.said), "answer": "yes"}
    )
    assert listed().get().name == "Tea and chat"


def test_a_program_that_fills_what_people_do_not_see_leaves_nothing(client, choir):
    client.post("/near/add/", NEW | {"website": "x"})
    client.post(f"/near/{choir.pk}/wrong/", {"what": "closed", "website": "x"})

    assert not Proposal.objects.exists()
    assert not EntryReport.objects.exists()


def test_what_is_missing_of_a_new_group_is_said_beside_each_field(client, world):
    page = text(client.post("/near/add/", {}), 422)

    for words in ("Write a name.", "Write the email of your group.", "Write who runs it."):
        assert words in page


def test_anybody_says_what_is_wrong_and_a_curator_looks_into_it(client, choir, curator):
    there = f"/near/{choir.pk}/wrong/"
    assert "Choose what is wrong." in text(client.post(there, {}), 422)
    assert client.post(there, {"what": "time", "once": KEY}).status_code == 302
    client.post(there, {"what": "time", "once": KEY})
    assert EntryReport.objects.count() == 1
    text(client.get(f"{there}sent/"))

    assert "Someone says it is wrong" in text(curator.get("/house/near/"))
    assert "Mill Lane Singers" in text(curator.get("/house/near/wrong/"))
    entry = f"/house/near/entries/{choir.pk}/"
    assert "The time is wrong" in text(curator.get(entry))
    curator.post(entry, {"do": "handled"})
    assert "The time is wrong" not in text(curator.get(entry))


def test_reports_past_the_limit_are_refused_kindly(client, choir, monkeypatch):
    monkeypatch.setattr("hearth.web.curating.public.MOST_AN_HOUR", 1)
    client.post(f"/near/{choir.pk}/wrong/", {"what": "time"})
    page = text(client.post(f"/near/{choir.pk}/wrong/", {"what": "time"}), 422)

    assert "Please try again in an hour." in page


@pytest.fixture
def look(world, choir):
    twin = an_activity(world, "Mill Lane singers", fees_description="£1")
    cluster = type("Cluster", (), {"keys": [choir.pk, twin.pk], "why": "same name"})
    community = world.practice.community
    same.note_likely(community=community, clusters=[cluster], by=None, at=timezone.now())
    return twin, f"/house/near/same/{LikelySame.objects.get().pk}/"


def test_a_curator_merges_what_is_the_same_and_takes_it_apart_again(choir, look, curator):
    twin, there = look
    assert "1 to look at" in text(curator.get("/house/near/"))
    assert "same name" in text(curator.get("/house/near/same/"))
    page = text(curator.get(there))
    assert "differs" in page
    assert "Choose which entry stays." in text(curator.post(there, {"same": [choir.pk]}), 422)
    curator.post(there, {"kept": choir.pk, "same": [choir.pk, twin.pk]})
    assert list(listed()) == [choir]
    assert "leads to" in text(curator.get("/house/near/same/"))
    assert "It leads to" in text(curator.get(f"/house/near/entries/{twin.pk}/"))

    curator.post("/house/near/apart/", {"entry": twin.pk})
    assert set(listed()) == {choir, twin}


def test_what_a_curator_says_is_different_is_not_asked_again(look, curator):
    _, there = look
    curator.post(there, {"answer": "different"})

    text(curator.get(there), 404)
    assert "Nothing looks the same now." in text(curator.get("/house/near/same/"))


def test_a_curator_takes_an_entry_off_the_lists_and_puts_it_back(choir, curator):
    there = f"/house/near/entries/{choir.pk}/"
    curator.post(there, {"do": "hide"})
    assert not listed().exists()
    assert "off the lists since" in text(curator.get(there))
    text(curator.post(there, {"do": "hide"}), 422)
    curator.post(there, {"do": "show"})
    assert listed().exists()
    curator.post(there, {"do": "ask"})
    assert EntryLink.objects.count() == 1


@pytest.fixture
def feed(world):
    return Feed.objects.create(
        community=world.practice.community, name="County list",
        address="https://feeds.example.org", added_at=timezone.now(),
    )  # fmt: skip


def test_a_feed_shows_how_it_went_and_is_paused_and_asked_for(feed, curator):
    there = f"/house/near/feeds/{feed.pk}/"
    assert "It was not read yet." in text(curator.get(there))
    note_run(
        feed=feed, by=None, at=timezone.now(),
        reading=Reading(
            started_at=timezone.now(), is_kept=False, why="Page 2 holds no list.",
            counts={"read": 3, "refused": 1},
            refused=[{"number": 2, "id": "x1", "field": "name", "why": "It has no name."}],
        ),
    )  # fmt: skip
    page = text(curator.get(there))
    assert "Page 2 holds no list." in page
    assert "It has no name." in page
    assert "Could not be read" in text(curator.get("/house/near/"))

    curator.post(there, {"do": "read"})
    assert "It will be read in a few minutes." in text(curator.get(there))
    curator.post(there, {"do": "pause"})
    assert "It is paused" in text(curator.get(there))
    curator.post(there, {"do": "go on"})
    assert "It is paused" not in text(curator.get(there))


def test_a_curator_adds_a_feed_and_sees_how_good_it_is(world, curator):
    text(curator.get("/house/near/feeds/add/"))
    text(curator.post("/house/near/feeds/add/", {"name": "", "address": "ftp://x"}), 422)
    curator.post(
        "/house/near/feeds/add/", {"name": "Council", "address": "https://feeds.example.org"}
    )
    feed = Feed.objects.get()
    there = f"/house/near/feeds/{feed.pk}/report/"
    assert "no entries" in text(curator.get(there))

    row = an_activity(world, assured_date="2020-01-01")
    Activity.objects.filter(pk=row.pk).update(feed=feed)
    page = text(curator.get(there))
    assert "It has 1 entry on the lists." in page
    assert "Mill Lane Singers" in page


def test_where_a_feed_and_a_group_disagree_a_curator_chooses(choir, curator, feed):
    kept = choir.kept_over.create(
        name="cost", ours="£2", theirs="Free.", fed="£5", since=timezone.now()
    )
    assert "£5" in text(curator.get("/house/near/both/"))
    curator.post("/house/near/both/", {"kept": kept.pk, "choice": "feed"})

    assert "They all agree now." in text(curator.get("/house/near/both/"))
    assert fields_of(choir)["cost"] == "£5"
    assert curator.post("/house/near/both/", {"kept": "x²"}).status_code == 404


def test_what_went_stale_is_listed_with_how_to_reach_it(world, curator):
    an_activity(world, "Old", assured_date="2020-01-01", email="")

    assert "It has no email" in text(curator.get("/house/near/old/"))


HOUSE = (
    "curating", "curating-same", "curating-reported", "curating-both", "curating-old",
    "curating-feed-add",
)  # fmt: skip


@pytest.mark.parametrize("name", HOUSE)
def test_only_curators_see_what_waits_for_them(name, world, client):
    nurse = signed_in(world.nurse)

    assert nurse.get(reverse(name)).status_code == 403
    assert signed_in(world.stranger).get(reverse(name)).status_code == 404
    assert client.get(reverse(name)).status_code == 302


def test_a_curator_of_another_community_reaches_none_of_it(world, choir, look, feed):
    at = timezone.now()
    far = communities.add_organisation(
        community="Elsewhere", name="Far", kind="council", by=None, at=at
    )
    account = an_account("Far Curator")
    a_post(account, far, Role.LINK_WORKER, "Link worker")
    links.ask_for_link(activity=choir, by=None, at=at)
    key = Message.objects.latest("pk").path.split("/")[2]
    proposal = proposing.propose(token=key, said={"cost": "£2"}, by=None, at=at)
    other = signed_in(account)
    for address in (
        f"/house/near/sent/{proposal.pk}/", f"/house/near/entries/{choir.pk}/", look[1],
        f"/house/near/feeds/{feed.pk}/", f"/house/near/feeds/{feed.pk}/report/",
    ):  # fmt: skip
        assert other.get(address).status_code == 404
        assert other.post(address, {"answer": "yes"}).status_code in (404, 405)
    assert other.post("/house/near/apart/", {"entry": choir.pk}).status_code == 404


def test_a_curator_changes_an_entry_for_a_group_that_called(choir, curator):
    there = f"/house/near/entries/{choir.pk}/change/"
    text(curator.get(there))
    assert "We cannot find a day" in text(curator.post(there, fields_of(choir, when="later")), 422)
    assert curator.post(there, fields_of(choir, when="Friday 1pm")).status_code == 302

    assert fields_of(choir)["when"] == "Friday, 1pm"
