"""What the tests of the practitioner's pages share: forms sent, and what is held."""

from django.urls import reverse
from django.utils import timezone

from hearth.records.plans.changes.entries import write
from hearth.records.plans.queries.entries import current_entries


def at(world, page, *more):
    return reverse(page, args=[world.person.pk, *more])


def send(client, world, page, *more, **fields):
    return client.post(at(world, page, *more), {"person": str(world.person.pk), **fields})


def held(world, kind):
    return [e for e in current_entries(world.record(world.nurse)) if e.kind == kind]


def said(world, kind, **content):
    return write(
        record=world.record(world.person_account), kind=kind, content=content,
        by=world.person_account, at=timezone.now(),
    )  # fmt: skip
