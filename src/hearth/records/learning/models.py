"""What professionals did and need; how sure they feel; and the notes that are theirs alone."""

from django.conf import settings
from django.db import models

from hearth.core.learning import KINDS, LONGEST_NOTE
from hearth.records.community.models import STAFF_ROLES, Community

ACCOUNT = settings.AUTH_USER_MODEL
KIND_CHOICES = [(kind.code, kind.name) for kind in KINDS]


class Requirement(models.Model):
    """What a role in a community needs, and how often. No `months`: once is enough."""

    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="learning_needs"
    )
    role = models.CharField(max_length=30, choices=[(r.value, r.value) for r in STAFF_ROLES])
    kind = models.CharField(max_length=30, choices=KIND_CHOICES)
    months = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "role", "kind"], name="one_need_a_role_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.kind}"


class Learned(models.Model):
    """Somebody did it: training, a refresher, a supervision. Said by themselves."""

    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="learned")
    kind = models.CharField(max_length=30, choices=KIND_CHOICES)
    on = models.DateField()
    given_by = models.CharField(max_length=200, blank=True)
    link = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "kind", "on"])]

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"


class ConfidenceRating(models.Model):
    """How sure somebody feels of each statement, 0 to 10, on a day. Shown to them alone."""

    APPEND_ONLY = True
    SENSITIVE = ("answers",)

    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    answers = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"rated on {self.on}"


class ReflectiveNote(models.Model):
    """What somebody thinks about their own work. Nobody else reads it, on any page or export.

    `records.learning.own` alone reads and writes it (a test holds this), for its own writer.
    """

    SENSITIVE = ("words",)
    NOT_IN_A_COPY = True

    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=LONGEST_NOTE)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return "a note of their own"
