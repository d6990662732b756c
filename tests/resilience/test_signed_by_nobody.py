"""G6: no draft is ever shown as agreed. A machine walks through everything that can happen."""

import os
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from hearth.core.agreement import (
    IN_FORCE,
    NEXT_STANDINGS,
    THEIRS,
    YES,
    Answer,
    Asked,
    Decision,
    Party,
    Signature,
    Standing,
    Way,
    last_of,
    signature_problems,
    standing,
)
from hearth.records.plans.models import Signature as Row
from tests.integration.test_a_plan_from_start_to_review import freeze
from tests.unit.test_agreement import DAY
from tests.world import NOW, a_world, an_agreeable_plan

RUNS = 2000 if os.environ.get("HEARTH_TEST_LONG") else 100
SERVICES = ("service:1", "service:2", "post:3")
WORDS = ["", "It does not say what I said."]
seen: Counter[Standing] = Counter()


def asked(key: str, left_out: str) -> Asked:
    party = Party.KEY_WORKER if key.startswith("post") else Party.SERVICE
    return Asked(key, party, key, DAY, DAY + timedelta(days=14), left_out=left_out)


class SignedByNobody(RuleBasedStateMachine):
    """Freeze, ask, sign, refuse, go on without, carry, replace, in any order.

    The standing never says more than happened.
    """

    def __init__(self) -> None:
        super().__init__()
        self.versions: list[tuple[list[Signature], list[Asked]]] = []
        self.seen: list[Standing] = []

    @rule(
        keys=st.sets(st.sampled_from(SERVICES)),
        left_out=st.sampled_from(["", "Their part has ended."]),
        carries=st.booleans(),
    )
    def freeze(self, keys: set[str], left_out: str, carries: bool) -> None:
        """A new version; what was said yes to before may be carried into it."""
        before = self.versions[-1][0] if self.versions else []
        rows = [asked(key, left_out if key == SERVICES[0] else "") for key in sorted(keys)]
        held = [each for key in sorted(keys) if (each := last_of(before, key))]
        theirs = [each for each in before if each.party in THEIRS][-1:]
        carried = [replace(s, carried_from=1) for s in (*theirs, *held) if s.answer in YES]
        self.versions.append((carried if carries else [], rows))
        self.seen.append(Standing.OFFERED)

    @rule(
        party=st.sampled_from([Party.PERSON, Party.REPRESENTATIVE, Party.PROFESSIONAL]),
        answer=st.sampled_from(Answer),
        name=st.sampled_from(["", "Bibi", "Ruth Adeyemi"]),
        reason=st.sampled_from(WORDS),
        way=st.sampled_from(Way),
    )
    def somebody_signs(
        self, party: Party, answer: Answer, name: str, reason: str, way: Way
    ) -> None:
        self.sign(party, answer, name, reason, way)

    @rule(
        key=st.sampled_from(SERVICES),
        answer=st.sampled_from(Answer),
        reason=st.sampled_from(WORDS),
        would_sign=st.sampled_from(WORDS),
    )
    def somebody_asked_answers(
        self, key: str, answer: Answer, reason: str, would_sign: str
    ) -> None:
        self.answer(key, answer, reason, would_sign)

    def sign(self, party: Party, answer: Answer, name: str, reason: str, way: Way) -> None:
        self.add(Signature(party, name, "daughter", answer, way, DAY + timedelta(1), reason))

    def answer(self, key: str, answer: Answer, reason: str, would_sign: str) -> None:
        party = asked(key, "").party
        self.add(
            Signature(
                party, "Tom Price", "", answer, Way.SIGNED_IN, DAY, reason, would_sign, signer=key
            )
        )

    @rule(
        persons=st.sampled_from([Answer.AGREED, *Answer]),
        theirs=st.sampled_from([Answer.AGREED, Answer.AGREED, Answer.NOT_AGREED]),
    )
    def all_answer(self, persons: Answer, theirs: Answer) -> None:
        """One good day: the professional, the person and all who were asked."""
        self.sign(Party.PROFESSIONAL, Answer.AGREED, "Ruth Adeyemi", "", Way.SIGNED_IN)
        self.sign(Party.PERSON, persons, "Bibi", WORDS[persons is not Answer.AGREED], Way.ON_PAPER)
        for each in self.versions[-1][1] if self.versions else []:
            self.answer(each.key, theirs, WORDS[theirs is not Answer.AGREED], WORDS[1])

    def add(self, signature: Signature) -> None:
        if self.versions and not signature_problems(signature):
            self.versions[-1][0].append(signature)

    @rule(
        key=st.sampled_from(SERVICES),
        party=st.sampled_from([Party.PERSON, Party.REPRESENTATIVE, Party.KEY_WORKER]),
    )
    def go_on_without(self, key: str, party: Party) -> None:
        if not self.versions:
            return
        signatures = self.versions[-1][0]
        decision = Decision(party, "Who", "We go on.", Way.SIGNED_IN, DAY)
        if last := last_of(signatures, key):
            place = len(signatures) - 1 - signatures[::-1].index(last)
            signatures[place] = replace(last, decisions=(*last.decisions, decision))

    def standings(self) -> list[Standing]:
        found, replaced = [], False
        for signatures, rows in reversed(self.versions):
            now = standing(signatures, replaced=replaced, asked=rows)
            replaced = replaced or now in IN_FORCE
            found.append(now)
        return found[::-1]

    def in_force(self) -> list[tuple[list[Signature], list[Asked], Standing]]:
        held = zip(self.versions, self.standings(), strict=True)
        return [(*version, now) for version, now in held if now in IN_FORCE]

    @invariant()
    def agreed_means_the_person_and_a_named_professional(self) -> None:
        for signatures, _, now in self.in_force():
            theirs = [s for s in signatures if s.party in THEIRS]
            ours = [s for s in signatures if s.party is Party.PROFESSIONAL]
            assert theirs
            assert ours[-1].name
            assert ours[-1].answer in YES
            assert (theirs[-1].answer in YES) == (now is not Standing.AGREED_WITHOUT_PERSON)
            assert theirs[-1].answer in YES or theirs[-1].reason

    @invariant()
    def agreed_means_everyone_who_was_asked(self) -> None:
        for signatures, rows, _ in self.in_force():
            for each in rows:
                last = last_of(signatures, each.key)
                assert each.left_out or last is not None
                if last and not each.left_out and last.answer not in YES:
                    deciders = {decision.party for decision in last.decisions}
                    assert Party.KEY_WORKER in deciders
                    assert deciders & THEIRS

    @invariant()
    def a_difference_is_never_called_plain_agreement(self) -> None:
        for signatures, rows, now in self.in_force():
            theirs = [s for s in signatures if s.party in THEIRS][-1]
            others = [last_of(signatures, each.key) for each in rows if not each.left_out]
            if now is Standing.AGREED:
                assert {each.answer for each in (theirs, *others) if each} == {Answer.AGREED}

    @invariant()
    def at_most_one_version_is_in_force(self) -> None:
        assert len(self.in_force()) <= 1

    @invariant()
    def a_refusal_is_kept_in_their_own_words(self) -> None:
        for signatures, _ in self.versions:
            assert all(s.reason for s in signatures if s.answer is not Answer.AGREED)
            assert all(
                s.would_sign for s in signatures if s.signer and s.answer is Answer.NOT_AGREED
            )

    @invariant()
    def standings_move_only_as_the_table_says(self) -> None:
        for index, now in enumerate(self.standings()):
            before = self.seen[index]
            assert now is before or now in NEXT_STANDINGS[before]
            self.seen[index] = now
            seen[now] += 1


def test_no_draft_is_shown_as_agreed_in_any_order_of_events():
    run_state_machine_as_test(
        SignedByNobody, settings=settings(max_examples=RUNS, stateful_step_count=20, deadline=None)
    )

    print(f"G6: {RUNS} runs; standings met: {dict(seen)}")  # noqa: T201
    assert set(seen) == set(Standing) - {Standing.DRAFT}


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
