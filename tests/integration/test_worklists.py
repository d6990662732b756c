"""The worklists of a place: who is on each, since when, who answers; as `core.worklists` says."""

from datetime import date, datetime, time, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.people import NeedKind
from hearth.core.plan import Review
from hearth.core.referral import Consent
from hearth.core.rounds import Step
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.core.worklists import Facts, Worklist, late
from hearth.records.access.door import NotAllowed
from hearth.records.accountability import changes
from hearth.records.accountability.models import LeadHandover
from hearth.records.accountability.queries.lists import FINDERS
from hearth.records.accountability.queries.place import Place
from hearth.records.accountability.queries.rounds import handovers_of, visit_of
from hearth.records.accountability.queries.worklists import counts, lists_for, rows
from hearth.records.people.changes import record_needs
from hearth.records.people.deaths import record_death, report_death
from hearth.records.plans.changes import rounds
from hearth.records.plans.changes.entries import write
from hearth.records.plans.changes.versions import freeze
from hearth.records.plans.models import Round, StepReached
from hearth.records.preparation.models import Letter, Returned, UrgentTask
from hearth.records.recall.models import Batch, BatchLine, Recall, RecallException, Reply
from hearth.records.referrals.changes import ask
from tests.sharing import sealed
from tests.world import NOW, TODAY, a_round, a_world, an_agreeable_plan, some_dates

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_world()


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def moment(offset: int) -> datetime:
    return timezone.make_aware(datetime.combine(day(offset), time(10)))


def place(world, on: int = 0, **more) -> Place:
    return Place((world.practice.pk,), day(on), **more)


def found(world, on: int = 0) -> dict[Worklist, int]:
    """Each list that the person is on, and for how many days."""
    held = {each: rows(place(world, on), each, start=0, stop=9) for each in Worklist}
    assert all(len(held[each]) == FINDERS[each](place(world, on)).count() for each in held)
    return {each: row.days for each, all_of in held.items() for row in all_of}


def expected(on: int = 0, **facts) -> dict[Worklist, int]:
    days = settings.JURISDICTION.worklists
    return {each.list: each.days for each in late(Facts(**facts), day(on), days)}


def a_recall(world, month: date) -> Recall:
    return Recall.objects.create(
        person=world.person, organisation=world.practice, accountable=world.nurse_post,
        month=month, first_month=month, opened_at=NOW,
    )  # fmt: skip


def an_invitation(world, recall, at: datetime) -> BatchLine:
    batch = Batch.objects.create(
        organisation=world.practice, letter="invitation", sent_at=at, leaves_at=at
    )
    return BatchLine.objects.create(batch=batch, recall=recall, how="task", words="Call them")


def begun(world, **conversation) -> Round:
    return rounds.start_round(
        record=world.record(world.nurse), due=some_dates(), accountable=world.nurse_post,
        agreed_with="Bibi", by=world.nurse, at=NOW, **conversation,
    )  # fmt: skip


def test_without_anything_late_every_list_is_empty(world):
    begun(world, conversation_at=moment(30))

    assert found(world) == {}


@pytest.mark.parametrize("on", [0, 1, 40])
def test_not_invited_and_no_reply_are_late_as_the_core_says(world, on):
    first = date(TODAY.year, TODAY.month, 1)
    recall = a_recall(world, first)
    assert found(world, on) == expected(on, due=first)

    an_invitation(world, recall, moment(0))
    assert found(world, on) == expected(on, due=first, asked=day(0))

    Reply.objects.create(recall=recall, answer="yes", at=moment(1))
    assert found(world, on) == expected(on, due=first, asked=day(0), said_yes=day(1))


def test_who_waits_for_a_review_is_still_to_be_invited_to_it(world):
    StepReached.objects.create(round=begun(world), step=Step.REVIEW.value, at=NOW)
    a_recall(world, day(-1))

    assert Worklist.NOT_INVITED in found(world)


