"""A4: each address about a person is shut to each role that may not use it, read and written."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from hearth.core.access import Action, Role
from hearth.core.people import Authority, SupporterKind
from hearth.core.plan import Review
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.changes import end_involvement, involve
from hearth.records.audit.models import AuditRow
from hearth.records.community.changes import add_organisation
from hearth.records.people import supporters
from hearth.records.plans.changes import versions
from hearth.records.plans.changes.entries import Voice, write
from tests.integration.test_structure import addresses
from tests.sharing import sealed, signed_in
from tests.world import (
    NOW,
    TODAY,
    World,
    a_post,
    a_supporter,
    a_world,
    an_account,
    an_agreeable_plan,
)

CANARY = "Zilpzalp"
RISK = {"text": CANARY, "what_we_do": CANARY}
SHUT = (403, 404, 405)
NOT_LISTS = ("account/", "style")
LONG = bool(os.environ.get("HEARTH_TEST_LONG"))

# What each role may do, written from docs/reference/who-sees-what.md and not from the code. An
# address with another action is shut to it.
READER = {Action.READ}
LINK_WORKER = {
    Action.READ, Action.WRITE, Action.REFER, Action.INTRODUCE, Action.HAND_OVER, Action.SIGN,
    Action.APPEAL,
}  # fmt: skip
ADMINISTRATOR = {
    Action.READ, Action.REFER, Action.PLAN_ROUND, Action.SEND_LETTER, Action.ENTER_PAPER,
    Action.EDIT_DETAILS, Action.RECORD_DEATH, Action.ANSWER_APPEAL,
}  # fmt: skip
THE_PERSONS_ALONE = {
    Action.PREPARE, Action.DECIDE, Action.AGREE, Action.ASK_REVIEW, Action.CHOOSE_SUPPORTERS,
    Action.SEE_WHO_LOOKED, Action.EXPORT, Action.SHARE,
}  # fmt: skip
STAFFS_ALONE = {
    Action.CONVERSE, Action.REFER, Action.PLAN_ROUND, Action.SEND_LETTER, Action.ENTER_PAPER,
    Action.RESOLVE_URGENT, Action.HAND_OVER, Action.RECORD_DEATH, Action.SIGN,
    Action.ANSWER_APPEAL, Action.CHECK_COPY,
}  # fmt: skip
MAY_NOT = {
    "the person": STAFFS_ALONE,
    "a practitioner": THE_PERSONS_ALONE,
    "a supporter who may read": set(Action) - READER,
    "a link worker": set(Action) - LINK_WORKER,
    "an administrator": set(Action) - ADMINISTRATOR,
}
# Addresses that need no more than to read, and yet take down something of the reader's own.
READERS_OWN = {"draft", "stop-helping", "died-tell"}

# The doors are the same on every engine.
pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@dataclass(frozen=True)
class Route:
    """One address about a person, filled in, and the action that it asks for."""

    name: str
    path: str
    action: Action | None


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker):
    """One community for all tests here: nothing that they do may change it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_community()
        transaction.set_rollback(True)


@pytest.fixture
def cast(_built):
    """Who tries, by what they are; None signs in as nobody."""
    return _built


def a_community() -> tuple[World, dict[str, object]]:
    world = a_world()
    write_canaries(world)
    involved = world.practice
    far = add_organisation(
        community="Holmbeck", name="Harbour Trust", kind="trust", by=None, at=NOW
    )
    former = add_organisation(
        community="Holmbeck", name="Old Surgery", kind="practice", by=None, at=NOW
    )
    had_a_part(world, former)
    staff = {
        "a House lead": ("Hal Lead", involved, Role.HOUSE_LEAD),
        "a commissioner": ("Col Commissioner", involved, Role.COMMISSIONER),
        "a records auditor": ("Aud Itor", involved, Role.AUDITOR),
        "a link worker": ("Lin Worker", involved, Role.LINK_WORKER),
        "staff of a service without a part": ("Far Away", far, Role.PRACTITIONER),
        "staff of a service whose part ended": ("For Mer", former, Role.PRACTITIONER),
    }
    people: dict[str, object] = {"nobody": None, "a stranger": world.stranger}
    for what, (name, place, role) in staff.items():
        people[what] = an_account(name)
        a_post(people[what], place, role, what)
    helper = a_supporter(world, sections={Section.GOALS}, actions={Action.READ})
    supporters.end(supporter=helper, by=world.person_account, at=NOW)
    people["a supporter whose time is over"] = world.daughter
    people |= {
        "a supporter who may read": a_reader(world),
        "an administrator": world.administrator,
        "the person": world.person_account,
        "a practitioner": world.nurse,
    }
    return world, people


def write_canaries(world: World) -> None:
    """A plan with the canary in a line that most see, in a sealed one, and in a frozen version."""
    said = {
        "goal": {"text": f"Walk with the {CANARY}"},
        "risk": {"text": CANARY, "what_we_do": CANARY},
    }
    an_agreeable_plan(world)
    for kind, content in said.items():
        done = write(
            record=world.record(world.nurse), kind=kind, content=content, by=world.nurse, at=NOW,
            voice=Voice(own=kind == "risk"),
        )  # fmt: skip
        world.thread = done.thread
    sealed(world, world.nurse, SealKind.SAFEGUARDING, Section.RISKS, world.thread, why=CANARY)
    review = Review(TODAY + timedelta(days=180), "Ruth Adeyemi", "A visit")
    versions.freeze(
        record=world.record(world.nurse), round=None, by=world.nurse, at=NOW, review=review,
        location="At home", identifiers={}, said=None,
    )  # fmt: skip


