"""Preparation letters in a batch: made with the results, held back by a red flag."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.conf import settings

from hearth.core.recall.facts import CannotRecall, Ending, Letter
from hearth.core.recall.stages import Stage
from hearth.jobs.recall.keeping import keep_all
from hearth.jobs.recall.sending import send_letters
from hearth.records.access.door import open_record
from hearth.records.people.deaths import record_death
from hearth.records.people.models import Person
from hearth.records.plans.models import Round, Version
from hearth.records.preparation.models import Letter as MadeLetter
from hearth.records.preparation.models import UrgentTask
from hearth.records.recall.changes import answers
from hearth.records.recall.models import Recall
from hearth.records.recall.queries.lines import decision_for, open_recall
from hearth.records.results.models import Result
from tests.recalling import let_leave, on_the_list, record_of
from tests.unit.paper import pages_of
from tests.world import NOW, TODAY, a_round, a_world, some_dates

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_world()


def who_said_yes(world, count, **details):
    people = on_the_list(world, count, **details)
    for person in people:
        record = open_record(person, by=world.nurse, at=NOW, why="a test")
        answers.start_from_yes(
            record=record, accountable=world.nurse_post, due=some_dates(), agreed_with="Ada",
            by=world.nurse, at=NOW,
        )  # fmt: skip
    return people


def prepare(world):
    return send_letters(
        organisation=world.practice, letter=Letter.PREPARATION, by=world.administrator, at=NOW,
        recalls=list(Recall.objects.values_list("pk", flat=True)),
    )  # fmt: skip


def an_urgent_result(person):
    potassium = next(m for m in settings.JURISDICTION.measurements if m.key == "potassium")
    first = min(potassium.codes, key=lambda coding: (coding.system, coding.code))
    Result.objects.create(
        person_id=person, system=first.system, code=first.code, name="Potassium",
        taken_on=TODAY - timedelta(days=2), value=Decimal("7.1"), unit=potassium.unit,
    )  # fmt: skip


def test_a_preparation_letter_is_made_and_sent_on_paper_to_who_does_not_sign_in(world):
    (person,) = who_said_yes(world, 1)
    batch = prepare(world)
    (line,) = batch.lines.all()

    assert (line.how, line.way) == ("message", "letter")
    assert line.made == MadeLetter.objects.get()
    assert open_recall(record_of(world, person), today=TODAY).stage is Stage.PREPARING
    (parcel,) = let_leave().taken
    assert parcel.written.subject == "Getting ready to talk"
    paper = "".join(pages_of(parcel.paper()))
    assert "Whatmattersmosttoyou?" in paper
    assert "call999" in paper
    assert "metoffice" not in paper


def test_a_red_flag_stops_the_letter_and_leaves_a_task_for_somebody(world):
    first, second = who_said_yes(world, 2)
    an_urgent_result(first)
    batch = prepare(world)
    lines = {line.recall.person_id: line for line in batch.lines.all()}

    assert lines[first].how == "nothing"
    assert lines[first].words == "A result must be told by a person first."
    assert lines[second].how == "message"
    assert UrgentTask.objects.get().person_id == first


def test_an_urgent_result_stays_a_task_when_nothing_can_be_sent(world):
    (person,) = who_said_yes(world, 1)
    an_urgent_result(person)

    with pytest.raises(CannotRecall, match="A result must be told"):
        prepare(world)
    assert UrgentTask.objects.get().person_id == person
    assert not MadeLetter.objects.exists()


def test_a_letter_that_somebody_made_by_hand_is_not_sent_again(world):
    (person,) = who_said_yes(world, 1)
    MadeLetter.objects.create(
        person_id=person, round=Round.objects.get(), content={}, format="", made_at=NOW
    )

    with pytest.raises(CannotRecall, match="Getting ready: this letter is not next"):
        prepare(world)


def test_who_needs_easy_read_is_told_in_person(world):
    who_said_yes(world, 1, format="Easy Read")
    (line,) = prepare(world).lines.all()

    assert line.how == "task"
    assert not MadeLetter.objects.exists()


def test_the_night_keeps_recalls_and_sends_nothing(world):
    first, second, _ = on_the_list(world, 3)
    Recall.objects.filter(person=second).delete()
    record_death(
        person=Person.objects.get(pk=first), died_on=TODAY, told_by="Sam", by=world.nurse, at=NOW
    )

    assert keep_all(at=NOW) == {"ended": 1, "moved": 0, "opened": 1}
    assert keep_all(at=NOW) == {"ended": 0, "moved": 0, "opened": 0}
    assert Recall.objects.get(person=first).ended_why == Ending.DIED.value
    assert let_leave(NOW + timedelta(days=1)).taken == []


def test_a_person_on_no_list_is_recalled_for_the_review_of_their_plan(world):
    round = a_round(world)
    Version.objects.create(
        person=world.person, round=round, number=1, document="{}", sha256="1",
        review_on=date(2027, 5, 4), frozen_at=NOW,
    )  # fmt: skip
    keep_all(at=NOW)

    assert Recall.objects.get(person=world.person).month == date(2027, 5, 1)
    decision = decision_for(record_of(world, world.person.pk), today=TODAY)
    assert decision.reasons == ("A round is under way.",)
