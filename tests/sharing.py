"""What the tests of sharing and closing share: a colleague from afar, pages, and what was said."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.agreement import Answer, Party, Way
from hearth.core.plan import Review
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.door import Record, open_record
from hearth.records.access.models import Seal, Share
from hearth.records.access.sealing import seal
from hearth.records.access.shares import share
from hearth.records.community.changes import add_organisation
from hearth.records.community.models import Post
from hearth.records.people.models import Account
from hearth.records.plans.changes.entries import Voice, Written, write
from hearth.records.plans.changes.versions import Said, freeze
from hearth.records.plans.models import Entry, Version
from tests.world import NOW, World, a_post, an_account, an_agreeable_plan

SECRET = "zebra"
RISK = {"text": f"The {SECRET} at home", "what_we_do": "Watch for it"}


def an_outsider(name: str = "Nadia Shah") -> tuple[Account, Post]:
    """A social worker of a trust that has no part in the care."""
    trust = add_organisation(
        community="Holmbeck", name="Harbour Trust", kind="trust", by=None, at=NOW
    )
    account = an_account(name)
    return account, a_post(account, trust, Role.PRACTITIONER, "Social worker")


def record_of(world: World, account: Account) -> Record:
    """The record as this account sees it now, by the real clock."""
    return open_record(world.person.pk, by=account, at=timezone.now(), why="a test")


def said(world: World, by: Account, kind: str = "goal", *, own: bool = False, **content: str):
    """Write an entry now."""
    return write(
        record=record_of(world, by), kind=kind, content=content or {"text": "Walk to the mosque"},
        by=by, at=timezone.now(), voice=Voice(own=own),
    )  # fmt: skip


def an_agreed_plan(world: World) -> Version:
    """Write what a plan needs, read it back, and freeze it with the person's yes."""
    if not Entry.objects.filter(person=world.person, kind="goal").exists():
        an_agreeable_plan(world)
    review = Review(NOW.date() + timedelta(days=180), "Ruth Adeyemi", "A visit at home")
    freeze(
        record=record_of(world, world.nurse), round=None, review=review, location="At home",
        by=world.nurse, at=NOW, identifiers={},
        said=Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM),
    )  # fmt: skip
    return Version.objects.get()


def closed_for_safety(world: World, by: Account, kind: str = "risk", **content: str) -> Written:
    """Write what nobody else must know of, and close it."""
    done = said(world, by, kind, own=True, **(content or RISK))
    sealed(world, by, SealKind.SAFEGUARDING, Section.RISKS, done.thread, why="A report was made")
    return done


def sealed(
    world: World, by: Account, kind: SealKind, section: Section, thread: str | None, why: str = ""
) -> Seal:
    return seal(
        record=record_of(world, by), kind=kind, section=section, thread=thread, why=why,
        by=by, at=timezone.now(),
    )  # fmt: skip


def shared(world: World, post: Post, *sections: Section) -> Share:
    """The person shares some parts with a member of staff for a month."""
    by, now = world.person_account, timezone.now()
    return share(
        record=record_of(world, by), post=post, sections=sections, purpose="A move",
        until=timezone.localdate() + timedelta(days=30), by=by, at=now,
    )  # fmt: skip


def at(world: World, name: str, *more: Any) -> str:
    return reverse(name, args=[world.person.pk, *more])


def text_of(answer: Any) -> str:
    """What a page says, without its tags."""
    html = re.sub(r"(?s)<script.*?</script>", " ", answer.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def as_bytes(answer: Any) -> str:
    """A page as it was sent, but for what is new each time."""
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"', "", answer.content.decode())


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client
