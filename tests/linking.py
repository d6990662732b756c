"""What the tests of links and of the emergency page share: a plan in force, and links to it."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.agreement import Answer, Party, Way
from hearth.core.plan import Review
from hearth.core.sharing import LinkKind
from hearth.core.words import Section
from hearth.records.access import links
from hearth.records.access.door import open_record
from hearth.records.plans.changes import versions
from hearth.records.plans.changes.entries import write
from hearth.records.plans.changes.versions import Said
from hearth.records.results.models import Allergy, Medicine
from tests.world import NOW, an_agreeable_plan

PASSCODE = "4821 9037"
SAID_YES = Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM)


def agree(world, said=SAID_YES):
    """Freeze a small plan; in force when the person said yes."""
    an_agreeable_plan(world)
    return versions.freeze(
        record=world.record(world.nurse), round=None,
        review=Review(NOW.date() + timedelta(days=180), "Ruth Adeyemi", "A visit at home"),
        location="At home", by=world.nurse, at=NOW,
        identifiers={"NHS number": "999 000 0018"}, said=said,
    )  # fmt: skip


def own_record(world):
    return open_record(world.person.pk, by=world.person_account, at=timezone.now(), why="a test")


def a_link(world, *, sections=(Section.ABOUT_ME,), uses=3, until=None, label="My sister"):
    """A link to share; returns its row and its token."""
    now = timezone.now()
    return links.make_link(
        record=own_record(world), kind=LinkKind.SHARE, label=label, sections=sections,
        ends_at=until or now + timedelta(days=7), by=world.person_account, at=now,
        passcode=PASSCODE.replace(" ", ""), most_uses=uses,
    )  # fmt: skip


def an_emergency_link(world, sections=None):
    chosen = links.EMERGENCY_SECTIONS if sections is None else sections
    return links.switch_on_emergency(
        record=own_record(world), sections=chosen, by=world.person_account, at=timezone.now()
    )


def end(world, row):
    links.end_link(record=own_record(world), link=row, by=world.person_account, at=timezone.now())


def address(token, page="open-link"):
    return reverse(page, args=[token])


def give(client, token, passcode=PASSCODE):
    return client.post(address(token), {"passcode": passcode})


def opened(world, **more):
    """A browser in which a link was opened; returns it with the link's row and token."""
    row, token = a_link(world, **more)
    client = Client()
    assert give(client, token).status_code == 302
    return client, row, token


def text_of(answer):
    return " ".join(answer.content.decode().split())


def writes(world, kind, **content):
    return write(
        record=world.record(world.nurse), kind=kind, content=content, by=world.nurse, at=NOW
    )


def known(world):
    """An allergy and a medicine, as an import would bring them."""
    Allergy.objects.create(person=world.person, name="Penicillin", reaction="Rash")
    Medicine.objects.create(
        person=world.person, name="Salbutamol inhaler", how_to_take="Two puffs when needed"
    )
