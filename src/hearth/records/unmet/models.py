"""What people could not find, what they took back, what was answered, and what is out.

Nothing here is ever changed: what is taken back has a row that says so.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core import unmet as values
from hearth.core.feedback import Did
from hearth.records.community.models import Community
from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL


class UnmetNeed(models.Model):
    """Somebody could not find something. `need` is a code of the vocabulary; `by` wrote it down."""

    APPEND_ONLY = True
    SENSITIVE = ("words", "reason")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="unmet_needs")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="unmet_needs")
    words = models.TextField()
    need = models.CharField(max_length=60)
    place = models.CharField(max_length=100)
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in values.Reason])
    may_count = models.BooleanField(default=False)
    may_come_back = models.BooleanField(default=False)
    may_quote = models.BooleanField(default=False)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at"]),
            models.Index(fields=["community", "on"]),
        ]

    def __str__(self) -> str:
        return self.need


class UnmetTakenBack(models.Model):
    """The person takes it back: it is not counted from then on, nor quoted, nor answered."""

    APPEND_ONLY = True

    unmet = models.OneToOneField(UnmetNeed, on_delete=models.PROTECT, related_name="taken_back")
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return "taken back"


class QuotationLooked(models.Model):
    """Somebody looked if the words point to a person. Until then nobody else is shown them."""

    APPEND_ONLY = True

    unmet = models.OneToOneField(UnmetNeed, on_delete=models.PROTECT, related_name="looked")
    may_show = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return "may be shown" if self.may_show else "is kept back"


class UnmetQuarter(models.Model):
    """What was put out for a quarter once it was over: `core.unmet_picture.Picture` as values."""

    APPEND_ONLY = True

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    quarter = models.DateField()
    picture = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "quarter"], name="one_picture_of_a_quarter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quarter:%B %Y}"


class UnmetAnswer(models.Model):
    """What was done about a kind of need, in a place or (no place) in all of them."""

    APPEND_ONLY = True
    SENSITIVE = ("words",)

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    need = models.CharField(max_length=60)
    place = models.CharField(max_length=100, blank=True)
    did = models.CharField(max_length=20, choices=[(d.value, d.value) for d in Did])
    words = models.TextField()
    due = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["community", "need"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(did=Did.WILL.value) | Q(due__isnull=False),
                name="a_promise_about_a_need_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.did
