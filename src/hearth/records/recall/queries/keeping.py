"""Whom the recall has to look at: in small parts, so that it can grow to any size."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from hearth.core.days import months_after
from hearth.records.people.models import Person
from hearth.records.plans.models import Version
from hearth.records.recall.models import OnRegister, Recall

AT_ONCE = 500


def people_to_look_at(*, today: date) -> Iterator[list[UUID]]:
    """Everyone with an open recall, on a list, or with a review in the months ahead; in parts."""
    rows = _concerned(today).order_by("pk").values_list("pk", flat=True)
    found = list(rows[:AT_ONCE])
    while found:
        yield found
        found = list(rows.filter(pk__gt=found[-1])[:AT_ONCE])


def _concerned(today: date) -> QuerySet[Person]:
    horizon = months_after(today, settings.JURISDICTION.recall.look_ahead_months)
    recalled = Recall.objects.filter(person=OuterRef("pk"), ended_at__isnull=True)
    listed = OnRegister.objects.filter(person=OuterRef("pk"), until__isnull=True)
    reviewed = Version.objects.filter(
        Q(round__isnull=True) | Q(round__ended_at__isnull=True),
        person=OuterRef("pk"),
        review_on__lte=horizon,
    )
    return Person.objects.filter(Q(Exists(recalled)) | Q(Exists(listed)) | Q(Exists(reviewed)))
