"""The pages of things near a person: what may suit and why, an idea for the plan, and a no."""

import json
import re

import pytest
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.jobs import extract
from hearth.records.access.whole_record import whole_record
from hearth.records.people.models import Address
from hearth.records.plans.models import Entry
from hearth.records.suggestions.models import NotForMe
from tests.near import an_activity, lives_near
from tests.sharing import said, sealed, signed_in
from tests.world import a_supporter, a_world

# The words of pages are the same on every engine.
pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world(db):
    world = a_world()
    lives_near(world)
    world.choir = an_activity(world)
    said(world, world.person_account, text="I miss singing")
    return world


@pytest.fixture
def me(world):
    return signed_in(world.person_account)


def page_of(world, client, more: str = "near/") -> str:
    answer = client.get(f"/people/{world.person.pk}/{more}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def sent(world, client, more: str, **fields: str):
    fields |= {"person": str(world.person.pk)}
    return client.post(f"/people/{world.person.pk}/near/{more}", fields)


def test_the_page_says_why_what_is_known_and_when_it_was_checked(world, me):
    page = page_of(world, me)

    assert "“I miss singing”" in page
    assert "Less than 0.1 miles; free; step-free" in page
    assert "Tuesday, 10am to 11.30am" in page
    assert "Checked on 1 October 2026" in page
    assert "Put me in touch" in page


def test_staff_read_it_as_about_the_person(world):
    page = page_of(world, signed_in(world.nurse))

    assert ">Bibi</span> said" in page
    assert "Put them in touch" in page


def test_an_idea_is_put_in_the_plan_with_nothing_typed(world, me):
    answer = sent(world, me, f"{world.choir.pk}/plan/")
    entry = Entry.objects.get(kind="community")

    assert answer.url.endswith(f"#entry-{entry.thread}")
    assert entry.content["what"] == "Mill Lane Singers"
    assert entry.content["when"] == "Tuesday, 10am to 11.30am"
    assert entry.content["contact"] == "singers@example.org"
    assert (entry.content["status"], entry.words) == ("idea", "person")
    assert "In the plan" in page_of(world, me)


def test_what_staff_put_there_is_not_called_the_persons_words(world):
    sent(world, signed_in(world.nurse), f"{world.choir.pk}/plan/")

    assert Entry.objects.get(kind="community").words == "professional"


def test_a_no_can_be_said_and_taken_back(world, me):
    sent(world, me, "not-for-me/", activity=str(world.choir.pk))
    page = page_of(world, me)
    assert "I miss singing" not in page.split("said no to")[0] or "Tell me more" not in page
    assert "What you said no to" in page

    sent(world, me, f"not-for-me/{NotForMe.objects.get().pk}/show-again/")
    assert "Tell me more" in page_of(world, me)


@pytest.mark.parametrize("fields", [{}, {"activity": "x"}, {"thread": "x"}])
def test_a_no_to_nothing_is_not_found(world, me, fields):
    assert sent(world, me, "not-for-me/", **fields).status_code == 404


def test_who_may_only_read_finds_no_button_and_sends_nothing(world):
    a_supporter(world, actions={Action.READ})
    daughter = signed_in(world.daughter)
    page = page_of(world, daughter)

    assert "Mill Lane Singers" in page
    assert '<button class="hearth-buttons__one"' not in page
    assert sent(world, daughter, "not-for-me/", interest="singing").status_code == 403
    assert sent(world, daughter, f"{world.choir.pk}/plan/").status_code == 403


def test_a_supporter_reads_nothing_of_parts_that_they_do_not_see(world):
    a_supporter(world, sections={Section.ABOUT_ME})

    assert "singing" not in page_of(world, signed_in(world.daughter)).lower()


def test_a_sealed_wish_suggests_nothing_on_any_page_of_others(world):
    """G2: the canary is the club, which only the sealed words could call up."""
    an_activity(world, "Zilpzalp Anglers", description="Fishing for all.")
    done = said(world, world.nurse, text="I miss fishing")
    assert "Zilpzalp" in page_of(world, signed_in(world.social_worker))
    sealed(world, world.nurse, SealKind.SAFEGUARDING, Section.GOALS, done.thread, why="A report")

    assert "Zilpzalp" in page_of(world, signed_in(world.nurse))
    for viewer in (world.person_account, world.social_worker):
        page = page_of(world, signed_in(viewer))
        assert "Zilpzalp" not in page
        assert "fishing" not in page.lower()


def test_the_page_helps_where_there_is_nothing_to_suggest(world, me):
    said(world, world.person_account, text="I would like to play chess")
    assert "Nothing found yet" in page_of(world, me)
    Address.objects.all().delete()
    assert "We do not know where you live" in page_of(world, me)
    Entry.objects.filter(kind="goal").delete()
    assert "Your plan does not say yet" in page_of(world, me)
    type(world.choir).objects.update(is_listed=False)
    assert "There is nothing in the list" in page_of(world, me)


def with_paid_support(world) -> str:
    an_activity(world, "Lunch at the Hall", description="A lunch club for company.")
    need = said(world, world.person_account, kind="need", text="I am lonely in the day")
    line = said(
        world, world.person_account, kind="resource", what="A sitter each week",
        funder="council", amount="4000", how_often="week", need=need.thread,
    )  # fmt: skip
    return line.thread


OFFER = "Something free may do this too"


def test_beside_paid_support_stands_something_free_where_it_is_read_and_changed(world, me):
    line = with_paid_support(world)

    for where in ("", "draft/", f"entries/{line}/"):
        page = page_of(world, me, where)
        assert OFFER in page, where
        assert "Lunch at the Hall" in page
    assert OFFER not in page_of(world, signed_in(world.administrator), "near/")


def everything_but_the_no(world) -> str:
    """All that is held about the person, and all that leaves for figures."""
    held = whole_record(world.person.pk)
    for table in ("suggestions.notforme", "who_looked"):
        held.pop(table, None)
    return json.dumps(held, default=str, sort_keys=True)


def figures(folder) -> dict[str, list[object]]:
    """Every table of an extract of our own records."""
    import pyarrow.parquet as pq

    sources = extract.from_own_records(at=timezone.now())
    made = extract.make(sources, by=None, at=timezone.now(), into=folder)
    return {name: pq.read_table(file).to_pylist() for name, file in made.tables.items()}


def test_declining_costs_nothing(world, me, tmp_path, settings):
    """Two worlds that differ only in the no: the plan, the money and the figures are the same."""
    line = with_paid_support(world)
    settings.HOME = tmp_path
    before, draft = everything_but_the_no(world), page_of(world, signed_in(world.nurse), "draft/")
    figured = figures(tmp_path / "before")
    sent(world, me, "not-for-me/", thread=line, back="draft")

    assert NotForMe.objects.count() == 1
    assert everything_but_the_no(world) == before
    assert figures(tmp_path / "after") == figured
    assert without_keys(page_of(world, signed_in(world.nurse), "draft/")) == without_keys(draft)
    assert OFFER not in page_of(world, me, "draft/")


def without_keys(page: str) -> str:
    return re.sub(r'name="(once|csrfmiddlewaretoken)" value="[^"]*"', "", page)
