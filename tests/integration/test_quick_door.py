"""The quick door decides as the door does: only how it reads differs."""

import os
from dataclasses import fields
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearth.core.access import Footing, Role
from hearth.core.people import Authority, SupporterKind
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access import ties
from hearth.records.access.door import NotVisible, Record, open_record
from hearth.records.access.models import BrokenGlass, Involvement, QualityLook, Seal, Share
from hearth.records.access.quick import decide, decide_all
from hearth.records.access.quick_rows import Facts
from hearth.records.audit.models import AuditRow
from hearth.records.audit.queries import last_change
from hearth.records.people.models import Account, Death, Person, Supporter
from tests.world import NOW, TODAY, a_person, a_post, a_world, an_account

DAYS = st.integers(-3, 3).map(lambda count: TODAY + timedelta(days=count))
ENDS = st.none() | DAYS
MOMENTS = st.integers(-5, 5).map(lambda count: NOW + timedelta(hours=count))
SECTIONS = st.lists(st.sampled_from(sorted(Section)).map(str), unique=True, max_size=4)
KINDS = ("supporter", "involvement", "share", "glass", "look", "seal", "death", "own")
RECORD = [field.name for field in fields(Record)]

pytestmark = pytest.mark.django_db


def as_the_door_says(person: Person, by: Account) -> Record | None:
    try:
        return open_record(person.pk, by=by, at=NOW, why="a test")
    except NotVisible:
        return None


def as_the_quick_door_says(person: Person, by: Account) -> Record | None:
    found = decide(str(person.pk), by=by, at=NOW)
    assert found is not None
    record = found.record
    return record and Record(**{name: getattr(record, name) for name in RECORD})


def assert_same(person: Person, by: Account) -> None:
    slow, quick = as_the_door_says(person, by), as_the_quick_door_says(person, by)
    assert quick == slow
    if slow and quick:
        assert _plain(quick.person) == _plain(slow.person)


def _plain(person: Person) -> dict[str, object]:
    return {f.attname: getattr(person, f.attname) for f in Person._meta.concrete_fields}


@pytest.fixture
def cast():
    """A community with an account of each role, in the practice and far away."""
    world = a_world()
    roles = (Role.LINK_WORKER, Role.AUDITOR, Role.PRACTITIONER, Role.HOUSE_LEAD)
    accounts = [an_account(f"Staff {role.value}") for role in roles]
    posts = [
        a_post(account, place, role, role.value.title())
        for account, role in zip(accounts, roles, strict=True)
        for place in (world.council, world.practice)
    ]
    person = a_person("Wilf", "Carr", account=an_account("Wilf Carr"))
    nobody = a_person("Ada", "Dunn")
    everyone = [*accounts, world.nurse, world.daughter, world.stranger, world.person_account]
    return world, posts, everyone, [world.person, person, nobody]


def test_of_all_who_are_around_somebody_the_quick_door_says_the_same(cast):
    _, _, everyone, people = cast
    for person in people:
        for by in everyone:
            assert_same(person, by)


@settings(
    max_examples=500 if os.environ.get("HEARTH_TEST_LONG") else 12, deadline=None,
    derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(data=st.data())
def test_whatever_ties_them_the_quick_door_says_the_same(cast, data):
    _, posts, everyone, people = cast
    with transaction.atomic():
        for kind in data.draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6)):
            _tie(kind, data.draw, posts, everyone, data.draw(st.sampled_from(people)))
        for person in people:
            for by in everyone:
                assert_same(Person.objects.get(pk=person.pk), by)
        transaction.set_rollback(True)