def test_a_letter_that_was_taken_back_invited_nobody(world):
    recall = a_recall(world, day(-1))
    line = an_invitation(world, recall, moment(-1))
    Batch.objects.update(undone_at=moment(-1))

    assert line.batch_id
    assert Worklist.NOT_INVITED in found(world)


def test_who_is_left_out_is_asked_for_nothing_and_the_dead_are_on_no_list(world):
    a_recall(world, day(-5))
    UrgentTask.objects.create(person=world.person, key="k", words="High", raised_at=moment(-2),
                              for_post=world.nurse_post)  # fmt: skip
    RecallException.objects.create(
        person=world.person, why="not now", since=day(-1), until=day(9), at=moment(-1)
    )
    assert found(world) == expected(due=day(-5), red_flags=(day(-2),), excepted=True)

    record_death(person=world.person, died_on=TODAY, told_by="Samira", by=world.nurse, at=NOW)
    assert found(world) == {}


def test_nobody_calls_to_invite_somebody_of_whose_death_we_were_told(world):
    a_recall(world, day(-5))
    assert Worklist.NOT_INVITED in found(world)
    report_death(person=world.person, told_by="Sam", words="", died_on=None, by=world.nurse, at=NOW)
    assert found(world) == {}


@pytest.mark.parametrize("on", [6, 7, 14, 15])
def test_results_and_the_booking_are_waited_for_as_long_as_the_core_says(world, on):
    round = begun(world)
    changes.came_for_tests(
        record=world.record(world.nurse), round=round, came_on=TODAY, by=world.nurse, at=NOW
    )
    assert found(world, on) == expected(on, said_yes=TODAY, came=TODAY)

    changes.results_are_in(
        record=world.record(world.administrator), round=round, by=world.administrator, at=NOW
    )
    assert found(world, on) == expected(on, said_yes=TODAY, came=TODAY, results=TODAY)
    assert visit_of(round).results_in_by == world.administrator


@pytest.mark.parametrize("on", [0, 2, 3, 4])
def test_the_letter_leaves_a_week_before_and_in_the_format_that_they_need(world, on):
    round = begun(world, conversation_at=moment(10))
    assert found(world, on) == expected(on, said_yes=TODAY, conversation=day(10))

    Letter.objects.create(
        person=world.person, round=round, content={}, format="standard print", made_at=moment(1)
    )
    if on:
        assert found(world, on) == {}
    record_needs(person=world.person, needs=[(NeedKind.FORMAT, "large print", "")], by=None, at=NOW)
    facts = {"said_yes": TODAY, "conversation": day(10), "letter": day(1), "letter_fits": False}
    if on:
        assert found(world, on) == expected(on, **facts)


def test_who_gave_their_answers_has_had_a_letter(world):
    round = begun(world, conversation_at=moment(2))
    assert found(world) == expected(said_yes=TODAY, conversation=day(2))
    Returned.objects.create(round=round, mode="paper", at=NOW)

    assert found(world) == {}


@pytest.mark.parametrize("on", [0, 1, 2])
def test_a_plan_is_given_the_day_after_the_conversation(world, on):
    round = begun(world, conversation_at=moment(0))
    rounds.go_to(
        record=world.record(world.nurse), round=round, there=Step.DISCUSS, by=world.nurse, at=NOW
    )
    facts = {"said_yes": TODAY, "conversation": TODAY, "met": TODAY}
    assert found(world, on) == expected(on, **facts)

    an_agreeable_plan(world, round)
    freeze(
        record=world.record(world.nurse), round=round, by=world.nurse, at=NOW, said=None,
        review=Review(day(180), "Ruth", "A visit"), location="Here", identifiers={},
    )  # fmt: skip
    assert found(world, on) == expected(on, **facts, issued=TODAY)


def test_a_round_that_is_prepared_waits_for_its_conversation(world):
    round = begun(world, conversation_at=moment(10))
    rounds.go_to(
        record=world.record(world.nurse), round=round, there=Step.DISCUSS, by=world.nurse, at=NOW
    )

    assert found(world, 5) == expected(5, said_yes=TODAY, conversation=day(10))
    assert Worklist.PLAN_NOT_ISSUED in found(world, 11)


