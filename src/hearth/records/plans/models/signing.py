"""Who was asked to sign a version, by when; who was told of a late one; and going on without."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core import agreement
from hearth.records.community.models import Organisation, Post
from hearth.records.plans.models.rounds import Round
from hearth.records.plans.models.versions import Signature, Version

ACCOUNT = settings.AUTH_USER_MODEL
PARTIES = [(party.value, party.value) for party in agreement.Party]


class SigningTerms(models.Model):
    """By when the plan of a round is to be signed, and who is told when somebody is late (P12).

    Agreed at the start. A new agreement adds a row; the newest counts.
    """

    APPEND_ONLY = True

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="signing_terms")
    sign_by = models.DateField()
    escalate_to = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"to be signed by {self.sign_by}"


class SignatureRequest(models.Model):
    """Somebody must sign one exact version, by a day. Added as it is frozen, never changed.

    `key` names the signer the same way under every version. `part_code` marks the part of the
    document that they sign for: while it stays the same, their signature is carried on. `left_out`
    says why somebody whom the rule names was not asked.
    """

    APPEND_ONLY = True
    SENSITIVE = ("name", "left_out", "added")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="requests")
    key = models.CharField(max_length=40)
    party = models.CharField(max_length=20, choices=PARTIES)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    why = models.CharField(max_length=200, blank=True)
    part_code = models.CharField(max_length=64)
    due = models.DateField()
    escalate_to = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    left_out = models.CharField(max_length=500, blank=True)
    added = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="asked_once_per_version")
        ]
        indexes = [
            models.Index(fields=["organisation", "due"], name="services_asked"),
            models.Index(fields=["post", "due"], name="key_workers_asked"),
            models.Index(fields=["due"], name="signatures_due"),
        ]

    def __str__(self) -> str:
        return f"{self.name} by {self.due}"


class Escalation(models.Model):
    """Somebody was late to sign, and the person named for that was told. Once for each request."""

    APPEND_ONLY = True

    request = models.OneToOneField(
        SignatureRequest, on_delete=models.PROTECT, related_name="escalation"
    )
    to = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.request}: told {self.to}"


class GoingOn(models.Model):
    """The person, or the key worker, decides to go on without one signature that was refused.

    It takes both. Each says why, in their own words.
    """

    APPEND_ONLY = True
    SENSITIVE = ("name", "words")

    refusal = models.ForeignKey(Signature, on_delete=models.PROTECT, related_name="decisions")
    party = models.CharField(max_length=20, choices=PARTIES)
    name = models.CharField(max_length=200)
    words = models.CharField(max_length=1000)
    way = models.CharField(max_length=30, choices=[(w.value, w.value) for w in agreement.Way])
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["refusal", "party"], name="decided_once_per_party"),
            models.CheckConstraint(condition=~Q(words=""), name="going_on_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.name} goes on"
