"""Quality looks: which plans can be drawn, who may read them for how long, and what is kept."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.core.access import Action, Footing
from hearth.core.quality import QUESTIONS, CannotDraw, CannotFinish, Mark
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.jobs.quality import draw_due
from hearth.records.access.door import NotAllowed, NotVisible, open_record
from hearth.records.access.looked import looks_shown
from hearth.records.access.looks import open_look
from hearth.records.access.models import Seal
from hearth.records.people.models import Supporter
from hearth.records.quality import queries
from hearth.records.quality.changes import finish_look
from hearth.records.quality.models import Draw, DrawnPlan, QualityMark
from tests.looking import (
    AGREED,
    DRAWN,
    LAST_MONTH,
    RULE,
    agree,
    all_marked,
    an_auditor,
    community_of,
    drawn,
    someone,
)
from tests.world import a_world

pytestmark = pytest.mark.django_db
A_MONTH = timedelta(days=31)


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def auditor(world):
    return an_auditor(world)


def can_be_drawn(world, *auditors):
    found = queries.plans_agreed(community_of(world), LAST_MONTH, auditors=auditors)
    return {each.person_id for each in found}


def reading(world, auditor, *, at=DRAWN):
    return open_record(world.person.pk, by=auditor.account, at=at, why="a quality look")


def test_plans_that_were_agreed_in_the_month_can_be_drawn_and_no_others(world):
    agree(world, world.person)
    agree(world, someone(world, "Offered"), said=False)
    agree(world, someone(world, "Earlier"), at=AGREED - A_MONTH)
    someone(world, "Unplanned")

    assert can_be_drawn(world) == {world.person.pk}


def test_a_person_with_two_plans_in_a_month_is_in_the_list_once_with_the_newer(world):
    agree(world, world.person)
    agree(world, world.person, at=AGREED + timedelta(days=2))

    (found,) = queries.plans_agreed(community_of(world), LAST_MONTH, auditors=[])
    assert found.number == 2


def test_an_auditor_never_gets_their_own_plan_nor_that_of_someone_they_support(world, auditor):
    mine, helped = someone(world, "Mine"), someone(world, "Helped")
    mine.account = auditor.account
    mine.save()
    Supporter.objects.create(
        person=helped, account=auditor.account, name="Eleanor", kind="relative",
        relationship="sister", invited_at=AGREED, accepted_at=AGREED,
    )  # fmt: skip
    for person in (world.person, mine, helped):
        agree(world, person)

    assert can_be_drawn(world, auditor) == {world.person.pk}


def test_the_software_draws_from_a_seed_and_anybody_can_draw_again(world, auditor):
    for number in range(7):
        agree(world, someone(world, f"Person {number}"))

    held = drawn(world)

    assert (held.size, len(held.frame)) == (5, 7)
    assert DrawnPlan.objects.filter(draw=held).count() == 5
    assert queries.comes_out_again(held)


def test_a_draw_that_somebody_meddled_with_does_not_come_out_again(world, auditor):
    for number in range(7):
        agree(world, someone(world, f"Person {number}"))
    held = drawn(world)

    held.seed = "0" * 64

    assert not queries.comes_out_again(held)


def test_a_month_is_drawn_once_and_only_when_it_is_over(world, auditor):
    agree(world, world.person)
    with pytest.raises(CannotDraw, match="not over"):
        drawn(world, at=AGREED)
    drawn(world)

    with pytest.raises(CannotDraw, match="drawn once"):
        drawn(world)


def test_without_an_auditor_nothing_is_drawn(world):
    with pytest.raises(CannotDraw, match="no records auditor"):
        drawn(world)


def test_a_month_without_plans_is_drawn_and_gives_none(world, auditor):
    assert drawn(world).size == 0


def test_two_auditors_share_the_plans_and_neither_reads_those_of_the_other(world, auditor):
    other = an_auditor(world, "Second Auditor")
    people = [world.person, *(someone(world, f"Person {number}") for number in range(3))]
    for person in people:
        agree(world, person)
    drawn(world)
    today = DRAWN.date()

    mine = queries.plans_to_look_at([auditor.pk], LAST_MONTH, on=today)
    theirs = queries.plans_to_look_at([other.pk], LAST_MONTH, on=today)

    assert (len(mine), len(theirs)) == (2, 2)
    with pytest.raises(NotVisible):
        open_record(theirs[0].plan.version.person_id, by=auditor.account, at=DRAWN, why="a peep")


def test_an_auditor_reads_a_drawn_plan_without_results_conversation_or_sealed_parts(world, auditor):
    agree(world, world.person)
    Seal.objects.create(
        person=world.person, kind=SealKind.SAFEGUARDING.value, section=Section.RISKS.value,
        organisation=world.practice, sealed_at=AGREED,
    )  # fmt: skip
    with pytest.raises(NotVisible):
        reading(world, auditor)
    drawn(world)

    record = reading(world, auditor)

    assert record.grant.footing is Footing.QUALITY
    assert record.sees(Section.GOALS)
    assert not any(map(record.sees, (Section.RESULTS, Section.CONVERSATION, Section.RISKS)))
    assert record.grant.actions == {Action.READ}


def test_a_look_is_over_after_its_last_day(world, auditor):
    agree(world, world.person)
    drawn(world)
    last = DRAWN + timedelta(days=RULE.days)

    assert reading(world, auditor, at=last)
    with pytest.raises(NotVisible):
        reading(world, auditor, at=last + timedelta(days=1))


def test_only_an_auditor_is_given_a_plan_to_look_at(world):
    with pytest.raises(NotAllowed):
        open_look(
            person_id=world.person.pk, post=world.nurse_post, until=DRAWN.date(), by=None, at=DRAWN
        )


def test_a_finished_look_keeps_each_answer_and_closes_the_plan(world, auditor):
    agree(world, world.person)
    drawn(world)

    plan = finish_look(
        record=reading(world, auditor), marks=all_marked(), by=auditor.account, at=DRAWN
    )

    assert QualityMark.objects.filter(plan=plan).count() == len(QUESTIONS)
    assert queries.progress([community_of(world).pk], LAST_MONTH) == (1, 1)
    with pytest.raises(NotVisible):
        reading(world, auditor)


def test_a_checklist_that_lacks_an_answer_is_not_kept(world, auditor):
    agree(world, world.person)
    drawn(world)

    with pytest.raises(CannotFinish):
        finish_look(
            record=reading(world, auditor), marks=all_marked()[1:], by=auditor.account, at=DRAWN
        )
    assert not QualityMark.objects.exists()


def test_nobody_else_marks_a_plan(world, auditor):
    agree(world, world.person)
    drawn(world)

    with pytest.raises(CannotFinish, match="not open to you"):
        finish_look(
            record=world.record(world.nurse, at=DRAWN), marks=all_marked(), by=world.nurse, at=DRAWN
        )


def test_the_person_reads_who_looked_and_that_it_was_by_chance(world, auditor):
    agree(world, world.person)
    drawn(world)
    reading(world, auditor)

    rows = looks_shown(world.record(world.person_account, at=DRAWN))

    assert "by chance" in rows.get(did__startswith="drew").did
    assert rows.filter(who="Eleanor Frost", why="a quality look").exists()


def test_draws_and_answers_cannot_be_changed_or_deleted(world, auditor):
    agree(world, world.person)
    held = drawn(world)
    finish_look(record=reading(world, auditor), marks=all_marked(), by=auditor.account, at=DRAWN)

    for change in (
        lambda: Draw.objects.filter(pk=held.pk).update(seed="0"),
        lambda: QualityMark.objects.update(mark=Mark.YES.value),
        lambda: DrawnPlan.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_results_are_counted_by_question_and_small_counts_are_hidden(world, auditor):
    for number in range(6):
        person = someone(world, f"Person {number}")
        agree(world, person)
    drawn(world)
    marks = [Mark.YES] * 5
    for each, mark in zip(DrawnPlan.objects.all(), marks, strict=True):
        record = open_record(each.look.person_id, by=auditor.account, at=DRAWN, why="a look")
        finish_look(record=record, marks=all_marked(mark), by=auditor.account, at=DRAWN)

    def results(least_shown):
        return queries.results_by_principle(
            [community_of(world).pk], since=LAST_MONTH, until=LAST_MONTH, least_shown=least_shown
        )

    assert [each.looks for each in results(5)] == [5] * len(QUESTIONS)
    assert results(5)[0].counts[Mark.YES] == 5
    assert results(6)[0].looks is None
    assert set(results(6)[0].counts.values()) == {None}
    assert queries.months_with_results([community_of(world).pk]) == [LAST_MONTH]


def test_the_worker_draws_by_itself_once_a_month(world, auditor):
    agree(world, world.person)

    draw_due(at=DRAWN)
    draw_due(at=DRAWN + timedelta(hours=1))

    held = Draw.objects.get()
    assert (held.month, held.drawn_by, held.size) == (LAST_MONTH, None, 1)
    assert len(held.seed) == 64
