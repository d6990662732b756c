"""The pages on which a House lead finds people: built without code, counted, never named."""

import pytest
from django.urls import reverse

from hearth.core.access import Role
from hearth.core.cohorts.text import parse
from hearth.records.cohorts import queries
from hearth.web.sign_in.sessions import BACKEND
from tests.finding import OLD_AND_NEVER_REVIEWED, a_lead, a_search, an_extract, crowd
from tests.world import a_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    an_extract(home, crowd())
    return home


@pytest.fixture
def population(home, settings):
    settings.HOME = home


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def lead(world):
    return a_lead(world)


@pytest.fixture
def priya(lead, client):
    client.force_login(lead, backend=BACKEND)
    return client


@pytest.fixture
def search(world, lead):
    return a_search(world, lead).definition


def text(answer):
    return " ".join(answer.content.decode().split())


def at(name, search, *more):
    return reverse(name, args=[search.pk, *more])


def seen(priya, search):
    page = text(priya.get(at("search-build", search)))
    return page.split('name="seen" value="')[1].split('"')[0]


def step(priya, search, do, place, **more):
    said = {"do": do, "at": place, "seen": seen(priya, search), **more}
    return priya.post(at("search-step", search), said, follow=True)


def rule_built(search, lead):
    return parse(queries.draft_of(search, lead).text).rule


def test_a_house_lead_starts_with_the_house_and_makes_a_search(priya, population):
    assert priya.get("/").url == reverse("house")
    assert "There are no searches yet." in text(priya.get(reverse("searches")))

    page = text(
        priya.post(reverse("search-new"), {"name": "All here", "about": "To begin."}, follow=True)
    )

    assert "It is saved. Now add conditions." in page
    assert "It finds 400 people." in page


def test_a_search_is_read_aloud_and_counted_step_by_step(priya, search, population):
    page = text(priya.get(at("search", search)))

    assert "They are 65 or over" in page
    assert "How many people are left after each step" in page
    assert page.count("<rect") >= 5
    assert "How deprived the area is" in page


def test_a_condition_is_added_and_the_count_changes(priya, search, lead, population):
    before = text(priya.get(at("search-build", search)))
    went_on = priya.get(at("search-add", search), {"kind": "sex", "at": ""})
    said = {"any_of": ["female"], "seen": seen(priya, search)}

    page = text(priya.post(went_on.url, said, follow=True))

    assert "sex" in page
    assert page.split("It finds ")[1][:12] != before.split("It finds ")[1][:12]
    assert "sex is female" in queries.draft_of(search, lead).text
    assert queries.newest_version(search).number == 1


def test_conditions_are_grouped_turned_moved_and_taken_out(priya, search, lead, population):
    step(priya, search, "turn", "2")
    step(priya, search, "gather", "2")
    step(priya, search, "in", "3")
    step(priya, search, "hold", "2", kind="at least", count="2")
    step(priya, search, "up", "2")
    step(priya, search, "remove", "0")

    assert queries.draft_of(search, lead).text.endswith(
        "all of\n  at least 2 of\n    not aged 65 or over\n"
        "    not reviewed in the last 12 months\n  registered\n"
    )


