"""What the tests of a broken glass share: a nurse elsewhere, and the auditor of the place."""

from dataclasses import dataclass

from django.urls import reverse

from hearth.core.access import Role
from hearth.records.community import changes as community
from hearth.records.community.models import Organisation, Post
from hearth.records.people.models import Account
from tests.world import NOW, World, a_post, an_account

REASON = "Found on the floor, cannot speak"
EXACT = {
    "family": "Khan", "first": "Rabia", "number": "", "reason": REASON,
    "born-day": "12", "born-month": "3", "born-year": "1948",
}  # fmt: skip


@dataclass
class Elsewhere:
    """A hospital that has no part in the care, with a nurse; and a records auditor."""

    hospital: Organisation
    nurse: Account
    nurse_post: Post
    auditor: Account
    auditor_post: Post


def elsewhere(world: World) -> Elsewhere:
    hospital = community.add_organisation(
        community="Holmbeck", name="Holmbeck Hospital", kind="trust", by=None, at=NOW
    )
    nurse, auditor = an_account("Nia Price"), an_account("Bea Long")
    return Elsewhere(
        hospital,
        nurse,
        a_post(nurse, hospital, Role.PRACTITIONER, "Emergency nurse"),
        auditor,
        a_post(auditor, world.practice, Role.AUDITOR, "Records auditor"),
    )


def ask(client, account, **more):
    """Send the form of the emergency page, as this account."""
    client.force_login(account)
    return client.post(reverse("emergency-access"), EXACT | more)


def at(world, page, *more):
    return reverse(page, args=[world.person.pk, *more])