def _tie(kind: str, draw, posts, everyone, person: Person) -> None:
    post, account = draw(st.sampled_from(posts)), draw(st.sampled_from(everyone))
    if kind == "own" and not Person.objects.filter(account=account).exists():
        Person.objects.filter(pk=person.pk).update(account=account)
    elif kind == "death" and not Death.objects.filter(person=person).exists():
        undone = draw(st.booleans())
        Death.objects.create(
            person=person, died_on=TODAY, told_by="A neighbour", recorded_at=NOW,
            undo_asked_at=NOW if undone else None, undone_at=NOW if undone else None,
            undo_asked_by=everyone[0] if undone else None,
            undone_by=everyone[1] if undone else None,
        )  # fmt: skip
    elif kind == "supporter":
        _supporter(draw, person, account)
    elif kind == "involvement":
        Involvement.objects.create(
            person=person, organisation=post.organisation, kind="care", starts=draw(DAYS),
            ends=draw(DAYS),
        )  # fmt: skip
    elif kind == "share":
        by_name = draw(st.booleans())
        Share.objects.create(
            person=person, post=post if by_name else None, until=draw(DAYS), purpose="A move",
            organisation=None if by_name else post.organisation, sections=draw(SECTIONS),
            shared_at=draw(MOMENTS), ended_at=draw(st.none() | MOMENTS),
        )  # fmt: skip
    elif kind == "glass":
        BrokenGlass.objects.create(
            person=person, account=post.account, post=post, reason="Found on the floor",
            starts_at=draw(MOMENTS), ends_at=draw(MOMENTS),
        )  # fmt: skip
    elif kind == "look":
        QualityLook.objects.create(
            person=person, post=post, opens_at=draw(MOMENTS), until=draw(DAYS),
            ended_at=draw(st.none() | MOMENTS),
        )  # fmt: skip
    elif kind == "seal":
        _seal(draw, person, post, account)


def _supporter(draw, person: Person, account: Account) -> None:
    Supporter.objects.create(
        person=person, account=account, name="A name", kind=SupporterKind.RELATIVE.value,
        relationship="cousin", authority=draw(st.sampled_from(sorted(Authority))).value,
        sections=draw(SECTIONS), actions=draw(st.sampled_from([[], ["write in the plan"]])),
        until=draw(ENDS), code_hash=str(Supporter.objects.count()), invited_at=NOW,
        accepted_at=draw(st.none() | MOMENTS), ended_at=draw(st.none() | MOMENTS),
    )  # fmt: skip


def _seal(draw, person: Person, post, account: Account) -> None:
    Seal.objects.create(
        person=person, kind=draw(st.sampled_from(sorted(SealKind))).value,
        section=draw(st.sampled_from(sorted(Section))).value, organisation=post.organisation,
        thread=draw(st.none() | st.uuids()), named=draw(st.sampled_from([[], [account.pk]])),
        sealed_at=NOW, lifted_at=draw(st.none() | MOMENTS),
    )  # fmt: skip


def test_all_is_read_in_one_statement_for_one_and_for_many(cast):
    world, _, _, people = cast
    with CaptureQueriesContext(connection) as one:
        decide(world.person.pk, by=world.nurse, at=NOW)
    with CaptureQueriesContext(connection) as many:
        found = list(decide_all([each.pk for each in people], by=world.nurse, at=NOW))

    assert (len(one), len(many)) == (1, 1)
    assert {each.person.pk for each in found} == {each.pk for each in people}


def test_it_knows_the_last_change_and_notes_no_look(cast):
    world, *_ = cast
    before = AuditRow.objects.count()
    found = decide(world.person.pk, by=world.nurse, at=NOW)

    assert found is not None
    assert found.record is not None
    assert found.record.last_change == last_change(world.person.pk) > 0
    assert AuditRow.objects.count() == before


def test_an_id_that_is_none_opens_nothing(cast):
    world, *_ = cast

    assert decide("not an id", by=world.nurse, at=NOW) is None
    assert decide("00000000-0000-4000-8000-000000000000", by=world.nurse, at=NOW) is None


def test_the_quick_door_reads_every_kind_of_row_that_ties():
    kinds = {name for name in vars(ties.Rows) if not name.startswith("_")}
    made = {"posts": Footing.INVOLVED, "supporters": Footing.SUPPORT, "shares": Footing.SHARED}
    made |= {"glasses": Footing.BROKEN_GLASS, "quality_looks": Footing.QUALITY}

    assert kinds == set(made), "ties.py reads a new kind of row: teach the quick door"
    assert kinds <= set(vars(Facts))
    assert set(made.values()) | {Footing.OWN, Footing.LINK} == set(Footing)