def test_a_step_from_a_page_of_before_is_refused_and_says_so(priya, search, population):
    answer = priya.post(at("search-step", search), {"do": "turn", "at": "1", "seen": "old"})

    assert answer.status_code == 422
    assert "changed since this page was made" in text(answer)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"do": "up", "at": "0"}, "It cannot move further."),
        ({"do": "turn", "at": "9"}, "not there any more"),
        ({"do": "turn", "at": "x.1"}, "not there any more"),
        ({"do": "dance", "at": "1"}, "Choose what to do."),
        ({"do": "hold", "at": "", "kind": "some"}, "Choose how many"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(priya, search, population, said, words):
    answer = priya.post(at("search-step", search), {**said, "seen": seen(priya, search)})

    assert answer.status_code == 422
    assert words in text(answer)


def test_what_a_condition_still_needs_is_asked_for(priya, search, population):
    answer = priya.post(
        f"{at('search-condition', search)}?at=&kind=latest", {"seen": seen(priya, search)}
    )

    assert answer.status_code == 422
    assert "Answer this: Which code list?" in text(answer)


def test_a_condition_is_changed_where_it_stands(priya, search, lead, population):
    address = f"{at('search-condition', search)}?at=3"
    assert 'value="12"' in text(priya.get(address))

    priya.post(address, {"months": "24", "seen": seen(priya, search)})

    assert "  not reviewed in the last 24 months\n" in queries.draft_of(search, lead).text


def test_a_saved_version_says_what_is_different_in_sentences(priya, search, population):
    step(priya, search, "turn", "2")

    said = {"why": "The young\0 too.", "seen": seen(priya, search)}
    page = text(priya.post(at("search-save", search), said, follow=True))
    assert "Saved. Others see it now." in page
    assert "The young too." in page

    page = text(priya.get(at("search-version", search, 2)))
    assert "<del>Gone: They are 65 or over" in page
    assert "<ins>New: They are not 65 or over" in page
    assert priya.get(at("search-version", search, 3)).status_code == 404


def test_what_was_built_can_be_dropped(priya, search, lead, population):
    step(priya, search, "turn", "2")

    priya.post(at("search-save", search), {"do": "drop"})

    assert queries.draft_of(search, lead) is None


def test_a_run_is_recorded_and_shows_counts_only(priya, search, population):
    page = text(priya.post(at("search-run", search), follow=True))

    run = queries.runs_of(search)[0]
    assert "It found 145 people." in page
    assert (run.engine, run.extract, run.definition_hash) == (
        "reference", "2026-11-01", queries.newest_version(search).hash,
    )  # fmt: skip
    assert run.rows == 145  # exact in the record, and rounded on the page
    assert "145 people on 1 November 2026" in text(priya.get(reverse("searches")))


def test_without_an_extract_the_pages_say_what_is_missing(priya, search, tmp_path, settings):
    settings.HOME = tmp_path
    assert "There are no figures yet." in text(priya.get(reverse("searches")))
    assert "It cannot be counted yet." in text(priya.get(at("search-build", search)))

    page = text(priya.post(at("search-run", search), follow=True))

    assert "There is no population extract yet." in page


def test_the_searches_that_come_with_hearth_are_taken_in_once(priya):
    assert "Take in the 4 that come with Hearth" in text(priya.get(reverse("searches")))

    page = text(priya.post(reverse("search-starters"), follow=True))

    assert "Two or more long-term conditions" in page
    assert "that come with Hearth" not in page


def test_a_search_leaves_as_text_and_comes_in_as_text(priya, search):
    file = priya.get(at("search-text", search))
    brought = file.content.decode().replace("Over 65 and", "Those over 65 and")

    page = text(priya.post(reverse("search-bring-in"), {"text": brought}, follow=True))

    assert file["Content-Disposition"].endswith('"over-65-and-not-reviewed.cohort"')
    assert "Those over 65 and not reviewed" in page


def test_a_text_of_a_name_that_is_there_becomes_changes_to_that_search(priya, search, lead):
    text_of = queries.newest_version(search).text.replace("65 or over", "70 or over")

    page = text(priya.post(reverse("search-bring-in"), {"text": text_of}, follow=True))

    assert "There is a search of this name." in page
    assert "aged 70 or over" in queries.draft_of(search, lead).text


def test_a_code_list_that_is_not_here_is_named_on_the_page(priya, world, lead, population):
    unknown = OLD_AND_NEVER_REVIEWED.replace("aged 65 or over", "has asthma")
    search = a_search(world, lead, unknown).definition

    for name in ("search", "search-build"):
        assert "There is no code list called “asthma”." in text(priya.get(at(name, search)))


def test_a_text_that_is_wrong_comes_back_with_its_lines_named(priya):
    answer = priya.post(reverse("search-bring-in"), {"text": "hearth cohort 1\nname: x\n\nbald\n"})

    assert answer.status_code == 422
    assert "Line 4" in text(answer)


def test_a_commissioner_reads_and_changes_nothing(client, world, search, population):
    client.force_login(a_lead(world, "Marcus", Role.COMMISSIONER), backend=BACKEND)

    assert client.get("/").url == reverse("house")
    page = text(client.get(at("search", search)))
    assert "Change this search" not in page
    assert "Run this search" not in page
    for name in ("search-build", "search-add", "search-condition"):
        assert client.get(at(name, search)).status_code == 403
    for name in ("search-step", "search-save", "search-run"):
        assert client.post(at(name, search)).status_code == 403


def test_nobody_else_finds_these_pages(client, world, search):
    for account in (world.nurse, world.administrator, world.person_account):
        client.force_login(account, backend=BACKEND)
        assert client.get(reverse("searches")).status_code == 403
        assert client.get(at("search", search)).status_code == 403


def test_no_page_of_a_search_holds_a_person_and_all_cost_the_same(
    priya, search, population, django_assert_max_num_queries
):
    for name in ("search", "search-build"):
        with django_assert_max_num_queries(14):
            page = text(priya.get(at(name, search)))
        assert "Khan" not in page
