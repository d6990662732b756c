"""The plan as FHIR: all that it says is there, and comes back."""

from datetime import timedelta
from typing import Any

import pytest

from hearth.core.access import Role
from hearth.core.fields import FieldType
from hearth.core.kinds import CATALOGUE, KINDS, Kind
from hearth.core.plan import Authorship, Entry, Words
from hearth.fhir.drawing import refresh
from hearth.fhir.mappers.entries import body_of, parts_of
from hearth.fhir.mappers.shapes import SHAPES, content_in, where
from hearth.fhir.parsing import bytes_of, parsed
from hearth.records.exchange.models import Resource
from hearth.records.plans.changes.entries import take_out, write
from tests.world import NOW, World, a_world

WITNESS = "3f0f7f2e-0000-4000-8000-000000000001"


def everything_in(kind: Kind) -> dict[str, object]:
    """A content with every field of a kind."""
    return {each.name: _a_value(each) for each in kind.fields}


def _a_value(each: Any) -> object:
    match each.type:
        case FieldType.DATE:
            return "2027-03-27"
        case FieldType.SCALE:
            return 7
        case FieldType.CHOICE:
            return each.choices[-1][0]
        case FieldType.MONEY:
            return 1250
        case FieldType.YES:
            return True
        case FieldType.ENTRY:
            return WITNESS
        case _:
            return f"What is said of {each.name}"


def an_entry(kind: Kind, content: dict[str, object]) -> Entry:
    who = Authorship(Words.PERSON, "Rabia", "Nasreen Ali", Role.PRACTITIONER, NOW, "Rabia", "paper")
    return Entry(WITNESS, 1, kind.code, content, who)


@pytest.mark.any_engine
@pytest.mark.parametrize("code", sorted(KINDS))
def test_every_field_of_every_kind_has_a_place_and_comes_back(code: str) -> None:
    kind = KINDS[code]
    content = everything_in(kind)
    body = parsed(bytes_of(body_of(an_entry(kind, content), "Patient/1")))
    assert content_in(body) == (code, content)


@pytest.mark.any_engine
@pytest.mark.parametrize("code", sorted(KINDS))
def test_every_choice_of_every_field_comes_back(code: str) -> None:
    kind = KINDS[code]
    for field in (each for each in kind.fields if each.type is FieldType.CHOICE):
        for choice, _ in field.choices:
            content = {**everything_in(kind), field.name: choice}
            body = parsed(bytes_of(body_of(an_entry(kind, content), "Patient/1")))
            assert content_in(body)[1][field.name] == choice


@pytest.mark.any_engine
@pytest.mark.parametrize("code", sorted(KINDS))
def test_what_is_not_said_is_not_made_up(code: str) -> None:
    kind = KINDS[code]
    content = {each.name: _a_value(each) for each in kind.fields if each.required}
    content.setdefault(kind.lead, "A name")
    body = parsed(bytes_of(body_of(an_entry(kind, content), "Patient/1")))
    assert content_in(body) == (code, content)


@pytest.mark.any_engine
def test_every_kind_is_a_resource_and_every_reference_can_be_cut() -> None:
    assert {kind.code for kind in CATALOGUE} == set(SHAPES)
    for kind in CATALOGUE:
        for field in kind.fields:
            assert where(kind.code, field.name).startswith(SHAPES[kind.code].type)
        entry = an_entry(kind, everything_in(kind))
        held = body_of(entry, "Patient/1")
        for part in parts_of(entry):
            assert part.reference in str(held[part.path])


def a_plan_with_everything(world: World) -> dict[str, str]:
    """Write one entry of every kind, as the person says it. Returns threads by kind."""
    record = world.record(world.person_account)
    threads: dict[str, str] = {}
    for kind in sorted(CATALOGUE, key=lambda k: any(f.refers_to for f in k.fields)):
        content = everything_in(kind)
        for field in kind.fields:
            if field.refers_to:
                content[field.name] = threads[field.refers_to]
        done = write(
            record=record, kind=kind.code, content=content, by=world.person_account,
            at=NOW + timedelta(minutes=len(threads)),
        )  # fmt: skip
        threads[kind.code] = done.thread
    return threads


def rows_of(world: World) -> dict[tuple[str, str], Resource]:
    held = Resource.objects.filter(person=world.person, gone=False)
    return {(row.type, row.fid): row for row in held}


@pytest.mark.django_db
def test_each_entry_is_drawn_with_its_label_and_provenance() -> None:
    world = a_world()
    threads = a_plan_with_everything(world)
    refresh(world.person.pk, NOW + timedelta(hours=1))
    rows = rows_of(world)
    for kind, thread in threads.items():
        row = rows[SHAPES[kind].type, thread]
        assert (row.section, row.thread) == (KINDS[kind].section.value, thread)
        assert ("Provenance", f"{thread}-1") in rows
        assert content_in(parsed(row.body.encode()))[0] == kind


@pytest.mark.django_db
def test_what_was_taken_out_is_gone_and_the_plan_no_longer_names_it() -> None:
    world = a_world()
    threads = a_plan_with_everything(world)
    at = NOW + timedelta(hours=1)
    refresh(world.person.pk, at)
    assert threads["alert"] in rows_of(world)["CarePlan", str(world.person.pk)].body
    take_out(
        record=world.record(world.person_account), thread=threads["alert"], base_number=1,
        by=world.person_account, at=at,
    )  # fmt: skip
    refresh(world.person.pk, at)
    rows = rows_of(world)
    assert ("Observation", threads["alert"]) not in rows
    assert threads["alert"] not in rows["CarePlan", str(world.person.pk)].body


@pytest.mark.django_db
def test_the_plan_names_each_entry_and_none_of_the_conversation() -> None:
    world = a_world()
    threads = a_plan_with_everything(world)
    refresh(world.person.pk, NOW + timedelta(hours=1))
    row = rows_of(world)["CarePlan", str(world.person.pk)]
    body = parsed(row.body.encode())
    assert [each["reference"] for each in body["goal"]] == [f"Goal/{threads['goal']}"]
    assert not any("detail" in each for each in body["activity"])
    assert threads["story"] not in row.body
    assert {part[3] for part in row.parts or []} >= {threads["goal"], threads["risk"]}
