"""The crowd around the stories: any number of people, each drawn from the seed and their place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction

from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.crowd.lives import Life, State, findings_of, imagine, registration
from hearth.jobs.demo.crowd.plans import tell
from hearth.jobs.demo.crowd.teams import Team
from hearth.jobs.demo.crowd.told import Told
from hearth.jobs.demo.findings import SOURCE
from hearth.records.access.bulk import NewTie, involve_all
from hearth.records.measures.bulk import PastAnswers, answer_all
from hearth.records.people.bulk import register_all
from hearth.records.plans.bulk import History, load
from hearth.records.preparation.bulk import hand_in_all
from hearth.records.results.bulk import keep_new
from hearth.records.results.changes import start_run

BATCH = 500
OTHERS = (("council", "care", 0.2), ("trust", "care", 0.2), ("steady_steps", "community", 0.08))


@dataclass(frozen=True)
class Crowd:
    """What a crowd is drawn from: the seed, the calendar, the practices, and those around them."""

    seed: int
    days: Calendar
    teams: Sequence[Team]
    organisations: dict[str, Any]
    numbers: Iterator[str]

    def gather(self, start: int, stop: int, progress: Callable[[str, int, int], None]) -> None:
        """Make the people from place `start` to `stop`, some hundreds at a time."""
        places = iter(range(start, stop))
        done = start
        while batch := list(islice(places, BATCH)):
            self._make(batch)
            done += len(batch)
            progress("Making the crowd", done - start, stop - start)

    @transaction.atomic
    def _make(self, places: Sequence[int]) -> None:
        told = [self._tell(place) for place in places]
        at = self.days.ago(1, "05:00")
        register_all([each.person for each in told], by=None)
        involve_all([tie for each in told for tie in self._ties(each)], by=None, at=at)
        run = start_run(source=SOURCE, sha256="", by=None, at=at)
        findings = [finding for each in told for finding in findings_of(each.life, self.days)]
        keep_new(findings, run=run, by=None, at=at)
        rounds = load([each.history for each in told], by=None, at=at)
        hand_in_all(
            (rounds[each.life.id, place], "paper", when, each.administrator.account_id)
            for each in told
            for place, when in each.handed_in
        )
        answer_all("ons4", (row for each in told for row in _wellbeing(each, rounds)))

    def _tell(self, place: int) -> Told:
        life = imagine(self.seed, place)
        team = self.teams[place % len(self.teams)]
        nurse = team.nurses[min(place // len(self.teams) // 350, len(team.nurses) - 1)]
        person = registration(life, next(self.numbers), self.days)
        told = Told(
            life, place, self.days, nurse, team.administrator, person, History(person_id=life.id)
        )
        tell(told)
        return told

    def _ties(self, told: Told) -> list[NewTie]:
        since = told.person.since.date()
        own = told.nurse.organisation
        ties = [NewTie(told.life.id, own, "practice", since)]
        for key, kind, share in OTHERS:
            if told.life.state is not State.NOT_STARTED and told.life.rng.random() < share:
                ties.append(NewTie(told.life.id, self.organisations[key], kind, since))
        return ties


def _wellbeing(told: Told, rounds: dict[Any, Any]) -> list[PastAnswers]:
    """Four quick answers with most forms that came back; a little better the second time."""
    life: Life = told.life
    if life.rng.random() < 0.4:
        return []
    base = life.rng.randint(3, 8)
    rows = []
    for turn, (place, when) in enumerate(told.handed_in):
        near = [min(10, max(0, base + turn + life.rng.randint(-2, 2))) for _ in range(3)]
        anxious = min(10, max(0, 10 - base - turn + life.rng.randint(-2, 1)))
        answers = dict(
            zip(("satisfied", "worthwhile", "happy", "anxious"), [*near, anxious], strict=True)
        )
        rows.append(PastAnswers(life.id, answers, "paper", when, rounds[life.id, place].pk))
    return rows
