"""One recall for each person: lists, letters in batches, answers, exceptions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hearth.core.messages import MessageWay
from hearth.core.people import Format
from hearth.core.recall.facts import Answer, CannotRecall, Ending, Letter, ListKind, WhyNot
from hearth.core.recall.stages import Stage
from hearth.records.access.door import NotAllowed, open_record
from hearth.records.audit.models import AuditRow
from hearth.records.community.models import Community
from hearth.records.outbox.bulk import CannotTakeBack
from hearth.records.outbox.claims import claim
from hearth.records.outbox.models import Attempt, Message
from hearth.records.people.deaths import record_death
from hearth.records.people.models import ContactPoint, DeathReport, Person
from hearth.records.plans.models import Round
from hearth.records.recall.changes import answers
from hearth.records.recall.changes.lists import ToList, put_on_register, take_off_register
from hearth.records.recall.changes.opening import keep_recalls
from hearth.records.recall.changes.sending import mark_printed, take_back
from hearth.records.recall.models import BatchLine, OnRegister, Recall, RecallException
from hearth.records.recall.queries import batches, lines
from tests.recalling import (
    LATER,
    LIST,
    a_batch,
    let_leave,
    on_the_list,
    put,
    record_of,
    some_people,
)
from tests.world import NOW, TODAY, a_round, a_world, some_dates

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def world():
    return a_world()


def how_of(batch):
    return sorted((row.how, row.way) for row in batch.lines.all())


def the_line(world, person, *, on=TODAY):
    return lines.open_recall(record_of(world, person), today=on)


def test_one_recall_is_open_whatever_the_number_of_lists(world):
    people = on_the_list(world, 3)
    told = put(people, register="Another list")

    assert told.new == 3
    assert told.recalls == 0
    assert Recall.objects.count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Recall.objects.create(
            person_id=people[0], organisation=world.practice, month=NOVEMBER,
            first_month=NOVEMBER, opened_at=NOW,
        )  # fmt: skip


def test_a_list_that_is_put_again_brings_its_reasons_up_to_date_and_lets_go_of_others(world):
    first, second = on_the_list(world, 2)
    told = put_on_register(
        [ToList(first, ("Asthma, 1 May 2026",), date(2027, 1, 5))],
        register=LIST, source="run 2", by=world.nurse, at=NOW, is_whole=True,
    )  # fmt: skip

    assert (told.new, told.still, told.off, told.recalls) == (0, 1, 1, 0)
    row = OnRegister.objects.get(person=first)
    assert (row.why, row.due, row.source) == (["Asthma, 1 May 2026"], date(2027, 1, 5), "run 2")
    assert OnRegister.objects.get(person=second).until == TODAY
    assert keep_recalls([first, second], by=None, at=NOW) == {"ended": 1, "moved": 0, "opened": 0}
    assert Recall.objects.get(person=second).ended_why == Ending.OFF_LISTS.value


def test_a_list_of_one_community_takes_nobody_of_another_off(world):
    (person,) = on_the_list(world, 1)
    elsewhere = Community.objects.create(name="Elsewhere")
    more = {"register": LIST, "source": "a run", "by": None, "at": NOW, "is_whole": True}

    assert put_on_register([], within=elsewhere, **more).off == 0
    assert put_on_register([], within=world.practice.community, **more).off == 1
    assert put_on_register([ToList(person)], **more).new == 1


def test_a_date_that_is_owed_moves_a_recall_that_nobody_has_begun(world):
    (person,) = some_people(world, 1, born=date(1950, 6, 1))
    put([person])
    assert Recall.objects.get(person=person).month == date(2027, 6, 1)

    put_on_register(
        [ToList(person, due=date(2027, 1, 5))], register="Budgets", kind=ListKind.BUDGET,
        source="the council", by=None, at=NOW,
    )  # fmt: skip
    assert keep_recalls([person], by=None, at=NOW)["moved"] == 1
    assert keep_recalls([person], by=None, at=NOW)["moved"] == 0
    assert Recall.objects.get(person=person).month == date(2027, 1, 1)


def test_the_key_worker_answers_for_a_recall_and_their_practice_asks(world):
    put([world.person.pk])
    row = Recall.objects.get(person=world.person)

    assert row.accountable == world.nurse_post
    assert row.organisation == world.practice


def test_an_invitation_leaves_after_ten_minutes_and_not_before(world):
    on_the_list(world, 2)
    batch = a_batch(world)

    assert batch.leaves_at == NOW + timedelta(minutes=10)
    assert let_leave(NOW + timedelta(minutes=9)).taken == []
    assert len(let_leave().taken) == 2
    assert let_leave().taken == []


def test_what_is_sent_once_is_not_sent_again(world):
    on_the_list(world, 2)
    a_batch(world)

    with pytest.raises(CannotRecall, match="Invited: this letter is not next"):
        a_batch(world)
    assert Message.objects.count() == 2


def test_a_batch_can_be_taken_back_whole_and_then_nothing_was_sent(world):
    first, _ = on_the_list(world, 2)
    batch = a_batch(world)
    take_back(batch=batch, by=world.administrator, at=NOW + timedelta(minutes=9))

    assert let_leave().taken == []
    assert the_line(world, first).stage is Stage.TO_INVITE
    assert not batches.can_be_taken_back(batches.batches([world.practice.pk])[0], at=NOW)
    with pytest.raises(CannotRecall, match="already"):
        take_back(batch=batch, by=world.administrator, at=NOW)


def test_a_batch_stays_sent_once_the_first_letter_is_leaving(world):
    on_the_list(world, 3)
    batch = a_batch(world)
    assert claim(ways=MessageWay, at=LATER)  # a worker whose clock runs ahead

    with pytest.raises(CannotTakeBack):
        take_back(batch=batch, by=world.administrator, at=NOW + timedelta(minutes=9))
    with pytest.raises(CannotRecall, match="too late"):
        take_back(batch=batch, by=world.administrator, at=LATER)
    assert Message.objects.filter(next_at__isnull=False).count() == 3


def test_a_reminder_goes_another_way_after_three_weeks_without_an_answer(world):
    on_the_list(world, 1)
    a_batch(world)
    let_leave()
    later = NOW + timedelta(days=21)

    assert lines.letters_due([world.practice.pk], today=TODAY) == []
    (due,) = lines.letters_due([world.practice.pk], today=later.date())
    assert due.next.letter is Letter.REMINDER
    batch = a_batch(world, Letter.REMINDER, at=later)
    assert how_of(batch) == [("message", "letter")]


def test_a_letter_that_did_not_arrive_goes_again_by_another_way(world):
    on_the_list(world, 1)
    a_batch(world)
    message = Message.objects.get()
    Attempt.objects.create(
        message=message, started_at=LATER, ended_at=LATER, outcome="refused", why="No such box."
    )
    Message.objects.update(next_at=None)
    batch = a_batch(world, at=LATER)

    assert how_of(batch) == [("message", "letter")]


def test_each_gets_their_own_format_or_is_told_by_somebody(world):
    on_the_list(world, 1)
    on_the_list(world, 1, format="large print", contacts=[])
    (easy,) = on_the_list(world, 1, format="Easy Read")
    on_the_list(world, 1, needs_interpreter=True, interpreter_language="Punjabi")
    batch = a_batch(world)

    assert how_of(batch) == [
        ("message", "email"), ("message", "letter"), ("task", ""), ("task", ""),
    ]  # fmt: skip
    row = batches.to_tell([world.practice.pk], today=TODAY).get(recall__person=easy)
    assert row.words == f"Needs {Format.EASY_READ.value}. Please tell them in that way."
    assert the_line(world, easy).next is None
    done = {"record": record_of(world, easy), "line": row, "by": world.administrator}
    answers.told_in_person(at=NOW, **done)
    assert the_line(world, easy).stage is Stage.INVITED
    with pytest.raises(CannotRecall):
        answers.told_in_person(at=NOW, **done)


def test_nobody_who_died_or_is_left_out_is_sent_a_letter(world):
    dead, told, out, fine = on_the_list(world, 4)
    by = {"by": world.administrator, "at": NOW}
    record_death(person=Person.objects.get(pk=dead), died_on=TODAY, told_by="their son", **by)
    answers.leave_out(record=record_of(world, told), why=WhyNot.DIED, words="their widow", **by)
    answers.leave_out(
        record=record_of(world, out), why=WhyNot.NOT_NOW, until=date(2026, 12, 24), **by
    )
    batch = a_batch(world)

    assert [row.recall.person_id for row in batch.lines.filter(how="message")] == [fine]
    assert DeathReport.objects.get(person=told).told_by == "their widow"
    reasons = {row.recall.person_id: row.words for row in batch.lines.filter(how="nothing")}
    assert reasons[out] == "Not now, until 24 December 2026."
    assert reasons[dead] == "They died."
    assert Recall.objects.get(person=out).month == date(2026, 12, 1)


def test_nobody_is_told_to_call_a_person_who_died_or_who_has_answered(world):
    dead, answered, left = on_the_list(world, 3, format="audio")
    a_batch(world)
    by = {"by": world.administrator, "at": NOW}
    record_death(person=Person.objects.get(pk=dead), died_on=TODAY, told_by="Sam", **by)
    answers.reply(record=record_of(world, answered), answer=Answer.YES, **by)
    assert [each.recall.person_id for each in to_tell(world)] == [left]

    answers.leave_out(record=record_of(world, left), why=WhyNot.MOVED, **by)
    assert to_tell(world) == []


def to_tell(world):
    return list(batches.to_tell([world.practice.pk], today=TODAY))


def test_a_letter_that_lies_ready_is_not_printed_for_somebody_who_died(world):
    first, second = on_the_list(world, 2, contacts=[])
    batch = a_batch(world)
    let_leave()
    who = Person.objects.get(pk=first)
    record_death(person=who, died_on=TODAY, told_by="Sam", by=world.nurse, at=LATER)

    assert [row.recall.person_id for row, _ in batches.papers_of(batch, today=TODAY)] == [second]


def test_who_answers_within_the_ten_minutes_is_not_sent_the_letter(world):
    (person,) = on_the_list(world, 1)
    a_batch(world)
    answers.reply(record=record_of(world, person), answer=Answer.NO, by=world.administrator, at=NOW)

    assert let_leave().taken == []
    assert Recall.objects.get(person=person).ended_why == Ending.DECLINED.value
    assert RecallException.objects.get().until == date(2027, 11, 2)
    assert keep_recalls([person], by=None, at=NOW)["opened"] == 0


def test_later_moves_the_recall_and_the_count_begins_again(world):
    (person,) = on_the_list(world, 1)
    a_batch(world)
    record, by = record_of(world, person), {"by": world.administrator, "at": LATER}
    with pytest.raises(CannotRecall):
        answers.reply(record=record, answer=Answer.LATER, **by)
    answers.reply(record=record, answer=Answer.LATER, until=date(2027, 1, 31), **by)

    assert Recall.objects.get().month == date(2027, 2, 1)
    assert the_line(world, person).is_left_out
    again = the_line(world, person, on=date(2027, 2, 1))
    assert again.next.letter is Letter.INVITATION


def test_a_yes_starts_a_round_with_who_answers_for_it(world):
    (person,) = on_the_list(world, 1)
    a_batch(world)
    let_leave()
    record = open_record(person, by=world.nurse, at=LATER, why="a test")
    round = answers.start_from_yes(
        record=record, accountable=world.nurse_post, due=some_dates(), agreed_with="Ada",
        by=world.nurse, at=LATER,
    )  # fmt: skip

    line = the_line(world, person)
    assert round.accountable == world.nurse_post
    assert line.stage is Stage.SAID_YES
    assert line.recall.round == round
    assert line.next.letter is Letter.PREPARATION


def test_a_yes_goes_on_with_a_round_that_waits_for_its_review(world):
    round = a_round(world)
    put([world.person.pk])
    record = world.record(world.nurse)

    assert answers.start_from_yes(
        record=record, accountable=world.nurse_post, due={}, agreed_with="Bibi",
        by=world.nurse, at=NOW,
    ) == round  # fmt: skip
    assert Round.objects.count() == 1


def test_the_person_answers_for_themselves_and_can_opt_back_in(world):
    put([world.person.pk])
    record = world.record(world.person_account)
    answers.reply(record=record, answer=Answer.NO, by=world.person_account, at=NOW)
    assert not Recall.objects.filter(ended_at__isnull=True).exists()

    assert answers.opt_in(record=record, by=world.person_account, at=NOW, words="I am well") == 1
    assert Recall.objects.get(ended_at__isnull=True).month == NOVEMBER
    assert answers.opt_in(record=record, by=world.person_account, at=NOW) == 0


def test_only_staff_of_the_service_send_its_letters(world):
    on_the_list(world, 1)
    world.administrator = world.social_worker

    with pytest.raises(NotAllowed):
        a_batch(world)


def test_who_has_moved_to_another_service_is_not_asked(world):
    from hearth.records.access.changes import end_involvement

    (person,) = on_the_list(world, 1)
    end_involvement(
        person=Person.objects.get(pk=person), organisation=world.practice,
        ends=TODAY - timedelta(days=1), by=None, at=NOW,
    )  # fmt: skip

    assert lines.letters_due([world.practice.pk], today=TODAY) == []


def test_letters_that_lie_ready_are_printed_together(world):
    on_the_list(world, 2, contacts=[])
    batch = a_batch(world)
    assert batches.papers_of(batch, today=TODAY) == []
    let_leave()
    papers = batches.papers_of(batch, today=TODAY)
    mark_printed(
        batch=batch,
        messages=[message.pk for _, message in papers],
        by=world.administrator,
        at=LATER,
    )

    assert len(papers) == 2
    assert all(message.settled for _, message in batches.papers_of(batch, today=TODAY))


def test_a_met_recall_ends_and_the_next_waits_for_the_review(world):
    (person,) = on_the_list(world, 1)
    from hearth.core.rounds import Step
    from hearth.records.plans.changes.rounds import go_to

    record = open_record(person, by=world.nurse, at=NOW, why="a test")
    round = answers.start_from_yes(
        record=record, accountable=world.nurse_post, due=some_dates(), agreed_with="Ada",
        by=world.nurse, at=NOW,
    )  # fmt: skip
    for step in (Step.DISCUSS, Step.DOCUMENT):
        go_to(record=record, round=round, there=step, by=world.nurse, at=LATER)
    assert keep_recalls([person], by=None, at=LATER) == {"ended": 1, "moved": 0, "opened": 1}

    assert Recall.objects.get(ended_at__isnull=False).ended_why == Ending.MET.value
    assert Recall.objects.get(ended_at__isnull=True).month == date(2027, 11, 1)


def test_every_change_is_on_record_for_each_person(world):
    (person,) = on_the_list(world, 1)
    batch = a_batch(world)
    take_back(batch=batch, by=world.administrator, at=NOW)
    take_off_register([person], register=LIST, by=world.nurse, at=NOW)
    did = set(AuditRow.objects.filter(person_id=person).values_list("did", flat=True))

    assert {
        "put on a list", "opened a recall", "sent a letter of the recall", "took a letter back",
        "taken off a list",
    } <= did  # fmt: skip


def queries_for(world, count):
    people = on_the_list(world, count)
    on = {"today": TODAY}
    with CaptureQueriesContext(
        connection,
    ) as month:
        found = lines.recalls_in([world.practice.pk], NOVEMBER, **on)
    with CaptureQueriesContext(connection) as due:
        lines.letters_due([world.practice.pk], **on)
    rows = [each.recall for each in found]
    with CaptureQueriesContext(connection) as previewed:
        lines.preview(rows, Letter.INVITATION, **on)
    with CaptureQueriesContext(connection) as sent:
        batch = a_batch(world, people=people)
    with CaptureQueriesContext(connection) as told:
        batches.lines_of(batch)
    with CaptureQueriesContext(connection) as back:
        take_back(batch=batch, by=world.administrator, at=NOW)
    return [len(each) for each in (month, due, previewed, sent, told, back)]


def test_pages_and_batches_cost_the_same_for_any_number_of_people(world):
    few = queries_for(world, 25)

    assert queries_for(world, 60) == few
    assert max(few[:3]) <= 22, few


def test_two_hundred_invitations_are_sent_in_a_few_queries(world):
    on_the_list(world, 200)
    with CaptureQueriesContext(connection) as seen:
        a_batch(world)

    assert Message.objects.count() == 200
    assert len(seen) <= 60, len(seen)


def test_a_contact_that_is_gone_is_not_used(world):
    (person,) = on_the_list(world, 1)
    ContactPoint.objects.filter(person=person).delete()

    assert how_of(a_batch(world)) == [("message", "letter")]
    assert BatchLine.objects.get().format == "standard print"
    assert datetime(2026, 11, 2, 10, 10, tzinfo=UTC) == Message.objects.get().next_at
