"""Write down what somebody could not find, and take it back."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.unmet import Asked, CannotWriteDown, asked_problems
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.community.models import Community
from hearth.records.people.models import Account
from hearth.records.unmet.models import UnmetNeed, UnmetTakenBack


@transaction.atomic
def write_down(
    *,
    record: Record,
    community: Community,
    asked: Asked,
    places: Collection[str],
    by: Account,
    at: datetime,
) -> UnmetNeed:
    """Keep what could not be found, with each yes that was given. `places`: those to choose from.

    Raises CannotWriteDown with what is missing.
    """
    record.require(Action.INTRODUCE, Section.COMMUNITY)
    needs = settings.INTERESTS.need_by_code
    if problems := asked_problems(asked, needs=needs, places=places):
        raise CannotWriteDown(problems)
    assert asked.reason
    row = UnmetNeed.objects.create(
        person=record.person, community=community, words=asked.words.strip(), need=asked.need,
        place=asked.place, reason=asked.reason.value, may_count=asked.may_count,
        may_come_back=asked.may_come_back, may_quote=asked.may_quote,
        on=timezone.localdate(at), at=at, by=by,
    )  # fmt: skip
    record.note("wrote down what could not be found", at=at)
    return row


@transaction.atomic
def take_back(*, record: Record, unmet: UnmetNeed, by: Account, at: datetime) -> UnmetTakenBack:
    """Take it back, once: from now on it is not counted, not quoted and not answered."""
    record.require(Action.INTRODUCE, Section.COMMUNITY)
    record.require_own(unmet)
    row, _ = UnmetTakenBack.objects.get_or_create(unmet=unmet, defaults={"at": at, "by": by})
    record.note("took back what could not be found", at=at)
    return row
