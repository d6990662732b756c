"""Asks for a conversation: who asks, for whom, and what came of it. Where one stands is derived."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core import referral as values
from hearth.records.community.models import Organisation
from hearth.records.people.models import Person
from hearth.records.plans.models import Round

ACCOUNT = settings.AUTH_USER_MODEL


class Referral(models.Model):
    """Somebody asks an organisation to offer a person a conversation.

    `person` is empty until staff know who it is: only what the public sends begins without one.
    """

    SENSITIVE = ("words", "asked_by_name")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="referrals"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )
    asker = models.CharField(max_length=20, choices=[(a.value, a.value) for a in values.Asker])
    consent = models.CharField(max_length=20, choices=[(c.value, c.value) for c in values.Consent])
    words = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=200, blank=True)
    matched_at = models.DateTimeField(null=True, blank=True)
    matched_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asker=values.Asker.ANYONE.value) | Q(person__isnull=False),
                name="only_the_public_asks_for_somebody_unknown",
            ),
            models.CheckConstraint(
                condition=~Q(consent=values.Consent.NOT_ASKED.value),
                name="nobody_is_asked_for_behind_their_back",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "asked_at"])]

    def __str__(self) -> str:
        return f"asked on {self.asked_at:%Y-%m-%d}"


class PublicAsk(models.Model):
    """What somebody without a sign-in told us. Nobody knows if they are who they say.

    So it is in no copy of a record: it may be about, and from, somebody else.
    """

    APPEND_ONLY = True
    NOT_IN_A_COPY = True
    SENSITIVE = (
        "person_name", "person_reach", "born", "words", "asker_name", "asker_reach", "relation",
    )  # fmt: skip

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="told")
    about_me = models.BooleanField()
    person_name = models.CharField(max_length=200)
    person_reach = models.CharField(max_length=300)
    born = models.DateField(null=True, blank=True)
    words = models.TextField()
    asker_name = models.CharField(max_length=200, blank=True)
    asker_reach = models.CharField(max_length=300, blank=True)
    relation = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return f"from the public, for {self.referral_id}"


class ReferralAnswer(models.Model):
    """What the organisation said, once. `told` is what the asker reads."""

    APPEND_ONLY = True
    SENSITIVE = ("reason", "told")

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="answered")
    answer = models.CharField(max_length=20, choices=[(a.value, a.value) for a in values.Answer])
    reason = models.CharField(
        max_length=20, blank=True, choices=[(r.value, r.value) for r in values.Reason]
    )
    told = models.TextField(blank=True)
    round = models.ForeignKey(
        Round, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=values.Answer.ACCEPTED.value) | (~Q(reason="") & ~Q(told="")),
                name="a_no_has_a_reason_and_words",
            )
        ]

    def __str__(self) -> str:
        return self.answer
