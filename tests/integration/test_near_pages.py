"""Promises about the public pages: what stands on them, for whom, and that nobody is watched."""

import pytest

from hearth.records.audit.models import AuditRow
from hearth.records.directory.changes import listing
from hearth.records.directory.models import Activity
from tests.near import a_site, an_activity
from tests.sharing import signed_in
from tests.world import NOW, a_world

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world(db):
    return a_world()


@pytest.fixture
def read(client):
    """Return the text of a page, as anybody gets it."""

    def get(address: str, **asked: object) -> str:
        return client.get(address, asked).content.decode()

    return get


def test_anyone_can_read_what_is_near_without_a_sign_in(world, read):
    choir = an_activity(world)

    assert "Mill Lane Singers" in read("/near/")
    assert "No need to read music" in read(f"/near/{choir.pk}/")


def test_nothing_is_kept_of_who_searches(world, client):
    choir = an_activity(world)
    before = AuditRow.objects.count()

    answers = [client.get("/near/?what=I+feel+lonely&where=XW1"), client.get(f"/near/{choir.pk}/")]

    assert [answer.cookies for answer in answers] == [{}, {}]
    assert AuditRow.objects.count() == before


def test_the_words_asked_for_stand_in_the_form_again(world, read):
    page = read("/near/", what='<b>"sing"', where="XW1 1AA")

    assert 'value="&lt;b&gt;&#34;sing&#34;"' in page
    assert 'value="XW1 1AA"' in page


def test_what_words_speak_of_is_said(world, read):
    an_activity(world, "Tea at Two", description="A coffee morning.")

    page = read("/near/", what="I feel lonely")

    assert "We also looked for: Coffee and a chat." in page
    assert "Tea at Two" in page


def test_a_slip_of_the_pen_leads_to_other_words(world, read):
    an_activity(world, "Calderwick Ukulele Band")

    assert '<a href="?what=ukulele&amp;within=5">' in read("/near/", what="ukelele", within="5")


def test_a_row_says_when_where_how_far_what_it_costs_and_when_it_was_checked(world, read):
    an_activity(world, service_at_locations=[a_site(latitude=53.7 + 1 / 69.09)])
    an_activity(world, "Other", service_at_locations=[a_site()], fees_description="")

    page = read("/near/", what="singers", where="Calderwick")

    for words in ("Tuesday, 10am to 11.30am", "Mill Lane Hall, Calderwick, 1 mile", "Free.; no"):
        assert words.replace(".;", ";") in page
    assert "Checked in October 2026." in page


@pytest.mark.parametrize("assured", ["", "2024-01-01"])
def test_who_was_not_checked_for_long_is_to_be_called_first(world, read, assured):
    choir = an_activity(world, assured_date=assured)

    assert "call first" in read("/near/")
    assert "call first" in read(f"/near/{choir.pk}/")


def test_who_did_not_say_is_one_link_away(world, read):
    an_activity(world, "Silent", service_at_locations=[a_site(access="")])

    page = read("/near/", steps="on")

    assert '<a href="?steps=on&amp;unsure=on">Show 1 more that did not say</a>' in page
    assert "It does not say whether there are steps." in read("/near/", steps="on", unsure="on")


def test_a_place_that_nobody_knows_is_said_kindly(world, read):
    an_activity(world)

    page = read("/near/", where="Atlantis")

    assert "We do not know where “<span data-words>Atlantis</span>” is" in page
    assert "Mill Lane Singers" in page


def test_a_wrong_age_is_said_and_all_else_stays(world, read):
    page = read("/near/", age="old", what="sing")

    assert "Write the age as a number, like 72." in page
    assert 'value="sing"' in page


def test_where_nothing_is_found_a_person_can_say_so(world, client):
    assert "I could not find what I want" not in client.get("/near/?what=zzz").content.decode()

    page = signed_in(world.person_account).get("/near/?what=zzz").content.decode()

    assert f"/people/{world.person.pk}/could-not-find/" in page
    assert "Nothing found" in page


