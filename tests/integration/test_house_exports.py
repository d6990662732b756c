"""No file that leaves the House tells of one person: a canary sings in every room but those.

Each address that gives a file is in EXPORTS. A new one that is not there fails a test here.
"""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from hearth.core.access import Role
from hearth.core.feedback import About, Given, How, MayQuote
from hearth.core.house.assessing import Rating
from hearth.core.house.meetings import AgendaItem, Appointment
from hearth.core.house.work import Said
from hearth.core.metrics.figures import Figure, Shown
from hearth.records.access.changes import involve
from hearth.records.brought.models import BroughtDocument
from hearth.records.community.models import Organisation
from hearth.records.feedback import changes as feedback
from hearth.records.house.queries import framework_of
from hearth.records.learning.own import keep_note
from hearth.records.meetings.changes.agreeing import agree
from hearth.records.meetings.changes.holding import note_people, write_words
from hearth.records.meetings.changes.planning import plan_meeting
from hearth.records.meetings.queries import items_of
from hearth.records.metrics.changes import record_results
from hearth.records.metrics.queries import catalogue
from hearth.records.plans.changes.entries import write
from hearth.records.workplan.changes import add_work
from hearth.records.workplan.models import BoardPack
from hearth.web.sign_in.sessions import BACKEND
from tests.house import a_house, an_assessment, answer_all
from tests.world import NOW, a_person, a_post, a_world, an_account

pytestmark = pytest.mark.django_db

CANARY = "Zwitscher"
NUMBER = "999 000 0042"
SUNG = (CANARY, "Zilpzalp", NUMBER, NUMBER.replace(" ", ""), "tirili@example.org", "12 Nest Row")

# By the name of the address: what it needs besides.
EXPORTS = {
    "work-csv": (),
    "board-pdf": ("pack",),
    "board-word": ("pack",),
    "board-csv": ("pack",),
    "house-picture": (),
    "house-picture-png": (),
    "house-framework-text": (),
    "house-assess-paper-large": (),
    "house-brought-csv": ("document",),
    "meeting-agenda-pdf": ("meeting",),
    "meeting-agenda-word": ("meeting",),
    "meeting-minutes-pdf": ("meeting",),
    "meeting-minutes-word": ("meeting",),
    "meeting-calendar": ("meeting",),
    "feedback-form-pdf": (),
    "feedback-form-large": (),
    "you-said-pdf": (),
    "you-said-large": (),
    "learning-csv": (),
    "unmet-csv": (),
    "figures-csv": (),
    "figure-csv": ("metric",),
}
A_FILE = re.compile(r"(pdf|word|csv|text|large|\.ics|\.svg|\.png)/?$")
PICTURES = {"house-picture-png"}


@pytest.fixture
def town():
    """A house with all that can be in it, and beside it a person who is in none of its files."""
    world, house = a_world(), a_house("Holmbeck")
    sing(world)
    lead = {"by": house.lead, "at": NOW}
    answer_all(house, an_assessment(house), Rating.NEARLY_THERE, letter_before=Rating.NEEDS_WORK)
    add_work(community=house.community, said=Said("Train the nurses", due=NOW.date()), **lead)
    theme = feedback.raise_theme(community=house.community, name="Letters", elements=[], **lead)
    given = Given(How.BAD, About.PREPARE, MayQuote.NOBODY, f"{CANARY} says it came too late.")
    singer = an_account("Zilpzalp Amsel", "tirili2@example.org")
    said = feedback.give(community=house.community, given=given, by=singer, at=NOW)
    feedback.place(feedback=said, themes=[theme], **lead)
    keep_note(words=f"{CANARY} taught me much.", by=house.nurse, at=NOW)
    record_results(community=house.community, figures=some_figures(), **lead)
    client = as_(house.lead)
    client.post(reverse("board"), {"do": "make", "decisions": "Pay for the letters."})
    client.post(reverse("house-brought-new"), {"kind": "agenda", "text": "1. Recall (5 min)"})
    return house, client


