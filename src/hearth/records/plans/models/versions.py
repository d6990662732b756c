"""Frozen versions, and what each signatory said to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core import agreement
from hearth.records.people.models import Person
from hearth.records.plans.models.rounds import Round

ACCOUNT = settings.AUTH_USER_MODEL


class Version(models.Model):
    """A frozen plan: one canonical document and its hash. Never changed."""

    APPEND_ONLY = True
    SENSITIVE = ("document",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="versions")
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64, blank=True)
    review_on = models.DateField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="one_version_per_number")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Signature(models.Model):
    """What one signatory said to one exact version. Added, never changed.

    `signer` is the key of the request that it answers; empty for the person and the professional.
    `seen_sha256` is the hash of what this signer was shown of the version. `carried_from` is the
    signature under an earlier version that still holds: their part has not changed since.
    """

    APPEND_ONLY = True
    SENSITIVE = ("name", "reason", "would_sign")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures")
    sha256 = models.CharField(max_length=64)
    party = models.CharField(max_length=20, choices=[(p.value, p.value) for p in agreement.Party])
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=100, blank=True)
    answer = models.CharField(max_length=30, choices=[(a.value, a.value) for a in agreement.Answer])
    way = models.CharField(max_length=30, choices=[(w.value, w.value) for w in agreement.Way])
    reason = models.CharField(max_length=1000, blank=True)
    would_sign = models.CharField(max_length=1000, blank=True)
    signer = models.CharField(max_length=40, blank=True)
    seen_sha256 = models.CharField(max_length=64, blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=agreement.Answer.AGREED.value) | ~Q(reason=""),
                name="an_answer_that_is_not_yes_has_words",
            ),
            models.CheckConstraint(
                condition=~Q(answer=agreement.Answer.NOT_AGREED.value)
                | Q(signer="")
                | ~Q(would_sign=""),
                name="a_service_says_what_would_make_it_right",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.answer}"