def test_pages_of_the_list_keep_what_was_asked(world, read):
    for number in range(25):
        an_activity(world, f"Choir {number:02}")

    page = read("/near/", what="choir", steps="on")

    assert '<a rel="next" href="?what=choir&amp;steps=on&amp;page=2">' in page
    assert 'start="21"' in read("/near/", what="choir", steps="on", page="2")
    assert 'start="1"' in read("/near/", page="x")


def test_what_was_found_is_drawn_around_the_place(world, read):
    an_activity(world, "One", service_at_locations=[a_site(latitude=53.72)])
    an_activity(world, "Two", service_at_locations=[a_site(longitude=-2.03)])

    assert read("/near/", where="Calderwick").count('class="hearth-near__dot"') == 2
    assert "hearth-near__dot" not in read("/near/")


def test_one_page_says_all_in_order_with_links_that_work(world, read):
    choir = an_activity(
        world, url="https://example.org/choir", application_process="Just come.",
        phones=[{"number": "01632 960 199"}], eligibility_description="Anybody.", minimum_age=18,
        languages=[{"name": "Polish"}],
    )  # fmt: skip

    page = read(f"/near/{choir.pk}/")

    order = ["No need to read", "Tuesday", "1 Mill Lane", "Free.", "No steps", "Aged 18 or over",
             "Polish", "Just come.", "tel:01632960199", "mailto:singers%40example.org",
             "https://example.org/choir", "/wrong/"]  # fmt: skip
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)


def test_a_time_is_said_once_and_what_a_group_adds_to_it_too(world, read):
    times = {"byday": "TU", "opens_at": "19:00", "closes_at": "20:30"}
    again = {**times, "description": "Tuesday, 19:00 to 20:30"}
    more = {**times, "description": "Not in August."}

    once = read(f"/near/{an_activity(world, schedules=[again]).pk}/")

    assert "Tuesday, 7pm to 8.30pm" in once
    assert "19:00" not in once
    assert "Not in August." in read(f"/near/{an_activity(world, schedules=[more]).pk}/")


def test_an_address_that_is_not_of_the_web_is_no_link(world, read):
    choir = an_activity(world, url="javascript:alert(1)")

    assert 'href="javascript' not in read(f"/near/{choir.pk}/")


def test_an_entry_that_was_merged_leads_to_the_other(world, read):
    choir, twin = an_activity(world, "Singers"), an_activity(world, "Mill Singers")
    listing.merge(kept=choir, other=twin, by=world.nurse, at=NOW)

    page = read(f"/near/{twin.pk}/")

    assert f'<a href="/near/{choir.pk}/"' in page
    assert "singers@example.org" not in page


def test_an_entry_that_was_taken_off_the_list_says_so_and_nothing_else(world, read):
    choir = an_activity(world)
    listing.hide(activity=choir, by=world.nurse, at=NOW)

    page = read(f"/near/{choir.pk}/")

    assert "not in the list any more" in page
    assert "singers@example.org" not in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"status": "inactive"}, "This may have ended."),
        ({"status": "temporarily closed"}, "This is closed for now."),
    ],
)
def test_an_entry_that_has_ended_or_is_closed_says_so(world, read, changed, words):
    choir = an_activity(world, **changed)

    assert words in read(f"/near/{choir.pk}/")


def test_an_entry_that_its_feed_dropped_says_so(world, read):
    choir = an_activity(world)
    Activity.objects.filter(pk=choir.pk).update(gone_at=NOW, is_listed=False)

    assert "This may have ended." in read(f"/near/{choir.pk}/")


@pytest.mark.parametrize("how_many", [2, 20])
def test_the_page_asks_the_database_as_often_for_few_as_for_many(
    world, client, django_assert_num_queries, how_many
):
    for number in range(how_many):
        an_activity(world, f"Choir {number}")

    with django_assert_num_queries(6):
        client.get("/near/?what=choir&where=Calderwick&steps=on")
