"""Put together other services' plans: each CarePlan with its goals, and goals without a plan."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from uuid import UUID

from hearth.jobs.imports.facts import GoalFacts, PlanFacts
from hearth.jobs.imports.fhir.elements import fingerprint
from hearth.jobs.imports.spool import Spool
from hearth.jobs.imports.tally import Place
from hearth.records.plans.changes.imported import OtherPlan

GOALS_TITLE = "Goals"
NamedGoals = list[tuple[int, Place]]


def plans_in(
    spool: Spool, ids: Mapping[UUID, UUID]
) -> Iterator[tuple[Place | None, OtherPlan, NamedGoals]]:
    """Yield each plan with the row that it came from, and the goals that are in it.

    The source id ends in a digest of what the plan says: the same plan comes in once, a changed
    one stands beside the earlier one, and nothing is written over.
    """
    places = {k: place for k, place, _, _ in spool.kept("goal")}
    named: set[int] = set()
    for _, place, facts, person_id in spool.kept("plan"):
        goals = [held for ref in facts.goals if (held := spool.goal(ref))]
        named |= {k for k, _ in goals}
        plan = _plan(ids.get(person_id, person_id), facts, [goal for _, goal in goals])
        yield place, plan, [(k, places[k]) for k, _ in goals]
    rest = (
        (k, place, facts, person)
        for k, place, facts, person in spool.kept("goal")
        if k not in named
    )
    yield from _loose_goals(rest, ids)


def _plan(person_id: UUID, facts: PlanFacts, goals: Iterable[GoalFacts]) -> OtherPlan:
    said = [facts.title, facts.status, str(facts.dated)]
    content = [*(dict(goal.content) for goal in goals), *(dict(each) for each in facts.content)]
    return OtherPlan(
        person_id=person_id,
        title=facts.title,
        service=facts.service,
        dated=facts.dated,
        status=facts.status,
        content=content,
        source_id=f"{facts.source_id}|{fingerprint([*said, content])}",
    )


def _loose_goals(
    rows: Iterable[tuple[int, Place, GoalFacts, UUID]], ids: Mapping[UUID, UUID]
) -> Iterator[tuple[Place | None, OtherPlan, NamedGoals]]:
    by_person = sorted(rows, key=lambda each: (str(each[3]), each[0]))
    for person_id, group in groupby(by_person, key=lambda each: each[3]):
        goals = list(group)
        content = [dict(facts.content) for _, _, facts, _ in goals]
        plan = OtherPlan(
            person_id=ids.get(person_id, person_id), title=GOALS_TITLE, service="Another service",
            dated=None, status="", content=content, source_id=f"goals|{fingerprint(content)}",
        )  # fmt: skip
        yield None, plan, [(k, place) for k, place, _, _ in goals]
