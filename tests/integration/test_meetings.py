"""Meetings as rows: who writes at the same time, what is frozen, and what comes up again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.core.house.assessing import Voice
from hearth.core.house.framework import Element, Framework
from hearth.core.house.meetings import AgendaItem, Appointment, Kind, Stage
from hearth.core.house.parts import Part
from hearth.records.house.changes import end_seat, give_seat
from hearth.records.meetings import queries
from hearth.records.meetings.changes.agenda import (
    add_item,
    change_item,
    move_item,
    take_out_item,
)
from hearth.records.meetings.changes.agreeing import agree, correct
from hearth.records.meetings.changes.holding import (
    MovedOn,
    decide,
    note_people,
    settle_decision,
    take_on,
    take_out_decision,
    write_words,
)
from hearth.records.meetings.changes.inviting import tell_members
from hearth.records.meetings.changes.planning import (
    CannotMeet,
    ChangedMeanwhile,
    call_off,
    move_meeting,
    plan_meeting,
)
from hearth.records.meetings.models import AgreedMinutes, ItemWords
from hearth.records.outbox.changes import stop_for
from hearth.records.outbox.models import Message
from hearth.records.people.models import Person
from hearth.records.workplan.queries import work_of
from tests.world import NOW, TODAY, a_world, an_account

pytestmark = pytest.mark.django_db

FRAMEWORK = Framework(
    "Ours",
    (
        Element("letters", Part.LEFT_WALL, "Letters", "Is it?", "Does it?"),
        Element("recall", Part.ROOF, "One recall", "Is it?", "Does it?"),
    ),
)
ITEMS = (
    AgendaItem("Welcome", 5, (), Kind.OPENING),
    AgendaItem("The recall", 40, ("recall",)),
    AgendaItem("Who does what", 5, (), Kind.CLOSING),
)


@pytest.fixture
def priya():
    return an_account("Priya Nair")


@pytest.fixture
def meeting(priya):
    return a_meeting(priya)


def a_meeting(by, *, starts=NOW - timedelta(minutes=10), items=ITEMS):
    return plan_meeting(
        community=a_world().practice.community,
        appointment=Appointment("Steering group", starts, 60, "Room 2"),
        items=items,
        by=by,
        at=NOW - timedelta(days=7),
    )


def titles(meeting):
    return [each.title for each in queries.items_of(meeting)]


def fresh(meeting):
    return queries.meeting_of(meeting.community, meeting.pk)


def test_an_item_that_is_added_stands_before_the_one_that_closes_the_meeting(meeting, priya):
    add_item(meeting=meeting, item=AgendaItem("Letters", 10), base=1, by=priya, at=NOW)

    assert titles(meeting) == ["Welcome", "The recall", "Letters", "Who does what"]


def test_items_are_moved_changed_and_taken_out(meeting, priya):
    first, second, _ = queries.items_of(meeting)
    move_item(item=second, up=True, base=1, by=priya, at=NOW)
    move_item(item=second, up=True, base=2, by=priya, at=NOW)
    change_item(item=first, to=AgendaItem("Hello", 3, ("letters",)), base=3, by=priya, at=NOW)
    assert titles(meeting) == ["The recall", "Hello", "Who does what"]

    take_out_item(item=second, base=4, by=priya, at=NOW)
    assert [(each.title, each.place) for each in queries.items_of(meeting)] == [
        ("Hello", 1),
        ("Who does what", 2),
    ]


def test_two_who_change_one_agenda_do_not_overwrite_each_other(meeting, priya):
    item = queries.items_of(meeting)[1]
    change_item(item=item, to=AgendaItem("Mine", 10), base=1, by=priya, at=NOW)

    with pytest.raises(ChangedMeanwhile):
        change_item(item=item, to=AgendaItem("Yours", 10), base=1, by=priya, at=NOW)

    assert "Mine" in titles(meeting)


def test_an_item_with_minutes_cannot_be_taken_out(meeting, priya):
    item = queries.items_of(meeting)[1]
    write_words(item=item, words="We talked.", base=0, by=priya, at=NOW)

    with pytest.raises(CannotMeet, match="It stays"):
        take_out_item(item=item, base=1, by=priya, at=NOW)


def test_two_who_write_on_one_item_both_keep_their_words(meeting, priya):
    item = queries.items_of(meeting)[1]
    write_words(item=item, words="Mine", base=0, by=priya, at=NOW)

    with pytest.raises(MovedOn) as refused:
        write_words(item=item, words="Yours", base=0, by=priya, at=NOW)

    assert (refused.value.now.words, refused.value.yours) == ("Mine", "Yours")
    assert ItemWords.objects.count() == 1


def test_agreed_minutes_are_closed_to_every_change(meeting, priya):
    item = queries.items_of(meeting)[1]
    decide(meeting=meeting, item=item, words="Begin in May.", by=priya, at=NOW)
    note_people(meeting=meeting, here=[("Priya Nair", priya)], sorry=[], base=1, by=priya, at=NOW)
    agree(meeting=meeting, framework=FRAMEWORK, by=priya, at=NOW)

    with pytest.raises(CannotMeet, match="Add a correction"):
        write_words(item=item, words="Late words", base=0, by=priya, at=NOW)
    with pytest.raises(CannotMeet, match="Add a correction"):
        agree(meeting=meeting, framework=FRAMEWORK, by=priya, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreedMinutes.objects.update(number=9)
    assert queries.stage_of(fresh(meeting), at=NOW) is Stage.AGREED


def test_a_correction_adds_a_text_and_leaves_the_one_before(meeting, priya):
    decide(meeting=meeting, item=None, words="Begin in May.", by=priya, at=NOW)
    note_people(meeting=meeting, here=[("Priya Nair", priya)], sorry=[], base=1, by=priya, at=NOW)
    agree(meeting=meeting, framework=FRAMEWORK, by=priya, at=NOW)

    correct(meeting=meeting, words="It was June.", base=1, by=priya, at=NOW)

    minutes, number = queries.agreed_of(meeting)
    assert number == AgreedMinutes.objects.count() == 2
    assert [each.words for each in minutes.corrections] == ["It was June."]
    assert minutes.items[-1].decisions == ("Begin in May.",)
    with pytest.raises(ChangedMeanwhile):
        correct(meeting=meeting, words="It was July.", base=1, by=priya, at=NOW)


def test_minutes_say_all_that_is_missing_before_they_can_be_agreed(priya):
    meeting = a_meeting(priya, starts=NOW + timedelta(days=1))

    with pytest.raises(CannotMeet) as refused:
        agree(meeting=meeting, framework=FRAMEWORK, by=priya, at=NOW)

    assert [each.words for each in refused.value.reasons] == [
        "The meeting has not begun yet.",
        "Say who was there.",
        "Write down what was said, or decided.",
    ]


def test_a_decision_comes_up_again_until_it_is_done(meeting, priya):
    made = [
        decide(meeting=meeting, item=None, words=words, by=priya, at=NOW)
        for words in ("Ask the council.", "Not this one.", "Find a room.")
    ]
    take_out_decision(decision=made[1], by=priya, at=NOW)
    settle_decision(decision=made[2], by=priya, at=NOW)

    found = queries.open_decisions(meeting.community, before=NOW + timedelta(days=30))

    assert [each.words for each in found] == ["Ask the council."]
    assert [each.words for each in queries.said_in(meeting)[-1].decisions] == [
        "Ask the council.",
        "Find a room.",
    ]


def test_an_action_needs_what_who_and_when(meeting, priya):
    with pytest.raises(CannotMeet) as refused:
        take_on(meeting=meeting, item=None, what="", who="", due=None, by=priya, at=NOW)

    assert [each.where for each in refused.value.reasons] == ["words", "who", "due"]


def test_an_action_is_work_that_is_tied_to_the_elements_of_its_item(meeting, priya):
    item = queries.items_of(meeting)[1]

    take_on(
        meeting=meeting, item=item, what="Merge the lists", who="Jan Novak", due=TODAY,
        by=priya, at=NOW,
    )  # fmt: skip

    [work] = work_of(meeting.community)
    assert (work.title, work.owner, work.due) == ("Merge the lists", "Jan Novak", TODAY)
    assert work.elements == ("recall",)
    minutes = queries.minutes_of(fresh(meeting), FRAMEWORK)
    assert minutes.items[1].tasks[0].who == "Jan Novak"


def test_a_meeting_that_moves_has_a_new_sequence_and_the_same_uid(meeting, priya):
    later = Appointment("Steering group", NOW + timedelta(days=3), 90)

    moved = move_meeting(meeting=meeting, appointment=later, base=0, by=priya, at=NOW)

    assert (moved.uid, moved.sequence) == (meeting.uid, 1)
    with pytest.raises(ChangedMeanwhile):
        move_meeting(meeting=meeting, appointment=later, base=0, by=priya, at=NOW)


def test_a_meeting_that_was_called_off_takes_no_more_and_touches_nothing(priya):
    meeting = a_meeting(priya, starts=NOW + timedelta(days=1))
    call_off(meeting=meeting, by=priya, at=NOW)

    assert queries.stage_of(fresh(meeting), at=NOW) is Stage.CANCELLED
    assert queries.held_before(meeting.community, NOW + timedelta(days=9)) == ()
    with pytest.raises(CannotMeet, match="called off"):
        add_item(meeting=meeting, item=AgendaItem("x", 5), base=1, by=priya, at=NOW)


def test_a_meeting_that_has_begun_cannot_be_called_off(meeting, priya):
    with pytest.raises(CannotMeet, match="begun"):
        call_off(meeting=meeting, by=priya, at=NOW)


def test_the_minutes_name_elements_and_say_where_the_time_went(meeting):
    minutes = queries.minutes_of(fresh(meeting), FRAMEWORK)

    assert minutes.items[1].elements == ("Roof: One recall",)
    assert minutes.covered[0] == "40 of 60 minutes on the roof."
    assert minutes.starts.date() == TODAY


def test_two_who_note_who_is_there_do_not_overwrite_each_other(meeting, priya):
    note_people(meeting=meeting, here=[("A", None)], sorry=[("B", None)], base=1, by=priya, at=NOW)

    with pytest.raises(ChangedMeanwhile):
        note_people(meeting=meeting, here=[], sorry=[], base=1, by=priya, at=NOW)

    assert [(each.name, each.was_there) for each in queries.people_at(meeting)] == [
        ("A", True),
        ("B", False),
    ]


def test_reading_the_minutes_takes_as_many_queries_however_long_they_are(
    meeting, priya, django_assert_num_queries
):
    for number in range(8):
        add_item(meeting=meeting, item=AgendaItem("x", 1), base=1 + number, by=priya, at=NOW)
    row = fresh(meeting)
    with django_assert_num_queries(6):
        queries.minutes_of(row, FRAMEWORK)


# --- the invitation ------------------------------------------------------------------------------


def a_group(meeting, priya):
    """Priya, and Bibi who has a plan here herself; and somebody whose seat has ended."""
    bibi = Person.objects.get(account__isnull=False)
    for who, voice in ((priya, Voice.STAFF), (bibi.account, Voice.PEOPLE)):
        give_seat(community=meeting.community, to=who, voice=voice, by=None, at=NOW)
    gone = give_seat(
        community=meeting.community, to=an_account("Long Gone"), voice=Voice.STAFF, by=None,
        at=NOW - timedelta(days=90),
    )  # fmt: skip
    end_seat(seat=gone, by=priya, at=NOW - timedelta(days=30))
    return bibi


def told():
    rows = Message.objects.filter(kind__startswith="meeting of a group").order_by("pk")
    return [(row.kind.split(": ")[1], row.name) for row in rows]


def test_members_are_told_once_of_each_change_of_a_meeting(priya):
    meeting = a_meeting(priya, starts=NOW + timedelta(days=3))
    bibi, to = a_group(meeting, priya), {"meeting": meeting, "by": priya, "at": NOW}

    assert tell_members(**to) == 2
    with pytest.raises(CannotMeet):
        tell_members(**to)
    later = replace(meeting.appointment, starts=NOW + timedelta(days=4))
    move_meeting(meeting=meeting, appointment=later, base=0, by=priya, at=NOW)
    tell_members(**to)
    call_off(meeting=meeting, by=priya, at=NOW)
    tell_members(**to)

    steps = ("invitation", "moved", "called off")
    members = {"Priya Nair", bibi.account.full_name}
    assert set(told()) == {(step, name) for step in steps for name in members}
    assert len(told()) == 6


def test_nobody_is_told_that_a_meeting_is_off_of_which_they_never_knew(priya):
    meeting = a_meeting(priya, starts=NOW + timedelta(days=3))
    a_group(meeting, priya)
    call_off(meeting=meeting, by=priya, at=NOW)

    with pytest.raises(CannotMeet):
        tell_members(meeting=meeting, by=priya, at=NOW)
    assert told() == []


def test_nobody_is_told_of_a_meeting_that_has_begun(meeting, priya):
    a_group(meeting, priya)

    with pytest.raises(CannotMeet):
        tell_members(meeting=meeting, by=priya, at=NOW)


def test_no_invitation_leaves_for_a_member_who_has_died(priya):
    meeting = a_meeting(priya, starts=NOW + timedelta(days=3))
    bibi = a_group(meeting, priya)
    tell_members(meeting=meeting, by=priya, at=NOW)

    stop_for(person_id=bibi.pk, by=priya, at=NOW, why="They have died.")

    waiting = Message.objects.filter(next_at__isnull=False)
    assert [row.name for row in waiting] == ["Priya Nair"]
