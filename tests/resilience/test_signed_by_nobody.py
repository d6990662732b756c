"""G6: no draft is ever shown as agreed. A machine walks through everything that can happen."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from hearth.core.agreement import (
    IN_FORCE,
    NEXT_STANDINGS,
    Answer,
    Party,
    Signature,
    Standing,
    Way,
    signature_problems,
    standing,
)
from hearth.records.plans.models import Signature as Row
from tests.integration.test_a_plan_from_start_to_review import freeze
from tests.unit.test_agreement import DAY
from tests.world import NOW, a_world, an_agreeable_plan

RUNS = 2000


class SignedByNobody(RuleBasedStateMachine):
    """Freeze, sign, refuse, replace, in any order; the standing never says more than happened."""

    def __init__(self) -> None:
        super().__init__()
        self.versions: list[list[Signature]] = []
        self.seen: list[Standing] = []

    @rule()
    def freeze(self) -> None:
        self.versions.append([])
        self.seen.append(Standing.OFFERED)

    @rule(
        party=st.sampled_from(Party),
        answer=st.sampled_from(Answer),
        name=st.sampled_from(["", "Bibi", "Ruth Adeyemi"]),
        reason=st.sampled_from(["", "It does not say what I said."]),
        way=st.sampled_from(Way),
    )
    def sign(self, party: Party, answer: Answer, name: str, reason: str, way: Way) -> None:
        signature = Signature(party, name, "daughter", answer, way, DAY + timedelta(1), reason)
        if self.versions and not signature_problems(signature):
            self.versions[-1].append(signature)

    def standings(self) -> list[Standing]:
        found, replaced = [], False
        for signatures in reversed(self.versions):
            now = standing(signatures, replaced=replaced)
            replaced = replaced or now in IN_FORCE
            found.append(now)
        return found[::-1]

    @invariant()
    def agreed_means_the_person_and_a_named_professional(self) -> None:
        for signatures, now in zip(self.versions, self.standings(), strict=True):
            if now in IN_FORCE:
                theirs = [s for s in signatures if s.party is not Party.PROFESSIONAL]
                ours = [s for s in signatures if s.party is Party.PROFESSIONAL]
                assert theirs
                assert ours[-1].name
                assert (theirs[-1].answer is Answer.AGREED) == (now is Standing.AGREED)
                assert now is Standing.AGREED or theirs[-1].reason

    @invariant()
    def at_most_one_version_is_in_force(self) -> None:
        assert sum(now in IN_FORCE for now in self.standings()) <= 1

    @invariant()
    def a_refusal_is_kept_in_their_own_words(self) -> None:
        for signatures in self.versions:
            assert all(s.reason for s in signatures if s.answer is not Answer.AGREED)

    @invariant()
    def standings_move_only_as_the_table_says(self) -> None:
        for index, now in enumerate(self.standings()):
            before = self.seen[index]
            assert now is before or now in NEXT_STANDINGS[before]
            self.seen[index] = now


def test_no_draft_is_shown_as_agreed_in_2000_runs():
    run_state_machine_as_test(
        SignedByNobody, settings=settings(max_examples=RUNS, stateful_step_count=30, deadline=None)
    )


@pytest.mark.django_db
def test_a_signature_row_that_is_not_a_yes_cannot_be_kept_without_words():
    world = a_world()
    an_agreeable_plan(world)
    version = freeze(world, None)

    with pytest.raises(IntegrityError):
        Row.objects.create(
            version=version, sha256=version.sha256, party="person", name="Bibi",
            answer=Answer.NOT_AGREED.value, way=Way.ON_PAPER.value, at=NOW,
        )  # fmt: skip
