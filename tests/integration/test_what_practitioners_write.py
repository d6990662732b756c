"""What is written in the conversation and at the review, at the level of changes and queries."""

import pytest

from hearth.core.agreement import Answer, Party, Way
from hearth.core.plan import Words
from hearth.records.access.door import NotAllowed
from hearth.records.plans.changes import joining
from hearth.records.plans.changes.bringing import bring_line
from hearth.records.plans.changes.catching import catch_goal
from hearth.records.plans.changes.entries import CannotWrite, MovedOn
from hearth.records.plans.changes.progress import note_progress
from hearth.records.plans.changes.versions import Said
from hearth.records.plans.queries.entries import current_entries, open_suggestions
from hearth.records.plans.queries.waiting import plans_without_a_yes, review_requests_for
from hearth.records.preparation.changes import hand_in
from hearth.records.preparation.queries import answers_returned
from tests.integration.test_a_plan_from_start_to_review import freeze
from tests.world import NOW, a_round, a_world, an_agreeable_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_world()


def catch(world, goal, action):
    return catch_goal(
        record=world.record(world.nurse), goal=goal, action=action, by=world.nurse, at=NOW
    )


def held(world, kind):
    return next(each for each in current_entries(world.record(world.nurse)) if each.kind == kind)


def test_a_goal_and_its_action_are_caught_in_one_breath_and_point_to_each_other(world):
    catch(world, {"text": "Walk again"}, {"what": "Walk", "who": "Me", "when": "Fridays"})

    assert held(world, "action").content["goal"] == held(world, "goal").thread


def test_an_action_that_lacks_its_who_leaves_no_goal_behind(world):
    with pytest.raises(CannotWrite) as refused:
        catch(world, {"text": "Walk again"}, {"what": "Walk", "when": "Fridays"})

    assert [each.where for each in refused.value.reasons] == ["action.who"]
    assert current_entries(world.record(world.nurse)) == []


def test_nothing_at_all_is_not_caught(world):
    with pytest.raises(CannotWrite):
        catch(world, {}, {})


def progress(world, kind, **fields):
    entry = held(world, kind)
    return note_progress(
        record=world.record(world.nurse), thread=entry.thread, base_number=entry.number,
        progress=fields, by=world.nurse, at=NOW,
    )  # fmt: skip


def test_how_an_agreed_action_went_is_no_suggestion_and_leaves_its_words(world):
    an_agreeable_plan(world)
    freeze(world, None, Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM))

    progress(world, "action", status="done", outcome="Every week")

    now = held(world, "action")
    assert open_suggestions(world.record(world.nurse)) == []
    assert (now.content["status"], now.content["what"]) == ("done", "Walk with Samira")
    assert now.authorship.words is Words.PERSON


def test_progress_cannot_change_what_was_agreed(world):
    an_agreeable_plan(world)

    with pytest.raises(CannotWrite):
        progress(world, "action", what="Run with Samira")
    with pytest.raises(NotAllowed):
        progress(world, "contingency", status="done")


def test_the_second_of_two_who_note_progress_is_told(world):
    an_agreeable_plan(world)
    entry = held(world, "action")
    progress(world, "action", status="doing")

    with pytest.raises(MovedOn):
        note_progress(
            record=world.record(world.nurse), thread=entry.thread, base_number=entry.number,
            progress={"status": "done"}, by=world.nurse, at=NOW,
        )  # fmt: skip


def test_a_line_of_another_plan_comes_in_with_its_source(world):
    plan = joining.join_plan(
        record=world.record(world.nurse), title="Support plan", service="Holmbeck Council",
        content=[{"text": "Rails in the bathroom"}], by=world.nurse, at=NOW,
    )  # fmt: skip

    bring_line(
        record=world.record(world.nurse), plan=plan, kind="need",
        content={"text": "Rails in the bathroom"}, by=world.nurse, at=NOW,
    )  # fmt: skip

    who = held(world, "need").authorship
    assert (who.words, who.said_by, who.source) == (
        Words.SERVICE,
        "Holmbeck Council",
        "Support plan",
    )


def test_what_waits_for_those_who_lead_a_round_is_found(world):
    round = a_round(world)
    an_agreeable_plan(world, round)
    record, mine = world.record(world.person_account), [world.nurse_post.pk]
    hand_in(record=record, round=round, mode="online", by=world.person_account, at=NOW)
    joining.ask_for_review(record=record, reason="", by=world.person_account, at=NOW)
    assert [each.round for each in answers_returned(mine, since=NOW)] == [round]
    freeze(world, round)

    assert not answers_returned(mine, since=NOW)
    assert [each.person for each in review_requests_for(mine)] == [world.person]
    assert [each.version.person for each in plans_without_a_yes(mine, at=NOW)] == [world.person]
    assert not plans_without_a_yes([world.social_worker_post.pk], at=NOW)
