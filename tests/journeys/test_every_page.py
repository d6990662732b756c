"""Every page of the demonstration, as each of its people meets it: plain, accessible, light."""

import gzip
import re
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from hearth.jobs import demo
from hearth.records.people.queries import demo_accounts
from hearth.web.sign_in.sessions import BACKEND
from tests.journeys.browser import axe_violations, scrolls_sideways, weigh
from tests.journeys.conftest import NARROW
from tests.journeys.reading import HARDEST_GRADE, grade, hardest, our_words

pytestmark = pytest.mark.django_db(transaction=True)

MOST_FIRST, MOST_LATER, MOST_HTML = 50_000, 15_000, 14_000
# In two parts, for a demonstration is made for each.
CAST = {
    "people": (
        "Mo Hargreaves", "Nadia Ellis", "Danny Boyce", "Betty Fairclough", "Rhys Morgan",
        "Jan Kowalczyk", "Priya Nair", "Marcus Bell", "Eleanor Frost",
    ),
    "those around them": (
        "Grace Okafor", "Dr Anil Mehta", "Hannah Whitlock", "Dee Sutcliffe",
        "Julie Hargreaves-Cole", "Manjit Gill", "Yvonne Clarke", "Arthur Fairclough",
    ),
}  # fmt: skip
FIRST_PAGES = ("Mo Hargreaves", "Grace Okafor", "Jan Kowalczyk")


@pytest.fixture
def town(db):
    """The stories of the demonstration, without a crowd."""
    demo.build(people=1, seed=1, at=timezone.now(), progress=lambda *_: None)
    return {account.full_name: account for account in demo_accounts()}


FILES = (".ics", ".png", ".svg", "/pdf/", "large/", "/text/", "/csv/", "/word/")
OWN_PAGES = {"my-plan", "conversation", "today", "round"}


@dataclass
class Walk:
    """Where a group has been, and what was wrong there. A kind of page is looked at once.

    The first pages of each person differ with their story, so they are looked at for everyone.
    """

    seen: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def next_person(self) -> None:
        self.seen = {name for name in self.seen if name.split()[0] not in OWN_PAGES}

    def is_new(self, address: str) -> bool:
        try:
            found = resolve(urlsplit(address).path)
        except Resolver404:
            return False
        asked = str(found.kwargs.get("code") or found.kwargs.get("kind") or "")
        name = f"{found.view_name} {asked}"
        if (
            name in self.seen
            or "logout" in address
            or found.view_name == "leave"
            or address.endswith(FILES)
        ):
            return False
        self.seen.add(name)
        return "pdf" not in found.view_name


def sign_in(context, live_server, account):
    client = Client()
    client.force_login(account, backend=BACKEND)
    cookie = {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "url": live_server.url,
    }
    context.add_cookies([cookie])


def walk(page, start: str, look, way: Walk) -> Walk:
    """Follow every link from `start`, and look at each kind of page once."""
    queue = [start]
    while queue:
        address = urldefrag(queue.pop(0)).url
        if not way.is_new(address):
            continue
        answer = page.goto(address)
        if answer.status >= 400:
            way.wrong.append(f"{answer.status} {address}")
            continue
        way.wrong += [f"{address}: {words}" for words in look(page)]
        links = page.eval_on_selector_all("a[href]", "all => all.map(each => each.href)")
        queue += [link for link in links if urlsplit(link).netloc == urlsplit(page.url).netloc]
    return way


def too_heavy(html: str) -> list[str]:
    size = len(gzip.compress(html.encode(), 6))
    return [f"{size} bytes of HTML"] if size > MOST_LATER else []


def look_closely(page) -> list[str]:
    """What is wrong with a page: axe, side scroll, its weight, or words that are too hard."""
    found = axe_violations(page)
    if scrolls_sideways(page):
        found.append("scrolls sideways")
    html = page.content()
    found += too_heavy(html)
    words = our_words(html)
    if grade(words) > HARDEST_GRADE:
        found.append(f"grade {grade(words)}: {hardest(words, 5)}")
    return found


def too_heavy_at_first(page, address: str) -> list[str]:
    """What is wrong with the weight of a first page, with all that it loads."""
    first = weigh(page, address)
    is_light = first["document"] <= MOST_HTML and sum(first.values()) <= MOST_FIRST
    return [] if is_light else [f"{address}: {first}"]


@pytest.mark.any_engine
@pytest.mark.parametrize("who", CAST)
def test_each_page_is_accessible_at_320_pixels_plain_and_light(who, town, new_context, live_server):
    way, home = Walk(), f"{live_server.url}/"
    for name in CAST[who]:
        context = new_context(viewport=NARROW)
        sign_in(context, live_server, town[name])
        page = context.new_page()
        if name in FIRST_PAGES:
            way.wrong += too_heavy_at_first(page, home)
        way.next_person()
        walk(page, home, look_closely, way)

    assert len(way.seen) > 3
    assert not way.wrong, "\n".join(way.wrong)


def walk_without_a_browser(client: Client, start: str, way: Walk) -> None:
    """Follow every link from `start`, and open each kind of page once."""
    queue = [start]
    while queue:
        address = urldefrag(queue.pop(0)).url
        if not way.is_new(address):
            continue
        answer = client.get(address, follow=True)
        if answer.status_code >= 400:
            way.wrong.append(f"{answer.status_code} {address}")
        queue += re.findall(r'href="(/[^"]*)"', answer.content.decode())


@pytest.mark.other_engine
def test_each_page_opens_on_another_engine_too(town):
    way = Walk()
    for name in [name for names in CAST.values() for name in names]:
        client = Client()
        client.force_login(town[name], backend=BACKEND)
        way.next_person()
        walk_without_a_browser(client, "/", way)

    assert len(way.seen) > 50
    assert way.wrong == []
