"""What somebody does not want to be shown again. Saying so changes nothing else, and can be undone.

It is shown to the person, and to who wrote it down, and to nobody else.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.records.directory.models import Activity
from hearth.records.people.models import Person


class NotForMe(models.Model):
    """A no: to an activity, to an interest, or to offers beside one line of the plan (`thread`)."""

    SENSITIVE = ("activity", "interest", "thread")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="not_for_me")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    interest = models.CharField(max_length=60, blank=True)
    thread = models.UUIDField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=False) | ~Q(interest="") | Q(thread__isnull=False),
                name="a_no_is_to_something",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="a_no_taken_back_says_by_whom",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"], condition=Q(undone_at__isnull=True), name="nos_that_stand"
            )
        ]

    def __str__(self) -> str:
        return f"a no of {self.at:%d %B %Y}"