@pytest.mark.parametrize("on", [0, 5, 6, 7])
def test_an_action_is_late_the_day_after_its_date(world, on):
    for due in (day(5), day(6)):
        write(
            record=world.record(world.nurse), kind="action", by=world.nurse, at=NOW,
            content={"what": "Walk", "who": "Me", "when": "Soon", "due_on": due.isoformat()},
        )  # fmt: skip

    assert found(world, on) == expected(on, actions=(day(5), day(6)))


def test_a_sealed_action_is_on_nobodys_list(world):
    done = write(
        record=world.record(world.nurse), kind="action", by=world.nurse, at=NOW,
        content={"what": "W", "who": "Me", "when": "Now", "due_on": day(-9).isoformat()},
    )  # fmt: skip
    assert Worklist.ACTION_OVERDUE in found(world)
    sealed(world, world.nurse, SealKind.SAFEGUARDING, Section.ACTIONS, done.thread, why="Safe")

    assert found(world) == {}


def test_an_ask_without_an_answer_is_late_as_the_core_says(world):
    ask(
        record=world.record(world.nurse), organisation=world.practice, words="", by=world.nurse,
        consent=Consent.KNOWS, at=NOW,
    )  # fmt: skip

    for on in (13, 14, 20):
        assert found(world, on) == expected(on, referrals=(TODAY,))


def test_a_list_names_only_what_is_led_here_and_can_be_narrowed_to_oneself(world):
    begun(world)
    council = Place((world.council.pk,), day(20))
    mine = place(world, 20, posts=(world.nurse_post.pk,))
    others = place(world, 20, posts=(world.social_worker_post.pk,))

    assert FINDERS[Worklist.UNBOOKED](council).count() == 0
    assert [row.post for row in rows(mine, Worklist.UNBOOKED, start=0, stop=9)] == [
        world.nurse_post
    ]
    assert rows(others, Worklist.UNBOOKED, start=0, stop=9) == []


def test_nobody_learns_from_a_list_what_the_door_would_not_show_them():
    assert Worklist.ACTION_OVERDUE not in lists_for([Role.ADMINISTRATOR])
    assert Worklist.RED_FLAG not in lists_for([Role.LINK_WORKER])
    assert lists_for([Role.HOUSE_LEAD, Role.COMMISSIONER, Role.AUDITOR]) == []


def test_counts_cost_one_query_a_list_and_a_page_three(world):
    begun(world)
    with CaptureQueriesContext(connection) as seen:
        counts(place(world, 20), list(Worklist))
    assert len(seen) == len(Worklist)
    with CaptureQueriesContext(connection) as seen:
        rows(place(world, 20), Worklist.UNBOOKED, start=0, stop=50)
    assert len(seen) == 3


def test_a_round_is_handed_over_with_a_note_and_who_led_it_before_stays_on_record(world):
    round = a_round(world)
    give = {"record": world.record(world.administrator), "round": round, "by": world.administrator}
    with pytest.raises(changes.CannotHandOverRound):
        changes.hand_over_round(**give, to=world.nurse_post, note="", at=NOW)
    changes.hand_over_round(**give, to=world.social_worker_post, note="She knows the home.", at=NOW)

    round.refresh_from_db()
    (row,) = handovers_of(round)
    assert round.accountable == world.social_worker_post
    assert (row.before, row.to) == (world.nurse_post, world.social_worker_post)


def test_only_who_plans_rounds_hands_one_over(world):
    round = a_round(world)

    with pytest.raises(NotAllowed):
        changes.hand_over_round(
            record=world.record(world.person_account), round=round, to=world.social_worker_post,
            note="Go", by=world.person_account, at=NOW,
        )  # fmt: skip
    assert not LeadHandover.objects.exists()
