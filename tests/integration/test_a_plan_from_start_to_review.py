"""One plan through all four steps, at the level of changes and queries."""

from datetime import timedelta

import pytest

from hearth.core.access import Action
from hearth.core.agreement import Answer, CannotAgree, Party, Standing, Way
from hearth.core.plan import Review, mark_of
from hearth.core.rounds import Step
from hearth.core.words import Section
from hearth.records.access.changes import involve
from hearth.records.access.door import NotAllowed, NotVisible, open_record
from hearth.records.plans.changes import entries, rounds, versions
from hearth.records.plans.changes.versions import Said
from hearth.records.plans.queries import entries as entry_queries
from hearth.records.plans.queries import rounds as round_queries
from hearth.records.plans.queries import versions as version_queries
from tests.world import NOW, TODAY, a_person, a_round, a_supporter, a_world, an_agreeable_plan

pytestmark = pytest.mark.django_db

REVIEW = Review(TODAY + timedelta(days=180), "Ruth Adeyemi", "A visit at home")


def freeze(world, round, said=None, at=NOW, read=None):
    return versions.freeze(
        record=world.record(world.nurse),
        round=round,
        review=REVIEW,
        location="At home",
        by=world.nurse,
        at=at,
        identifiers={"NHS number": "999 000 0018"},
        said=said,
        read=read,
    )


def test_a_plan_goes_from_preparation_to_an_agreed_version():
    world = a_world()
    round = a_round(world)
    an_agreeable_plan(world, round)
    for step in (Step.DISCUSS, Step.DOCUMENT):
        rounds.go_to(
            record=world.record(world.nurse), round=round, there=step, by=world.nurse, at=NOW
        )

    freeze(world, round, Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM))

    held = version_queries.in_force(world.record(world.person_account))
    assert held is not None
    assert held.standing is Standing.AGREED
    assert versions.is_untouched(version_queries.last_version(world.record(world.nurse)))
    assert round_queries.current_round(world.record(world.nurse), today=TODAY).here is Step.REVIEW


def test_a_version_that_the_person_has_not_answered_is_only_offered():
    world = a_world()
    an_agreeable_plan(world)

    version = freeze(world, None)

    record = world.record(world.person_account)
    assert version_queries.versions(record)[0].standing is Standing.OFFERED
    versions.answer_as_person(
        record=record,
        version=version,
        sha256=version.sha256,
        answer=Answer.AGREED,
        reason="",
        by=world.person_account,
        at=NOW,
    )
    assert version_queries.versions(record)[0].standing is Standing.AGREED


def test_an_empty_plan_says_what_it_lacks_instead_of_being_frozen():
    world = a_world()

    with pytest.raises(CannotAgree) as refused:
        freeze(world, None)

    assert [str(reason) for reason in refused.value.reasons] == [
        "Say what matters to the person.",
        "Add a goal, or something to keep going as it is.",
        "Add who will do what, and when.",
        "Say what to do if things get worse.",
    ]


def test_a_professionals_change_to_the_persons_own_words_waits_for_the_person():
    world = a_world()
    mine = entries.write(
        record=world.record(world.person_account),
        kind="what_matters",
        content={"text": "My garden"},
        by=world.person_account,
        at=NOW,
    )

    done = entries.write(
        record=world.record(world.nurse),
        kind="what_matters",
        content={"text": "Her garden"},
        thread=mine.thread,
        base_number=1,
        by=world.nurse,
        at=NOW,
    )

    record = world.record(world.person_account)
    assert done.is_suggestion
    assert entry_queries.current_entry(record, mine.thread).content["text"] == "My garden"
    [waiting] = entry_queries.open_suggestions(record)
    entries.accept_suggestion(record=record, suggestion=waiting, by=world.person_account, at=NOW)
    assert entry_queries.current_entry(record, mine.thread).content["text"] == "Her garden"


