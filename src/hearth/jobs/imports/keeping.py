"""Keep what was checked: people first, then findings in batches, plans, and deaths last."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from hearth.jobs.imports.facts import Findings
from hearth.jobs.imports.opening import Progress
from hearth.jobs.imports.other_plans import plans_in
from hearth.jobs.imports.people import Decision
from hearth.jobs.imports.spool import Spool
from hearth.jobs.imports.tally import Place, Tally
from hearth.records.access import changes as access
from hearth.records.people import changes as people
from hearth.records.people import matching
from hearth.records.people import queries as people_queries
from hearth.records.people.deaths import record_death
from hearth.records.plans.changes.imported import held_plans, join_imported
from hearth.records.results import changes as results
from hearth.records.results import queries
from hearth.records.results.findings import Finding, Kind, Standing

BATCH = 500


@dataclass(frozen=True)
class Tie:
    """The organisation to tie people to; those held already are tied only when it is named."""

    organisation: Any
    is_named: bool


@dataclass
class Keeper:
    """Keeps one import; in a dry run (`run` is None) it only says what would be kept."""

    spool: Spool
    tally: Tally
    progress: Progress
    run: Any
    by: Any
    at: datetime
    done: int = 0
    _ids: dict[UUID, UUID] = field(default_factory=dict)
    _told: dict[UUID, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def keep(self, decisions: Sequence[Decision], tie: Tie) -> None:
        """Keep everything. Called inside one transaction."""
        for number, decision in enumerate(decisions, 1):
            self._keep_person(decision, tie)
            self.progress("Keeping people", number, len(decisions))
        total = self.spool.waiting()
        for kind in Kind:
            self._keep_findings(kind, total)
        self._keep_plans(total)
        if self.run:
            self._record_deaths(decisions)
            self._note()

    def _keep_person(self, decision: Decision, tie: Tie) -> None:
        count = self.tally.counts[decision.place.type]
        count.kept += decision.is_new
        count.already_held += not decision.is_new
        if not self.run:
            return
        person = (
            self._register(decision) if decision.is_new else matching.person(decision.person_id)
        )
        self._ids[decision.person_id] = person.pk
        for scheme, value in decision.pairs:
            people.identify(person=person, scheme=scheme, value=value)
        if tie.organisation and (decision.is_new or tie.is_named):
            access.involve(
                person=person, organisation=tie.organisation, kind=_part_of(tie.organisation),
                starts=self.at.date(), by=self.by, at=self.at,
            )  # fmt: skip

    def _register(self, decision: Decision) -> Any:
        facts = decision.facts
        names = {"given_name": facts.given, "family_name": facts.family, "born": facts.born}
        return people.register(
            details={**facts.details, **names}, number=facts.number, address=facts.address or None,
            contacts=facts.contacts, by=self.by, at=self.at,
        )  # fmt: skip

    def _keep_findings(self, kind: Kind, total: int) -> None:
        waiting = self.spool.kept(kind.value)
        while batch := list(islice(waiting, BATCH)):
            findings = [self._findings(facts, person) for _, _, facts, person in batch]
            rows = [row for each in findings for row in each]
            told = iter(
                results.keep(rows, run=self.run, by=self.by, at=self.at)
                if self.run
                else queries.standings(rows)
            )
            for (_, place, _, person), each in zip(batch, findings, strict=True):
                self._count(place, self._ids.get(person, person), [next(told) for _ in each])
            self._show(len(batch), total)

    def _findings(self, facts: Findings, person_id: UUID) -> list[Finding]:
        return [
            Finding(
                facts.kind,
                self._ids.get(person_id, person_id),
                facts.source_id + mark,
                self._fields(fields),
            )
            for mark, fields in facts.rows
        ]

    def _fields(self, fields: Any) -> dict[str, Any]:
        """Fill in what a medicine in another row is called."""
        rest = dict(fields)
        if ref := rest.pop("medication", None):
            rest |= self.spool.medication(ref)
        return rest

    def _count(self, place: Place, person_id: UUID, told: Sequence[Standing]) -> None:
        count = self.tally.counts[place.type]
        if Standing.CHANGED in told:
            count.changed += 1
        elif Standing.NEW in told:
            count.kept += 1
        else:
            count.already_held += 1
        self._told[person_id][0] += told.count(Standing.NEW)
        self._told[person_id][1] += told.count(Standing.CHANGED)

    def _keep_plans(self, total: int) -> None:
        waiting = plans_in(self.spool, self._ids)
        goals: dict[int, tuple[Place, bool]] = {}
        while batch := list(islice(waiting, BATCH)):
            held = held_plans(plan for _, plan, _ in batch)
            new = [each for each in batch if (each[1].person_id, each[1].source_id) not in held]
            if self.run:
                join_imported(plans=[plan for _, plan, _ in new], by=self.by, at=self.at)
            for place, plan, named in batch:
                is_new = (plan.person_id, plan.source_id) not in held
                if place:
                    self._count_one(place, is_new=is_new)
                for k, goal_place in named:
                    goals[k] = (goal_place, goals.get(k, (goal_place, False))[1] or is_new)
                self._told[plan.person_id][0] += is_new
            self._show(len(batch), total)
        for place, is_new in goals.values():
            self._count_one(place, is_new=is_new)

    def _count_one(self, place: Place, *, is_new: bool) -> None:
        self.tally.counts[place.type].kept += is_new
        self.tally.counts[place.type].already_held += not is_new

    def _record_deaths(self, decisions: Sequence[Decision]) -> None:
        for decision in decisions:
            if decision.facts.died_on is None:
                continue
            person = matching.person(self._ids[decision.person_id])
            if people_queries.last_death(person) is None:
                record_death(
                    person=person, died_on=decision.facts.died_on, told_by=self.run.source[:200],
                    by=self.by, at=self.at,
                )  # fmt: skip

    def _note(self) -> None:
        for person_id, (new, changed) in self._told.items():
            if new or changed:
                results.note_person(
                    person_id=person_id,
                    new=new,
                    changed=changed,
                    run=self.run,
                    by=self.by,
                    at=self.at,
                )

    def _show(self, more: int, total: int) -> None:
        self.done += more
        self.progress("Keeping rows", min(self.done, total), total)


def _part_of(organisation: Any) -> str:
    return {"practice": "practice", "community": "community"}.get(organisation.kind, "care")
