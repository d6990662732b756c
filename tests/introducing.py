"""Introductions for tests: a person with a way to be reached, put in touch with a choir."""

from datetime import timedelta

from hearth.core.access import Action
from hearth.core.introductions.passing_on import SaidYes, chosen, first_choice
from hearth.core.introductions.states import Kind
from hearth.records.directory.models import Activity
from hearth.records.introductions.about import about
from hearth.records.introductions.changes.making import introduce
from hearth.records.introductions.changes.telling import tell
from hearth.records.introductions.models import Introduction
from hearth.records.people.models import ContactPoint
from tests.near import an_activity
from tests.world import NOW, TODAY, World

TELEPHONE = "07700 900123"


def reachable(world: World) -> None:
    """Give the person a mobile."""
    ContactPoint.objects.create(person=world.person, system="mobile", value=TELEPHONE, rank=1)


def an_introduction(
    world: World, activity: Activity | None = None, kind: Kind = Kind.REFERRED, **more
) -> Introduction:
    """The nurse puts the person in touch, with what is ticked at first, after a yes."""
    by = more.pop("by", world.nurse)
    at = more.pop("at", NOW)
    record = world.record(by, at=at, action=Action.INTRODUCE)
    gathered = about(record, on=at.date(), goal=more.get("goal", ""))
    passes = more.pop("passed_on", None)
    return introduce(
        record=record,
        activity=activity or an_activity(world),
        kind=kind,
        passed_on=chosen(gathered, first_choice(gathered)) if passes is None else passes,
        said_yes=more.pop("said_yes", SaidYes.TALKING),
        by=by,
        at=at,
        **more,
    )


def happens(world: World, introduction: Introduction, state, *, days: int = 0, **more):
    """Something happens some days after, written down by the nurse."""
    by = more.pop("by", world.nurse)
    at = NOW + timedelta(days=days)
    return tell(
        introduction=introduction, state=state, on=TODAY + timedelta(days=days), by=by, at=at,
        record=world.record(by, at=at, action=Action.INTRODUCE), **more,
    )  # fmt: skip
