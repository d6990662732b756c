"""What somebody may do in the House of a community: from their posts and their seat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from hearth.core.access import Role
from hearth.core.house.access import Hat, HouseAction, may
from hearth.core.house.assessing import Voice
from hearth.records.access.queries import posts_of
from hearth.records.community.models import Community
from hearth.records.house.models import Seat
from hearth.records.people.models import Account
from hearth.records.periods import not_over

HATS: Mapping[str, frozenset[Hat]] = {
    Role.HOUSE_LEAD.value: frozenset({Hat.LEAD}),
    Role.COMMISSIONER.value: frozenset({Hat.COMMISSIONER}),
    Role.PRACTITIONER.value: frozenset({Hat.PROFESSIONAL}),
    Role.ADMINISTRATOR.value: frozenset({Hat.PROFESSIONAL}),
    Role.LINK_WORKER.value: frozenset({Hat.PROFESSIONAL, Hat.CURATOR}),
}


@dataclass(frozen=True)
class Sight:
    """One community, what somebody is there, and the voice of their seat, if they have one."""

    community: Community
    account: Account
    hats: frozenset[Hat]
    voice: Voice | None = None

    def may(self, action: HouseAction) -> bool:
        """Say whether they may do this here. Rating needs a seat as well."""
        if action in (HouseAction.ASSESS, HouseAction.SETTLE) and self.voice is None:
            return False
        return may(self.hats, action)


def sights_of(account: Account, *, on: date) -> list[Sight]:
    """Return what somebody may see and do, community by community, by name. Two queries."""
    hats: dict[Community, set[Hat]] = {}
    for post in posts_of(account, on=on):
        if worn := HATS.get(post.role):
            hats.setdefault(post.organisation.community, set()).update(worn)
    voices: dict[Community, Voice] = {}
    for seat in seats_on(on).filter(account=account):
        hats.setdefault(seat.community, set()).add(Hat.MEMBER)
        voices[seat.community] = Voice(seat.voice)
    found = [Sight(each, account, frozenset(own), voices.get(each)) for each, own in hats.items()]
    return sorted(found, key=lambda sight: sight.community.name)


def seats_on(day: date) -> QuerySet[Seat]:
    """Return the seats that are taken on a day, with who sits there."""
    return (
        Seat.objects.filter(not_over(day), starts__lte=day)
        .select_related("account", "community")
        .order_by("starts", "pk")
    )