def test_the_second_of_two_editors_sees_both_texts_and_overwrites_nothing():
    world = a_world()
    record = world.record(world.person_account)
    first = entries.write(
        record=record,
        kind="strength",
        content={"text": "Patience"},
        by=world.person_account,
        at=NOW,
    )
    write = {
        "record": record,
        "kind": "strength",
        "thread": first.thread,
        "base_number": 1,
        "by": world.person_account,
        "at": NOW,
    }
    entries.write(content={"text": "Patience, and cooking"}, **write)

    with pytest.raises(entries.MovedOn) as refused:
        entries.write(content={"text": "Patience, and singing"}, **write)

    assert refused.value.now.content["text"] == "Patience, and cooking"
    assert refused.value.yours["text"] == "Patience, and singing"


def test_a_stranger_cannot_tell_a_person_from_nobody():
    world = a_world()

    with pytest.raises(NotVisible):
        world.record(world.stranger)


def test_a_supporter_sees_only_the_sections_that_the_person_shared():
    world = a_world()
    an_agreeable_plan(world)
    a_supporter(world, sections={Section.ACTIONS}, actions=set())

    record = world.record(world.daughter)

    assert {entry.kind for entry in entry_queries.current_entries(record)} == {"action"}
    with pytest.raises(NotAllowed):
        record.require(Action.WRITE, Section.ACTIONS)


def test_what_is_frozen_is_what_was_read_back_and_nothing_newer():
    world = a_world()
    an_agreeable_plan(world)
    read = mark_of(entry_queries.current_entries(world.record(world.nurse)))
    entries.write(
        record=world.record(world.person_account),
        kind="strength",
        content={"text": "Patience"},
        by=world.person_account,
        at=NOW,
    )

    with pytest.raises(CannotAgree, match="changed while you read it"):
        freeze(world, None, read=read)

    read_again = mark_of(entry_queries.current_entries(world.record(world.nurse)))
    assert freeze(world, None, read=read_again).number == 1


def test_nothing_crosses_from_one_person_to_another():
    world, other = a_world(), a_person("Ruby", "Khan")
    involve(
        person=other, organisation=world.practice, kind="practice", starts=TODAY, by=None, at=NOW
    )
    an_agreeable_plan(world)
    round, version = a_round(world), freeze(world, None)
    theirs = open_record(other.pk, by=world.nurse, at=NOW, why="a test")
    now = {"by": world.nurse, "at": NOW}

    with pytest.raises(NotAllowed):
        rounds.go_to(record=theirs, round=round, there=Step.DISCUSS, **now)
    with pytest.raises(NotAllowed):
        entries.write(record=theirs, kind="goal", content={"text": "x"}, round=round, **now)
    said = Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM)
    with pytest.raises(NotAllowed):
        versions.sign_for(record=theirs, version=version, said=said, **now)


def test_the_yes_of_a_person_without_a_sign_in_is_taken_down_and_says_so():
    world, ruby = a_world(), a_person("Ruby", "Khan")
    involve(
        person=ruby, organisation=world.practice, kind="practice", starts=TODAY, by=None, at=NOW
    )
    record = open_record(ruby.pk, by=world.nurse, at=NOW, why="a test")
    now = {"record": record, "by": world.nurse, "at": NOW}
    goal = entries.write(kind="strength", content={"text": "Patience"}, **now)
    plan_of_one = {
        "what_matters": {"text": "Home"},
        "goal": {"text": "Walk", "confidence": "9"},
        "action": {"what": "Walk", "who": "Me", "when": "Fridays"},
        "contingency": {"triggers": "A cold", "what_to_do": "Rest", "who_to_call": "Us"},
    }
    for kind, content in plan_of_one.items():
        entries.write(kind=kind, content=content, **now)
    said = Said(Party.PERSON, "Ruby", Answer.AGREED, Way.IN_THE_ROOM)
    versions.freeze(round=None, review=REVIEW, location="Home", identifiers={}, said=said, **now)
    idea = entries.write(
        kind="strength",
        content={"text": "Patience, and song"},
        thread=goal.thread,
        base_number=1,
        **now,
    )

    [waiting] = entry_queries.open_suggestions(record)
    entries.accept_suggestion(suggestion=waiting, **now)

    changed = entry_queries.current_entry(record, goal.thread)
    assert idea.is_suggestion
    assert changed.content["text"] == "Patience, and song"
    assert changed.authorship.line == "Ruby’s words, written by Ruth Adeyemi, for Ruby"
