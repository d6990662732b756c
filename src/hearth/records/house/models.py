"""The House of a community: who sits at its table, and in which voice."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hearth.core.house.assessing import Voice
from hearth.records.community.models import Community

ACCOUNT = settings.AUTH_USER_MODEL


class Seat(models.Model):
    """Somebody sits in the steering group of a community, from a day until a day.

    They speak in one voice: as staff, or as somebody who uses services or cares for them.
    """

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="seats")
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="seats")
    voice = models.CharField(max_length=40, choices=[(v.value, v.value) for v in Voice])
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="a_seat_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["community", "account"],
                condition=Q(ends__isnull=True),
                name="one_open_seat_a_member",
            ),
        ]
        indexes = [models.Index(fields=["account", "starts"])]

    def __str__(self) -> str:
        return f"{self.account} in {self.community}"
