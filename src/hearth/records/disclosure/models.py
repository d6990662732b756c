"""Copies that people asked for; that somebody checked one; and what was decided about each part.

Rows are added and never changed; how a copy stands is derived (core.disclosure).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core import disclosure
from hearth.core.words import Section
from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL
CHOICES = [(choice.value, choice.value) for choice in disclosure.Choice]


class CopyRequest(models.Model):
    """The person asks for a copy of all that is held about them."""

    APPEND_ONLY = True

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="copies")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["person", "asked_at"])]

    def __str__(self) -> str:
        return f"copy asked for on {self.asked_at:%Y-%m-%d}"


class CopyCheck(models.Model):
    """A practitioner, by name, checked one copy, and answers for what is given in it."""

    APPEND_ONLY = True
    SENSITIVE = ("name",)

    request = models.OneToOneField(CopyRequest, on_delete=models.PROTECT, related_name="check_made")
    name = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"checked on {self.at:%Y-%m-%d}"


class PartDecision(models.Model):
    """One part that is about someone else is given in a copy, or left out, for a reason."""

    APPEND_ONLY = True
    # A copy that holds these rows would tell what is closed (records.access.whole_record).
    NOT_IN_A_COPY = True
    SENSITIVE = ("reason", "thread")

    check_made = models.ForeignKey(CopyCheck, on_delete=models.PROTECT, related_name="decisions")
    section = models.CharField(max_length=30, choices=[(s.value, s.value) for s in Section])
    thread = models.UUIDField(null=True, blank=True)
    choice = models.CharField(
        max_length=20, choices=[(c.value, c.value) for c in disclosure.Choice]
    )
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_decided_part_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.choice}"
