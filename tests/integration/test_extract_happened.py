"""What happened in Hearth goes into an extract as codes, days and numbers, and nothing else."""

from datetime import date, datetime, timedelta

import pytest

from hearth.core.metrics.happened import BY_CODE, SYSTEM
from hearth.core.rounds import Step
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.jobs import extract
from hearth.records.access.door import NotAllowed, open_record
from hearth.records.access.sealing import seal
from hearth.records.measures import changes as measures
from hearth.records.measures.models import Response
from hearth.records.plans.changes import rounds
from hearth.records.preparation import changes as preparation
from hearth.records.recall.models import Batch, BatchLine, Recall
from tests.world import NOW, TODAY, World, a_round, a_world

pytestmark = pytest.mark.django_db

ANSWERS = {"satisfied": 7, "anxious": 2}


@pytest.fixture
def world() -> World:
    return a_world()


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


MONTH_ON = NOW + timedelta(days=30)


def happened(tmp_path, *, at: datetime = MONTH_ON) -> list[tuple[str, date, float | None]]:
    import pyarrow.parquet as pq

    held = extract.make(extract.from_own_records(at=at), by=None, at=at, into=tmp_path)
    events = pq.read_table(held.tables["events"]).to_pylist()
    ours = [each for each in events if each["system"] == SYSTEM]
    assert {each["code"] for each in ours} <= BY_CODE.keys()
    return sorted((each["code"], each["on"], each["value"]) for each in ours)


def a_talk(world: World, *, on_day: int, letter: int | None = None, back: int | None = None):
    """A round with its conversation; its letter and its answers came on these days."""
    nurse, person = world.record(world.nurse), world.record(world.person_account)
    round = a_round(world)
    by = {"by": world.nurse}
    if letter is not None:
        preparation.make_letter(
            record=nurse, round=round, content={"text": "Hello"}, at=later(letter), **by
        )
    if back is not None:
        preparation.hand_in(
            record=person, round=round, mode="online", by=world.person_account, at=later(back)
        )
    for step in (Step.DISCUSS, Step.DOCUMENT):
        rounds.go_to(record=nurse, round=round, there=step, at=later(on_day), **by)
    return round


def test_a_conversation_has_what_came_before_it_on_its_day(world, tmp_path):
    a_talk(world, on_day=14, letter=4, back=9)

    assert happened(tmp_path) == [
        ("conversation-held", on(14), None),
        ("prompts-in-format", on(14), 1.0),
        ("prompts-returned", on(14), 1.0),
        ("prompts-sent", on(14), 10.0),
    ]


def test_a_conversation_without_prompts_says_so(world, tmp_path):
    a_talk(world, on_day=14, back=15)

    assert happened(tmp_path) == [
        ("conversation-held", on(14), None),
        ("prompts-returned", on(14), 0.0),
        ("prompts-sent", on(14), -1.0),
    ]


def test_what_is_booked_has_not_happened(world, tmp_path):
    round = a_round(world)
    type(round).objects.filter(pk=round.pk).update(conversation_at=later(20))
    nurse = world.record(world.nurse)
    rounds.go_to(record=nurse, round=round, there=Step.DISCUSS, by=world.nurse, at=later(1))

    assert happened(tmp_path / "before", at=later(19)) == []
    assert ("conversation-held", on(20), None) in happened(tmp_path / "after", at=later(21))


@pytest.mark.parametrize(
    ("how", "undone", "sent", "in_format"),
    [("message", False, 11.0, 1.0), ("message", True, -1.0, None), ("task", False, -1.0, 0.0)],
)
def test_a_letter_of_a_batch_counts_when_it_left(world, tmp_path, how, undone, sent, in_format):
    round = a_talk(world, on_day=14, letter=2 if how == "message" else None)
    recall = Recall.objects.create(
        person=world.person, organisation=world.practice, month=date(2026, 11, 1),
        first_month=date(2026, 10, 1), opened_at=NOW, round=round,
    )  # fmt: skip
    batch = Batch.objects.create(
        organisation=world.practice, letter="preparation letter", sent_at=later(2),
        leaves_at=later(3), undone_at=later(2) if undone else None,
    )  # fmt: skip
    line = {"batch": batch, "recall": recall, "how": how, "made": round.letters.first()}
    reference = "7b1f4a5e-0000-4000-8000-000000000000"
    told = {"reference": reference} if how == "message" else {"words": "Braille. Telephone."}
    BatchLine.objects.create(**line, **told)

    found = {code: (day, value) for code, day, value in happened(tmp_path)}

    assert found["recall-due"] == (date(2026, 10, 1), None)
    assert found["prompts-sent"] == (on(14), sent)
    assert found.get("prompts-in-format") == (None if in_format is None else (on(14), in_format))


