"""How a plan in the crowd is frozen, and what the person said to it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.conf import settings

from hearth.core.agreement import Answer, Party, Signature, Way
from hearth.core.kinds import PLAN_KINDS
from hearth.core.people import Name
from hearth.core.plan import Cover, Review
from hearth.jobs.demo.crowd.lives import State
from hearth.jobs.demo.crowd.told import Told
from hearth.records.plans.bulk import PastVersion

NO = (
    "It is your plan, not mine. I never said I would give up the van.",
    "You have left out what I said about {kin}.",
    "I do not want the visits. I said so twice.",
    "It says what the doctor wants. Put my words first and I will look again.",
)  # fmt: skip
HOW = ("By telephone", "A talk at the surgery", "A visit at home", "A video call")
PLACES = ("The surgery, room 2", "The surgery, room 4", "By telephone", "At home")


def freeze(told: Told, at: datetime, review_on: date) -> None:
    """Freeze what the plan holds now, with the answer that goes with how far it has come."""
    life, nurse, scheme = told.life, told.nurse, settings.JURISDICTION.identifier
    name = Name(life.name.given, life.name.family, life.name.preferred)
    entries = [
        row.entry
        for row in told.history.entries
        if row.replaced_at is None and row.entry.kind in PLAN_KINDS
    ]
    review = max(review_on, at.date() + timedelta(days=7))
    cover = Cover(
        person_id=str(life.id), person_name=name.shown, called=name.called,
        born=told.person.details["born"], location=life.pick(PLACES),
        identifiers={scheme.name: scheme.written(told.person.number)},
        key_worker=nurse.account.full_name, professional=f"{nurse.account.full_name}, {nurse}",
        review=Review(review, nurse.account.full_name, life.pick(HOW)),
    )  # fmt: skip
    told.history.versions.append(
        PastVersion(cover, entries, at, nurse.account, told.round, _signatures(told, at))
    )


def _signatures(told: Told, at: datetime) -> Sequence[tuple[Signature, datetime, int | None]]:
    life, nurse = told.life, told.nurse
    ours = Signature(
        Party.PROFESSIONAL,
        nurse.account.full_name,
        str(nurse),
        Answer.AGREED,
        Way.SIGNED_IN,
        at.date(),
    )
    signed = [(ours, at, nurse.account_id)]
    is_last = told.history.rounds[-1].ended_at is None
    if is_last and life.state is State.OFFERED:
        return signed
    answer, reason = Answer.AGREED, ""
    if is_last and life.state is State.NOT_AGREED:
        answer, reason = Answer.NOT_AGREED, life.say(life.pick(NO))
    elif life.rng.random() < 0.03:
        answer, reason = Answer.DID_NOT_WANT, "Happy for it to stand. Did not want to sign things."
    way = life.pick((Way.IN_THE_ROOM, Way.IN_THE_ROOM, Way.BY_TELEPHONE, Way.ON_PAPER))
    theirs = Signature(Party.PERSON, life.called, "", answer, way, at.date(), reason)
    return [*signed, (theirs, at, nurse.account_id)]
