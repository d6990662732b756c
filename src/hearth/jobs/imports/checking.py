"""Once all rows are read: tie each to its person, and refuse what cannot be true."""

from collections.abc import Callable, Iterator
from itertools import islice

from hearth.jobs.imports.facts import Context, Findings, GoalFacts, NotUsed, PlanFacts
from hearth.jobs.imports.people import Decision, People
from hearth.jobs.imports.spool import Spool, Waiting
from hearth.jobs.imports.tally import Tally
from hearth.jobs.imports.values import Bad
from hearth.records.people.matching import Known

BATCH = 500
Held = Findings | GoalFacts | PlanFacts

NO_MEDICINE = Bad(
    "MedicationRequest.medicationReference",
    "The medicine that this points to is not in these files.",
    "Import its file too.",
)


def check(spool: Spool, people: People, tally: Tally, context: Context) -> list[Decision]:
    """Decide about the people, then check every waiting row against them."""
    spool.all_read()
    decisions = []
    for decision in people.decide(spool):
        spool.set_born(decision.person_id, decision.facts.born)
        decisions.append(decision)
    _tie(spool, people, context)
    _refuse(spool, tally, spool.about_nobody, _nobody)
    _refuse(spool, tally, spool.before_birth, _before_birth)
    _refuse(spool, tally, spool.without_medication, lambda _: NO_MEDICINE)
    _sort_out_repeats(spool, tally)
    return decisions


def _tie(spool: Spool, people: People, context: Context) -> None:
    for ref, shown_name in spool.subjects():
        found = people.referred_to(ref, shown_name or "", context)
        if isinstance(found, Known):
            spool.set_born(found.person_id, found.born)
            spool.tie(ref, found.person_id)
        elif found:
            spool.tie(ref, found)


def _refuse(
    spool: Spool, tally: Tally, waiting: Callable[[], Iterator[Waiting]], why: Callable[[Held], Bad]
) -> None:
    while batch := list(islice(waiting(), BATCH)):
        for k, place, facts in batch:
            spool.leave_out(k)
            tally.refuse(place, [why(facts)])


def _nobody(facts: Held) -> Bad:
    return Bad(
        facts.subject.where,
        "We cannot tell who this is about.",
        "Import the file with this person too, or name the system of these ids with --source.",
    )


def _before_birth(facts: Held) -> Bad:
    where = facts.where_day if isinstance(facts, Findings) else facts.subject.where
    return Bad(
        where, "This is from before the person was born.", "Check the date, and who it is about."
    )


def _sort_out_repeats(spool: Spool, tally: Tally) -> None:
    """One id twice: the same words count once; a later version replaces; else it is refused."""
    for before, k, is_same, replaces in spool.repeated():
        if is_same:
            _, place, _ = spool.leave_out(k)
            tally.counts[place.type].already_held += 1
        elif replaces:
            _, place, _ = spool.leave_out(before)
            tally.not_used(place, NotUsed("A later row takes its place.", "id"))
        else:
            _, place, _ = spool.leave_out(k)
            words = "A row before has the same id, and says something else."
            tally.refuse(place, [Bad("id", words, "Keep the right one.")])