def test_who_opened_a_plan_is_told_once_a_day_and_by_whom(world, tmp_path):
    for account in (world.person_account, world.person_account, world.nurse):
        open_record(world.person.pk, by=account, at=NOW, why="read the plan")
    open_record(world.person.pk, by=world.nurse, at=NOW, why="looked at who helps")

    assert happened(tmp_path) == [
        ("plan-opened-by-staff", TODAY, None), ("plan-opened-by-them", TODAY, None)
    ]  # fmt: skip


def answered(world: World) -> None:
    record = world.record(world.person_account)
    by = {"by": world.person_account, "at": NOW}
    measures.answer(record=record, instrument="ons4", answers=ANSWERS, **by)
    for version, listened in (("0-9", 9), ("0-4", 9), ("0-9", None)):
        answers = {"understand": 9, "listen": listened, "include": 9}
        given = {item: value for item, value in answers.items() if value is not None}
        Response.objects.create(
            person=world.person, instrument="collaborate", version=version, answers=given, **by
        )
    goal = {"helped": "", "hindered": "", "by": world.nurse, "at": NOW}
    for thread, level in (("1", 1), ("2", -1)):
        measures.scale_goal(
            record=world.record(world.nurse), level=level, **goal,
            thread=f"7b1f4a5e-0000-4000-8000-00000000000{thread}",
        )  # fmt: skip


def test_answers_are_events_and_what_is_incomplete_is_none(world, tmp_path):
    answered(world)

    assert happened(tmp_path) == [
        ("collaborate-top", TODAY, 1.0), ("goal-scaled", TODAY, -1.0),
        ("ons4-anxious", TODAY, 2.0), ("ons4-satisfied", TODAY, 7.0),
    ]  # fmt: skip


def test_answers_that_anybody_has_closed_stay_out(world, tmp_path):
    answered(world)
    preparation.say_if_prompts_helped(
        record=world.record(world.person_account), round=a_round(world), helped=False,
        by=world.person_account, at=NOW,
    )  # fmt: skip
    for section in (Section.CONVERSATION, Section.GOALS):
        seal(
            record=world.record(world.person_account), kind=SealKind.OWN_WISH, section=section,
            by=world.person_account, at=NOW,
        )  # fmt: skip

    assert happened(tmp_path) == []


def test_what_was_said_last_of_the_prompts_is_told_with_its_day(world, tmp_path):
    record, by = world.record(world.person_account), world.person_account
    round = a_round(world)
    for days, helped in ((1, True), (2, True), (3, False)):
        preparation.say_if_prompts_helped(
            record=record, round=round, helped=helped, by=by, at=later(days)
        )

    assert happened(tmp_path) == [("prompts-useful", on(3), 0.0)]


def test_nobody_at_work_says_for_a_person_that_the_prompts_helped(world):
    with pytest.raises(NotAllowed):
        preparation.say_if_prompts_helped(
            record=world.record(world.nurse), round=a_round(world), helped=True, by=world.nurse,
            at=NOW,
        )  # fmt: skip


def test_agreements_and_reviews_have_their_days(world, tmp_path):
    round = a_talk(world, on_day=14)
    nurse = world.record(world.nurse)
    rounds.go_to(record=nurse, round=round, there=Step.REVIEW, by=world.nurse, at=later(20))
    rounds.end_round(record=nurse, round=round, by=world.nurse, at=later(21))

    assert ("review-held", on(21), None) in happened(tmp_path)