def sing(world):
    """A person whose record is full of the canary."""
    person = a_person(
        CANARY, "Zilpzalp", number=NUMBER, account=an_account(f"{CANARY} Zilpzalp", SUNG[4])
    )
    involve(
        person=person, organisation=world.practice, kind="practice", starts=NOW.date(), by=None,
        at=NOW,
    )  # fmt: skip
    words = {"text": f"{CANARY} sings at {SUNG[5]}"}
    world.person = person
    record = world.record(world.nurse)
    write(record=record, kind="what_matters", content=words, by=world.nurse, at=NOW)


def some_figures():
    shown = Shown(125, 200)
    return [
        Figure(each.code, each.hash, NOW.date(), shown)
        for each in catalogue().metrics
        if not each.bands
    ]


def a_meeting(house):
    held = plan_meeting(
        community=house.community,
        appointment=Appointment("Steering group", timezone.now() - timedelta(days=1), 60),
        items=[AgendaItem("The letters", 20)],
        by=house.lead,
        at=timezone.now() - timedelta(days=9),
    )
    when = {"by": house.lead, "at": timezone.now()}
    (item,) = items_of(held)
    write_words(item=item, words="They come too late.", base=0, **when)
    note_people(
        meeting=held, here=[("Lena Hart", house.lead)], sorry=[], base=held.people_number, **when
    )
    agree(meeting=held, framework=framework_of(house.community), by=house.lead, at=timezone.now())
    return held.pk


def as_(account):
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def words_of(content: bytes, kind: str) -> str:
    """All words of a file, those that are not seen too."""
    if "pdf" in kind:
        file = PdfReader(BytesIO(content))
        return " ".join(page.extract_text() for page in file.pages) + str(file.metadata)
    if "word" in kind:
        file = Document(BytesIO(content))
        return file.element.xml + str(vars(file.core_properties)) + file.core_properties.title
    return content.decode("utf-8", "replace")


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words).lower()


def arguments(house, needs):
    made = {
        "pack": lambda: BoardPack.objects.latest("pk").pk,
        "meeting": lambda: a_meeting(house),
        "metric": lambda: catalogue().metrics[0].code,
        "document": lambda: BroughtDocument.objects.latest("pk").pk,
    }
    return [made[each]() for each in needs]


def test_no_file_of_the_house_tells_of_a_person(town):
    house, client = town
    told = {}
    for name, needs in EXPORTS.items():
        answer = client.get(reverse(name, args=arguments(house, needs)))
        assert answer.status_code == 200, name
        content = b"".join(answer) if answer.streaming else answer.content
        words = words_of(content, answer["Content-Type"])
        assert words.strip(), name
        told[name] = [each for each in SUNG if squeezed(each) in squeezed(words)]

    assert {name: found for name, found in told.items() if found} == {}


def test_the_files_of_a_board_pack_hold_the_house_and_its_figures(town):
    """Without this, empty files would pass the test before."""
    _, client = town
    pack = BoardPack.objects.latest("pk").pk
    for name in ("board-pdf", "board-word", "board-csv"):
        answer = client.get(reverse(name, args=[pack]))
        words = squeezed(words_of(answer.content, answer["Content-Type"]))
        assert squeezed(catalogue().metrics[0].question) in words, name
        if name != "board-csv":
            assert "trainthenurses" in words, name
            assert "payfortheletters" in words, name


@pytest.mark.any_engine
def test_every_address_of_the_house_that_gives_a_file_is_looked_at_here():
    given = {
        where: pattern_name
        for where, pattern_name in named(get_resolver())
        if where.startswith("house/") and A_FILE.search(where)
    }

    assert given
    assert set(given.values()) - EXPORTS.keys() == set(), "add it to EXPORTS"


def named(resolver, before=""):
    for each in resolver.url_patterns:
        where = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from named(each, where)
        else:
            yield where, each.name


@pytest.mark.usefixtures("town")
def test_no_page_that_a_commissioner_can_reach_tells_of_a_person():
    marcus = an_account("Marcus Bell")
    trust = Organisation.objects.get(name="Holmbeck Trust")
    a_post(marcus, trust, Role.COMMISSIONER, "Commissioner")
    client, seen, queue = as_(marcus), set(), [reverse("house")]
    while queue:
        address = queue.pop()
        if address in seen or not address.startswith("/house/"):
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            html = answer.content.decode()
            assert [each for each in SUNG if each.lower() in html.lower()] == [], address
            queue += re.findall(r'href="(/house/[^"#]*)"', html)

    assert len(seen) > 10
