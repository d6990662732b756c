"""Disagreements: who may raise, answer, review and decide; what is seen; what nobody can do."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.core.access import Action, Role
from hearth.core.advocacy import AdvocacyStep, CannotArrangeAdvocate, Difficulty
from hearth.core.appeal import About, CannotAppeal, State
from hearth.core.independence import Part
from hearth.core.sharing import SealKind
from hearth.core.words import Refused, Section
from hearth.records.access.changes import involve
from hearth.records.access.door import NotAllowed, open_record
from hearth.records.access.queries import posts_of
from hearth.records.access.sealing import seal
from hearth.records.appeals import changes
from hearth.records.appeals.involvement import possible_reviewers, staff_who_may_answer
from hearth.records.appeals.models import Appeal, AppealStep
from hearth.records.appeals.queries import appeals_seen, missed_reasons, open_where_i_work, owed_by
from hearth.records.audit.models import AuditRow
from hearth.records.outbox.models import Message
from hearth.records.people.models import Death
from hearth.records.plans.changes.entries import write
from hearth.records.plans.models import Entry
from tests.disagreeing import (
    WANTED,
    WHY,
    four_questions,
    in_review,
    raised,
    seen,
    someone_new,
    step,
    talked_through,
)
from tests.world import (
    NOW,
    TODAY,
    a_person,
    a_post,
    a_supporter,
    a_world,
    an_account,
    an_agreeable_plan,
)

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=6)


@pytest.fixture
def world():
    world = a_world()
    an_agreeable_plan(world)
    return world


@pytest.fixture
def new(world):
    return someone_new(world)


def test_what_a_person_does_not_agree_with_is_kept_in_their_words_with_a_day_and_a_name(world):
    appeal = raised(world, About(Section.GOALS))

    held = seen(world, appeal, world.person_account)
    assert (held.last.words, held.last.remedy) == (WHY, WANTED)
    assert held.about.words == "“My goals”"
    assert held.last.actor == world.nurse_post
    # Monday 2 November 2026, and three working days.
    assert held.last.due == date(2026, 11, 5)
    assert held.state is State.RAISED


@pytest.mark.parametrize("missing", ["words", "remedy"])
def test_why_and_what_would_put_it_right_are_both_needed(world, missing):
    given = {"words": WHY, "remedy": WANTED} | {missing: "  "}
    record = world.record(world.person_account)
    with pytest.raises(CannotAppeal) as refused:
        changes.raise_appeal(record=record, about=About(), by=world.person_account, at=NOW, **given)

    assert [each.where for each in refused.value.reasons] == [missing]
    assert not Appeal.objects.exists()


def test_a_disagreement_goes_from_start_to_end_with_a_named_person_and_a_day_at_each_step(
    world, new
):
    appeal = in_review(world, new)
    step(world, appeal, State.DECIDED, by=new.account, actor=world.nurse_post, at=LATER)
    step(world, appeal, State.CLOSED, by=world.nurse, at=LATER)

    rows = list(AppealStep.objects.filter(appeal=appeal).order_by("number"))
    assert [State(row.state) for row in rows] == [
        State.RAISED, State.ACKNOWLEDGED, State.INVITED, State.TALKED, State.REVIEW_ASKED,
        State.IN_REVIEW, State.DECIDED, State.CLOSED,
    ]  # fmt: skip
    assert all(row.actor and row.due and row.on for row in rows[:-1])
    assert AuditRow.objects.filter(did="took a step in a disagreement").count() == 7


def test_a_disagreement_never_changes_the_plan(world, new):
    before = list(world.person.entries.order_by("pk").values())
    appeal = in_review(world, new)
    step(world, appeal, State.DECIDED, by=new.account, actor=world.nurse_post, at=LATER)

    assert list(world.person.entries.order_by("pk").values()) == before


def test_only_someone_who_was_not_involved_takes_the_fresh_look(world, new):
    appeal = talked_through(world)
    four_questions(world, appeal, by=world.nurse)
    step(world, appeal, State.REVIEW_ASKED, by=world.person_account, at=LATER)
    with pytest.raises(CannotAppeal) as refused:
        step(world, appeal, State.IN_REVIEW, by=world.nurse, actor=world.nurse_post, at=LATER)

    reasons = {each.words for each in refused.value.reasons}
    assert reasons == {Part.WROTE.value, Part.KEY_WORK.value, Part.TOOK_A_STEP.value}
    step(world, appeal, State.IN_REVIEW, by=world.nurse, actor=new.post, at=LATER)


def test_the_list_of_reviewers_says_why_others_cannot(world, new):
    appeal = talked_through(world)
    record = world.record(world.nurse)

    found = possible_reviewers(appeal, staff_who_may_answer(record, appeal, at=NOW))

    free = [post for post, judged in found if judged.is_free]
    assert free == [new.post, world.social_worker_post]
    assert found[-1][1].reasons == (
        Part.WROTE.value, Part.KEY_WORK.value, Part.TOOK_A_STEP.value,
    )  # fmt: skip


def test_nobody_but_the_reviewer_decides(world, new):
    appeal = in_review(world, new)
    for account in (world.nurse, world.social_worker, world.person_account):
        with pytest.raises(Refused):
            step(world, appeal, State.DECIDED, by=account, actor=world.nurse_post, at=LATER)

    assert not AppealStep.objects.filter(state=State.DECIDED.value).exists()


def test_a_reviewer_who_becomes_involved_can_no_longer_decide_but_gives_it_back(world, new):
    appeal = in_review(world, new)
    write(
        record=world.record(new.account), kind="need", content={"text": "A ramp"},
        by=new.account, at=NOW,
    )  # fmt: skip
    with pytest.raises(CannotAppeal):
        step(world, appeal, State.DECIDED, by=new.account, actor=world.nurse_post, at=LATER)

    back = step(world, appeal, State.REVIEW_ASKED, by=new.account, at=LATER)
    assert back.actor == world.nurse_post


def test_a_fresh_look_waits_for_the_four_questions_and_the_offer_of_an_advocate(world, new):
    appeal = talked_through(world)
    step(world, appeal, State.REVIEW_ASKED, by=world.person_account, at=LATER)

    def start():
        step(world, appeal, State.IN_REVIEW, by=world.nurse, actor=new.post, at=LATER)

    with pytest.raises(CannotAppeal, match="four questions"):
        start()
    four_questions(world, appeal, by=world.nurse, remember=Difficulty.A_LOT)
    with pytest.raises(CannotAppeal, match="Offer an advocate"):
        start()
    record = world.record(world.nurse)
    with pytest.raises(CannotArrangeAdvocate):
        changes.arrange_advocate(
            record=record, appeal=appeal, step=AdvocacyStep.REFERRED, words="Advocates",
            by=world.nurse, at=NOW,
        )  # fmt: skip
    changes.arrange_advocate(
        record=record, appeal=appeal, step=AdvocacyStep.DECLINED, by=world.nurse, at=NOW
    )
    start()


def test_a_person_can_ask_for_an_advocate_and_no_question_is_asked(world):
    appeal = raised(world)
    changes.ask_for_advocate(
        record=world.record(world.person_account), appeal=appeal, by=world.person_account, at=NOW
    )
    with pytest.raises(CannotArrangeAdvocate):
        changes.arrange_advocate(
            record=world.record(world.nurse), appeal=appeal, step=AdvocacyStep.REFERRED,
            by=world.nurse, at=NOW,
        )  # fmt: skip

    row = changes.arrange_advocate(
        record=world.record(world.nurse), appeal=appeal, step=AdvocacyStep.REFERRED,
        words="Holmbeck Advocates", by=world.nurse, at=NOW,
    )  # fmt: skip
    assert row.words == "Holmbeck Advocates"
    with pytest.raises(NotAllowed):
        changes.ask_for_advocate(
            record=world.record(world.nurse), appeal=appeal, by=world.nurse, at=NOW
        )


def test_who_raised_it_can_take_it_back_and_nobody_else_can(world):
    appeal = raised(world)
    with pytest.raises(CannotAppeal):
        step(world, appeal, State.WITHDRAWN, by=world.nurse)

    step(world, appeal, State.WITHDRAWN, by=world.person_account)
    assert not seen(world, appeal, world.person_account).is_open


def test_the_office_says_that_we_have_it_without_reading_it(world):
    appeal = raised(world)
    private = raised(world, About(Section.RISKS))

    held = seen(world, appeal, world.administrator)
    assert not held.shows_words
    assert seen(world, private, world.administrator) is None
    step(world, appeal, State.ACKNOWLEDGED, by=world.administrator, actor=world.nurse_post)
    with pytest.raises(CannotAppeal):
        step(world, appeal, State.TALKED, by=world.administrator, actor=world.nurse_post)


def test_two_people_cannot_take_different_steps_from_the_same_place(world):
    appeal = raised(world)
    step(world, appeal, State.ACKNOWLEDGED, by=world.nurse, actor=world.nurse_post)

    with pytest.raises(CannotAppeal, match="gone on"):
        step(world, appeal, State.WITHDRAWN, by=world.person_account, after=1)


def test_a_supporter_raises_only_what_they_see_and_when_allowed(world):
    a_supporter(world, sections={Section.GOALS}, actions={Action.APPEAL})

    appeal = raised(world, About(Section.GOALS), by=world.daughter)
    with pytest.raises(NotAllowed):
        raised(world, About(Section.RISKS), by=world.daughter)
    assert seen(world, raised(world), world.daughter) is None
    assert seen(world, appeal, world.daughter).shows_words
    assert seen(world, appeal, world.person_account).shows_words


def test_a_supporter_who_was_not_allowed_to_cannot_disagree(world):
    a_supporter(world)

    with pytest.raises(NotAllowed):
        raised(world, by=world.daughter)


def test_staff_write_down_for_the_person_what_is_then_the_persons_own(world):
    appeal = changes.raise_appeal(
        record=world.record(world.social_worker), about=About(is_decision=True), words=WHY,
        remedy=WANTED, by=world.social_worker, at=NOW, for_person=True,
    )  # fmt: skip

    step(world, appeal, State.WITHDRAWN, by=world.person_account)
    own = raised(world, by=world.social_worker)
    with pytest.raises(CannotAppeal):
        step(
            world, own, State.ACKNOWLEDGED, by=world.social_worker,
            actor=world.social_worker_post,
        )  # fmt: skip
    with pytest.raises(CannotAppeal):
        step(world, own, State.WITHDRAWN, by=world.nurse)


def test_a_line_that_is_not_in_the_plan_cannot_be_disagreed_with(world):
    with pytest.raises(CannotAppeal):
        raised(world, About(Section.GOALS, "00000000-0000-4000-8000-000000000000"))


def test_a_late_answer_is_seen_and_asks_for_a_reason(world):
    appeal = raised(world)
    late = NOW + timedelta(days=7)
    assert not seen(world, appeal, world.nurse, at=NOW + timedelta(days=3)).is_late
    assert seen(world, appeal, world.nurse, at=late).is_late
    with pytest.raises(CannotAppeal):
        explain(world, appeal, "  ", late)

    explain(world, appeal, "The nurse was ill.", late)

    held = seen(world, appeal, world.person_account, at=late)
    assert held.is_late
    assert not held.stops[0].needs_reason
    assert missed_reasons(held) == {1: "The nurse was ill."}
    with pytest.raises(CannotAppeal):
        explain(world, appeal, "Again", late)


def explain(world, appeal, reason, at):
    changes.explain_missed_date(
        record=world.record(world.nurse, at=at), step=appeal.steps.get(number=1), reason=reason,
        by=world.nurse, at=at,
    )  # fmt: skip


def test_each_step_tells_those_whom_it_concerns_and_says_nothing_of_it(world, new):
    in_review(world, new)

    told = list(Message.objects.order_by("pk"))
    assert told
    for message in told:
        said = " ".join(str(value) for value in vars(message).values())
        assert WHY not in said
        assert WANTED not in said
    assert new.account.email in " ".join(str(vars(message)) for message in told)


def test_someone_elses_disagreement_cannot_be_reached_through_my_record(world):
    nurse = world.nurse
    other = a_person("Ann", "Other")
    involve(
        person=other, organisation=world.practice, kind="practice", starts=TODAY, by=None, at=NOW
    )
    record = open_record(other.pk, by=nurse, at=NOW, why="a test")
    appeal = raised(world)
    with pytest.raises(NotAllowed):
        changes.ask_for_advocate(record=record, appeal=appeal, by=nurse, at=NOW)


def test_rows_of_a_disagreement_cannot_be_changed_or_deleted(world):
    appeal = raised(world)
    for change in (
        lambda: AppealStep.objects.filter(appeal=appeal).update(words="Nothing"),
        lambda: AppealStep.objects.filter(appeal=appeal).delete(),
        lambda: Appeal.objects.update(for_person=True),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_staff_see_what_is_open_where_they_work_and_what_they_owe(world, django_assert_num_queries):
    appeal, private = raised(world), raised(world, About(Section.RISKS))
    link_worker = an_account("Lee Worker")
    link_post = a_post(link_worker, world.practice, Role.LINK_WORKER, "Link worker")

    def found(account):
        posts = posts_of(account, on=TODAY)
        with django_assert_num_queries(1 if posts else 0):
            return {row.appeal for row in open_where_i_work(posts, on=TODAY)}

    assert found(world.nurse) == {appeal, private}
    assert found(world.administrator) == {appeal}
    assert found(world.stranger) == set()
    assert not open_where_i_work([link_post], on=TODAY)
    assert {row.appeal for row in owed_by([world.nurse_post.pk])} == {appeal, private}
    assert not owed_by([world.social_worker_post.pk])


def test_after_a_death_nothing_waits_and_nothing_more_is_written(world):
    appeal = raised(world)
    Death.objects.create(
        person=world.person, died_on=TODAY, told_by="A neighbour", recorded_at=NOW,
    )  # fmt: skip

    assert not owed_by([world.nurse_post.pk])
    with pytest.raises(NotAllowed):
        step(world, appeal, State.ACKNOWLEDGED, by=world.nurse, actor=world.nurse_post)


def test_all_disagreements_of_a_person_are_read_in_one_query(world, django_assert_num_queries):
    for _ in range(3):
        talked_through(world)
    record = world.record(world.person_account)

    with django_assert_num_queries(1):
        held = appeals_seen(record, today=TODAY)
    assert [each.state for each in held] == [State.TALKED] * 3


def test_of_what_is_sealed_nobody_learns_who_may_not_see_it(world):
    line = held_entry(world, "goal")
    seal(
        record=world.record(world.social_worker), kind=SealKind.SAFEGUARDING,
        section=Section.GOALS, thread=line.thread, why="Someone may come to harm",
        by=world.social_worker, at=NOW,
    )  # fmt: skip
    other = an_account("Ola Dean")
    a_post(other, world.council, Role.PRACTITIONER, "Social worker")

    appeal = raised(world, About(Section.GOALS, str(line.thread)), by=world.social_worker)

    # The key worker would be named; but she works elsewhere, and may not know.
    assert seen(world, appeal, world.social_worker).last.actor is None
    assert seen(world, appeal, other).shows_words
    for account in (world.nurse, world.person_account, world.administrator):
        assert seen(world, appeal, account) is None
    assert not Message.objects.filter(kind__contains="disagree").exists()
    posts = posts_of(world.nurse, on=TODAY)
    assert not open_where_i_work(posts, on=TODAY)
    with pytest.raises(CannotAppeal):
        step(world, appeal, State.ACKNOWLEDGED, by=other, actor=world.nurse_post)


def held_entry(world, kind):
    return Entry.objects.get(person=world.person, kind=kind)
