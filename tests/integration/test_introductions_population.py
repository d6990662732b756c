"""Introductions as events of an extract: days and answers, of what nobody has closed."""

from datetime import date, timedelta

import pytest

from hearth.core.access import Action
from hearth.core.introductions.states import Kind, Reason, State
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.sealing import seal
from hearth.records.plans.changes.entries import write
from hearth.records.replies.population import courses_in, introductions_for_extract
from tests.introducing import an_introduction, happens, reachable
from tests.near import an_activity
from tests.world import NOW, TODAY, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    world = a_world()
    reachable(world)
    return world


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def told() -> list[tuple[str, date, int | None]]:
    return [(code, day, value) for _, code, day, value in introductions_for_extract()]


def test_an_introduction_is_told_from_its_day_to_three_months_later(world):
    made = an_introduction(world)
    happens(world, made, State.STARTED, days=9)
    happens(world, made, State.STILL_GOING, days=100)
    happens(world, made, State.STOPPED, days=150, reason=Reason.UNWELL)

    assert told() == [
        ("introduced", TODAY, None), ("arrived", on(9), None), ("still-going", on(100), 1),
        ("still-going", on(150), 0),
    ]  # fmt: skip


def test_who_was_only_told_is_no_event(world):
    happens(world, an_introduction(world, kind=Kind.TOLD), State.STARTED, days=3)

    assert told() == []


@pytest.mark.parametrize("closed", ["the part", "the entry", "the goal", "all goals"])
def test_what_anybody_has_closed_stays_out(world, closed):
    goal = write(
        record=world.record(world.nurse), kind="goal", content={"text": "Sing again"},
        by=world.nurse, at=NOW,
    ).thread  # fmt: skip
    made = an_introduction(world, goal=goal)
    made.refresh_from_db()
    assert made.thread
    section, thread = {
        "the part": (Section.COMMUNITY, None),
        "the entry": (Section.COMMUNITY, made.thread),
        "the goal": (Section.GOALS, goal),
        "all goals": (Section.GOALS, None),
    }[closed]
    assert told()
    seal(
        record=world.record(world.person_account, action=Action.SEAL), kind=SealKind.OWN_WISH,
        section=section, thread=thread, by=world.person_account, at=NOW,
    )  # fmt: skip

    assert told() == []


def test_the_courses_of_one_person_come_together_with_their_need(world):
    an_introduction(world)
    chess = an_activity(world, "Chess", description="We play chess.")
    an_introduction(world, chess, at=NOW + timedelta(hours=1))
    needs = {"singing": "making"}
    community = world.practice.community

    ((first, second),) = courses_in(community, since=NOW, need_of=needs)

    assert (first.need, second.need) == ("making", "")
    assert list(courses_in(community, since=NOW + timedelta(days=1), need_of=needs)) == []