def had_a_part(world: World, place) -> None:
    involve(
        person=world.person, organisation=place, kind="practice", starts=date(2019, 1, 1),
        by=None, at=NOW,
    )  # fmt: skip
    end_involvement(person=world.person, organisation=place, ends=date(2020, 1, 1), by=None, at=NOW)


def a_reader(world: World):
    """A son who may read the goals, and do nothing."""
    account = an_account("Yusuf Ali")
    _, code = supporters.invite(
        person=world.person, name="Yusuf Ali", kind=SupporterKind.RELATIVE, relationship="son",
        authority=Authority.PERSON_ASKED, by=world.person_account, at=NOW,
        sections={Section.ABOUT_ME}, actions={Action.READ},
    )  # fmt: skip
    supporters.accept(code=code, by=account, at=NOW)
    return account


def routes(world: World) -> list[Route]:
    """Every address about a person, from the list of all addresses."""
    names = {str(view): name for name, view in named_views()}
    return [
        Route(names.get(str(view), where), "/" + filled(where, world), view.policy.action)
        for where, view in addresses(get_resolver())
        if "person_id" in where
    ]


def named_views(resolver=None) -> Iterator[tuple[str, object]]:
    for each in (resolver or get_resolver()).url_patterns:
        if hasattr(each, "url_patterns"):
            yield from named_views(each)
        elif each.name:
            yield each.name, each.callback


IN_PATTERNS = {"type": "Goal", "name": "everything", "key": "x", "version": "1"}
"""What stands in the addresses that are written as patterns: those of FHIR."""


def filled(where: str, world: World) -> str:
    if "(?P<" in where or "^" in where:
        plain = where.replace("^", "").removesuffix("$").replace(".*", "x")
        ids = {"fid": str(world.person.pk), "person_fid": str(world.person.pk), **IN_PATTERNS}
        named = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda m: ids[m[1]], plain)
        return re.sub(r"\\(.)|\?", r"\1", named)
    values = {"uuid:person_id": world.person.pk, "uuid:thread": world.thread}
    usual = {"uuid": uuid4(), "int": 1, "slug": "goal", "str": "x", "path": "x"}
    return re.sub(r"<([^>]+)>", lambda m: str(values.get(m[1], usual[m[1].split(":")[0]])), where)


def client_of(account) -> Client:
    return signed_in(account) if account is not None else Client()


def leaks(world: World, answer) -> bool:
    """Say whether an answer names the person, or says anything of their plan."""
    said = answer.content.decode(errors="replace") + str(answer.headers)
    return any(word in said for word in (CANARY, "Rabia", "Bibi", str(world.person.born)))


def tried(client: Client, path: str, world: World, *, methods: str = "GET POST") -> Iterator:
    if "GET" in methods:
        yield client.get(path)
    if "POST" in methods:
        yield client.post(path, {"person": str(world.person.pk), "text": "Mine now"})


def methods_for(who: str, place: int) -> str:
    """Both, for who is nobody here; of the others, who are refused by the same door, one each."""
    if who == "a stranger" or LONG:
        return "GET POST"
    return "GET" if place % 2 else "POST"


OUTSIDE = (
    "a stranger", "a House lead", "a commissioner", "a records auditor",
    "a supporter whose time is over", "staff of a service without a part",
    "staff of a service whose part ended",
)  # fmt: skip


@pytest.mark.parametrize("who", OUTSIDE)
def test_no_address_about_a_person_opens_to(who, cast):
    world, people = cast
    client, before = client_of(people[who]), AuditRow.objects.filter(is_change=True).count()
    wrong = [
        (route.path, answer.status_code)
        for place, route in enumerate(routes(world), start=OUTSIDE.index(who))
        for answer in tried(client, route.path, world, methods=methods_for(who, place))
        if answer.status_code not in (404, 405) or leaks(world, answer)
    ]

    assert wrong == []
    assert AuditRow.objects.filter(is_change=True).count() == before


def test_every_address_about_a_person_leads_nobody_to_the_sign_in(cast):
    world, _ = cast
    wrong = [
        (route.path, answer.status_code)
        for route in routes(world)
        for answer in tried(Client(), route.path, world)
        if answer.status_code != 302
        or not answer["Location"].startswith(reverse("account_login"))
        or leaks(world, answer)
    ]

    assert wrong == []


@pytest.mark.parametrize("who", MAY_NOT)
def test_no_address_opens_for_what_is_not_theirs_to(who, cast):
    world, people = cast
    client, before = client_of(people[who]), AuditRow.objects.filter(is_change=True).count()
    theirs = [route for route in routes(world) if route.action in MAY_NOT[who]]
    wrong = [
        (route.path, answer.status_code)
        for route in theirs
        for answer in tried(client, route.path, world)
        if answer.status_code not in SHUT or leaks(world, answer)
    ]

    assert theirs
    assert wrong == []
    assert AuditRow.objects.filter(is_change=True).count() == before


def test_who_may_only_read_changes_nothing_by_any_address(cast):
    world, people = cast
    client = client_of(people["a supporter who may read"])
    before = AuditRow.objects.filter(is_change=True).count()
    for route in routes(world):
        if route.action is Action.READ and route.name not in READERS_OWN:
            for answer in tried(client, route.path, world):
                assert CANARY not in answer.content.decode(errors="replace"), route.path

    assert AuditRow.objects.filter(is_change=True).count() == before


@pytest.mark.parametrize("who", OUTSIDE)
def test_no_list_names_a_person_to(who, cast):
    world, people = cast
    client = client_of(people[who])
    lists = [
        "/" + filled(where, world)
        for where, view in addresses(get_resolver())
        if getattr(view, "policy", None)
        and "person_id" not in where
        and not where.startswith(NOT_LISTS)
    ]

    assert [path for path in lists if leaks(world, client.get(path, {"q": "Khan"}))] == []
