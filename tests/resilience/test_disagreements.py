"""Disagreement (P11): nobody involved decides, each step has a day, and the plan stays in force.

Everyone tries every step in any order, by the real changes on a real database, while people go on
writing in the plan. 1,000 walks in the long run, 6 in each ordinary one.
"""

import os
import sys
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from hearth.core.agreement import Answer, Party, Way
from hearth.core.appeal import DUTIES, NEXT_APPEAL_STEPS, State
from hearth.core.plan import Review
from hearth.core.words import Refused
from hearth.records.appeals.models import AppealStep
from hearth.records.plans.changes import versions as agreeing
from hearth.records.plans.changes.entries import write
from hearth.records.plans.changes.versions import Said
from hearth.records.plans.queries.versions import in_force
from tests.disagreeing import four_questions, raised, someone_new, step
from tests.world import NOW, TODAY, a_world, an_agreeable_plan

RUNS = 1000 if os.environ.get("HEARTH_TEST_LONG") else 6
STEPS = 16


class Walk(RuleBasedStateMachine):
    """One disagreement in a plan that is in force; undone again after each walk."""

    world, others = None, ()
    decided = refused = 0

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.accounts = [
            self.world.person_account, self.world.nurse, self.world.social_worker,
            self.world.administrator, *(each.account for each in self.others),
        ]  # fmt: skip
        self.posts = [self.world.nurse_post, *(each.post for each in self.others)]
        self.appeal = raised(self.world)
        self.days = 0
        self.reading = self.world.record(self.world.nurse)
        self.version = in_force(self.reading).version.number
        self.involved = {self.world.person_account.pk, self.world.nurse.pk}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @property
    def now(self):
        return NOW + timedelta(days=self.days)

    @rule(whom=st.integers(0, 2))
    def and_the_next_one(self, whom: int) -> None:
        self.go_on(whom)

    @rule(who=st.integers(0, 6), there=st.sampled_from(State), whom=st.integers(0, 3))
    def someone_tries_a_step(self, who: int, there: State, whom: int) -> None:
        by = self.accounts[who % len(self.accounts)]
        self.attempt(there, by, self.posts[whom % len(self.posts)])

    def attempt(self, there: State, by, actor) -> None:
        on = self.now.date() + timedelta(days=2) if there is State.INVITED else None
        try:
            step(self.world, self.appeal, there, by=by, actor=actor, at=self.now, on=on)
        except Refused:
            type(self).refused += 1
            return
        if there is State.DECIDED:
            type(self).decided += 1
            assert by.pk not in self.involved, f"{by} had a part, and decided"
        self.involved.add(by.pk)

    @rule(whom=st.integers(0, 2), days=st.integers(0, 30))
    def the_usual_next_step(self, whom: int, days: int) -> None:
        """Goes on as people mean to, so that walks come far; anyone may be named to review."""
        self.days += days
        self.go_on(whom)

    def go_on(self, whom: int) -> None:
        last = self.steps()[-1]
        here = State(last.state)
        there = {
            State.RAISED: State.ACKNOWLEDGED, State.ACKNOWLEDGED: State.TALKED,
            State.INVITED: State.TALKED, State.TALKED: State.REVIEW_ASKED,
            State.SETTLED: State.REVIEW_ASKED, State.REVIEW_ASKED: State.IN_REVIEW,
            State.IN_REVIEW: State.DECIDED, State.DECIDED: State.CLOSED,
        }.get(here)  # fmt: skip
        if there is None:
            return
        reviews = here is State.IN_REVIEW
        by = last.actor.account if reviews else self.world.nurse
        actor = self.posts[whom] if there is State.IN_REVIEW else self.world.nurse_post
        if there is State.IN_REVIEW:
            four_questions(self.world, self.appeal, by=self.world.nurse)
        self.attempt(there, by, actor)

    @rule(who=st.integers(4, 6))
    def someone_writes_in_the_plan(self, who: int) -> None:
        by = self.accounts[who % len(self.accounts)]
        content = {"text": "Something that is needed"}
        write(record=self.world.record(by), kind="need", content=content, by=by, at=self.now)
        self.involved.add(by.pk)

    def steps(self) -> list[AppealStep]:
        return list(
            AppealStep.objects.filter(appeal=self.appeal)
            .select_related("actor__account", "by")
            .order_by("number")
        )

    @invariant()
    def it_went_only_as_the_table_says_and_each_step_has_a_day_and_a_name(self) -> None:
        steps = self.steps()
        for before, after in pairwise(steps):
            assert State(after.state) in NEXT_APPEAL_STEPS[State(before.state)]
            assert after.number == before.number + 1
        for row in steps:
            assert row.on
            assert row.by_name
            if State(row.state) in DUTIES and row.state != State.OUTSIDE.value:
                assert row.due
                assert row.actor_name

    @invariant()
    def the_plan_stays_in_force(self) -> None:
        held = in_force(self.reading)
        assert held is not None
        assert held.version.number == self.version


def a_plan_in_force(world) -> None:
    an_agreeable_plan(world)
    agreeing.freeze(
        record=world.record(world.nurse), round=None,
        review=Review(TODAY + timedelta(days=180), "Ruth Adeyemi", "A visit"), location="At home",
        by=world.nurse, at=NOW, identifiers={},
        said=Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM),
    )  # fmt: skip


@pytest.mark.django_db
def test_nobody_involved_decides_and_the_plan_stays_in_force_whatever_people_try():
    world = a_world()
    a_plan_in_force(world)
    Walk.world, Walk.others = world, (someone_new(world), someone_new(world, "Ife Cole"))

    run_state_machine_as_test(
        Walk, settings=settings(max_examples=RUNS, stateful_step_count=STEPS, deadline=None)
    )

    said = f"{RUNS} walks of {STEPS}: {Walk.refused} refusals, {Walk.decided} decisions"
    sys.stdout.write(f"P11: {said}\n")
    assert Walk.refused
    assert Walk.decided
