"""What must not go wrong for one person in the recall: their no, their yes, and who helps them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.messages import Audience, MessageKind
from hearth.core.people import ContactWay
from hearth.core.recall.facts import Answer, CannotRecall, Letter, ListKind, WhyNot
from hearth.core.recall.stages import Stage
from hearth.core.rounds import Step
from hearth.records.access.changes import end_involvement, involve
from hearth.records.access.door import NotAllowed, open_record
from hearth.records.community.changes import add_organisation
from hearth.records.people.deaths import deny_death_report, record_death
from hearth.records.people.models import Person, Supporter
from hearth.records.people.telling import way_to_reach
from hearth.records.plans.models import Round, StepReached
from hearth.records.recall.changes import answers
from hearth.records.recall.changes.lists import ToList, put_on_register
from hearth.records.recall.changes.opening import keep_recalls
from hearth.records.recall.models import BatchLine, ExceptionEnd, Recall
from hearth.records.recall.queries import batches, lines
from hearth.records.recall.queries.contacts import reachable
from tests.recalling import LATER, a_batch, let_leave, on_the_list, put, record_of
from tests.world import NOW, TODAY, a_supporter, a_world, some_dates

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def world():
    return a_world()


def by(world, at=NOW):
    return {"by": world.administrator, "at": at}


def the_line(world, person, *, on=TODAY):
    return lines.open_recall(record_of(world, person), today=on)


def said_yes(world, person):
    answers.start_from_yes(
        record=open_record(person, by=world.nurse, at=NOW, why="a test"), agreed_with="Ada",
        accountable=world.nurse_post, due=some_dates(), by=world.nurse, at=NOW,
    )  # fmt: skip


def test_a_yes_after_a_not_now_is_a_yes(world):
    (person,) = on_the_list(world, 1)
    record = record_of(world, person)
    until = TODAY + timedelta(days=90)
    answers.reply(record=record, answer=Answer.LATER, until=until, **by(world))
    answers.reply(record=record, answer=Answer.YES, **by(world, LATER))

    line = the_line(world, person)
    assert not line.is_left_out
    assert line.stage is Stage.SAID_YES
    assert line.recall.month == NOVEMBER


@pytest.mark.parametrize("how", ["message", "task"])
def test_a_yes_stops_no_letter_to_get_ready(world, how):
    (person,) = on_the_list(world, 1, **({"format": "audio"} if how == "task" else {}))
    said_yes(world, person)
    a_batch(world, Letter.PREPARATION, at=LATER)
    answers.reply(record=record_of(world, person), answer=Answer.YES, **by(world, LATER))

    line = BatchLine.objects.get(how=how)
    assert line.done_at is None
    assert len(let_leave(LATER + timedelta(minutes=11)).taken) == (how == "message")


def test_an_invitation_that_was_stopped_before_it_left_invited_nobody(world):
    (person,) = on_the_list(world, 1)
    a_batch(world)
    told = {"why": WhyNot.DIED, "words": "a neighbour"}
    answers.leave_out(record=record_of(world, person), **told, **by(world))
    deny_death_report(person=Person.objects.get(pk=person), **by(world))
    until = TODAY + timedelta(days=9)
    answers.leave_out(record=record_of(world, person), why=WhyNot.NOT_NOW, until=until, **by(world))
    answers.opt_in(record=record_of(world, person), **by(world))

    assert let_leave().taken == []
    assert the_line(world, person).next.letter is Letter.INVITATION


def test_a_letter_on_paper_is_not_printed_for_who_said_no_since(world):
    first, second = on_the_list(world, 2, contacts=[])
    batch = a_batch(world)
    let_leave()
    answers.reply(record=record_of(world, first), answer=Answer.NO, **by(world, LATER))

    ready = batches.papers_of(batch, today=TODAY)
    assert [row.recall.person_id for row, _ in ready] == [second]


def test_who_has_died_is_on_no_list_of_those_left_out(world):
    (person,) = on_the_list(world, 1)
    answers.leave_out(record=record_of(world, person), why=WhyNot.MOVED, **by(world))
    assert batches.left_out([world.practice.pk], today=TODAY).count() == 1
    there = Person.objects.get(pk=person)
    record_death(person=there, died_on=TODAY, told_by="Sam", **by(world))

    assert batches.left_out([world.practice.pk], today=TODAY).count() == 0


def test_no_answer_is_taken_after_the_talk(world):
    (person,) = on_the_list(world, 1)
    said_yes(world, person)
    StepReached.objects.create(round=Round.objects.get(), step=Step.DOCUMENT.value, at=LATER)
    with pytest.raises(CannotRecall):
        answers.reply(record=record_of(world, person), answer=Answer.NO, **by(world, LATER))

    assert Recall.objects.get().ended_at is None


def test_agreeing_the_dates_ends_a_not_now(world):
    (person,) = on_the_list(world, 1)
    record, until = record_of(world, person), TODAY + timedelta(days=90)
    answers.reply(record=record, answer=Answer.YES, **by(world))
    answers.leave_out(record=record, why=WhyNot.NOT_NOW, until=until, **by(world))
    said_yes(world, person)

    assert not the_line(world, person).is_left_out


@pytest.mark.parametrize("who", ["person_account", "daughter"])
def test_what_staff_wrote_of_somebody_is_not_on_the_page_of_who_helps_them(client, world, who):
    put([world.person.pk])
    a_supporter(world, actions={Action.READ, Action.ASK_REVIEW})
    until = timezone.localdate() + timedelta(days=90)
    answers.leave_out(
        record=world.record(world.administrator), why=WhyNot.NOT_NOW, until=until,
        words="She fears her daughter", **by(world, timezone.now()),
    )  # fmt: skip
    client.force_login(getattr(world, who))
    shown = client.get(reverse("invitation", args=[world.person.pk])).content.decode()

    assert "will not be asked" in shown
    assert "fears" not in shown


def test_nobody_who_helps_takes_back_a_no_of_the_person(world):
    put([world.person.pk])
    own = world.record(world.person_account)
    a_supporter(world, actions={Action.READ, Action.ASK_REVIEW})
    hers = world.record(world.daughter)
    answers.reply(record=own, answer=Answer.NO, by=world.person_account, at=NOW)

    with pytest.raises(NotAllowed):
        answers.opt_in(record=hers, by=world.daughter, at=NOW)
    assert not ExceptionEnd.objects.exists()
    assert answers.opt_in(record=own, by=world.person_account, at=NOW) == 1


def test_a_day_that_never_comes_is_refused_in_words(world):
    (person,) = on_the_list(world, 1)
    with pytest.raises(CannotRecall) as refused:
        answers.leave_out(
            record=record_of(world, person), why=WhyNot.NOT_NOW, until=date.max, **by(world)
        )
    assert "too far off" in str(refused.value)
    assert Recall.objects.get().month == NOVEMBER


def test_no_letter_goes_to_a_helper_whose_time_is_over(world):
    a_supporter(world)
    world.person.preferred_contact = ContactWay.SUPPORTER.value
    world.person.save()
    Supporter.objects.update(until=TODAY)

    for days, is_there in ((0, True), (1, False)):
        on = TODAY + timedelta(days=days)
        to, _ = way_to_reach(world.person, MessageKind.ASK_ANSWERED, on=on)
        assert (to.audience is Audience.SUPPORTER) is is_there
        found = reachable([world.person.pk], on=on)[world.person.pk]
        assert bool(found.contact.supporter) is is_there


def test_an_interpreter_is_needed_also_where_nobody_wrote_for_which_language(world):
    (person,) = on_the_list(world, 1, needs_interpreter=True, language="")

    assert reachable([person], on=TODAY)[person].contact.speaks == "their language"


def test_who_has_moved_is_asked_by_their_new_practice(world):
    (person,) = on_the_list(world, 1)
    there = Person.objects.get(pk=person)
    new = add_organisation(community="Holmbeck", name="Far", kind="practice", by=None, at=NOW)
    yesterday = {"ends": TODAY - timedelta(days=1), "by": None, "at": NOW}
    end_involvement(person=there, organisation=world.practice, **yesterday)
    keep_recalls([person], by=None, at=NOW)
    assert Recall.objects.get().organisation == world.practice
    involve(person=there, organisation=new, kind="practice", starts=TODAY, by=None, at=NOW)
    keep_recalls([person], by=None, at=NOW)

    assert Recall.objects.get().organisation == new
    assert Recall.objects.get().accountable is None
    assert len(lines.letters_due([new.pk], today=TODAY)) == 1


def test_a_not_now_of_last_year_holds_no_date_back(world):
    (person,) = on_the_list(world, 1, born=date(1950, 6, 1))
    answers.leave_out(record=record_of(world, person), why=WhyNot.NOT_NOW, until=TODAY, **by(world))
    later = NOW + timedelta(days=40)
    Recall.objects.update(opened_at=later, month=date(2027, 6, 1))
    put_on_register(
        [ToList(person, due=date(2027, 1, 5))], register="Budgets", kind=ListKind.BUDGET,
        source="the council", by=None, at=later,
    )  # fmt: skip

    assert keep_recalls([person], by=None, at=later)["moved"] == 1
    assert Recall.objects.get().month == date(2027, 1, 1)
