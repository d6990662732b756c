"""What curators decided, what groups sent, the keys they were sent, and what we keep over feeds."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core.directory.entry_links import LinkFor, ReportOf
from hearth.records.community.models import Community
from hearth.records.directory.models import Activity
from hearth.records.feeds.models import Feed

ACCOUNT = settings.AUTH_USER_MODEL


class Proposal(models.Model):
    """What a group would like its entry to say. Nothing changes until a curator decides.

    `said`: only the fields that say something new; `before`: what they said when it was sent.
    Without an `activity` a group adds itself. `email`: to whom the link went by which it came.
    `confirmed_at`: that address has said yes, where it must: to a new entry, to another e-mail.
    """

    SENSITIVE = ("said", "before", "email")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="proposals")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    provider = models.CharField(max_length=200, blank=True)
    said = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    email = models.CharField(max_length=254)
    sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["community", "sent_at"])]

    def __str__(self) -> str:
        return f"sent on {self.sent_at:%Y-%m-%d}"


class ProposalDecision(models.Model):
    """What a curator took of a proposal: all fields, some, or none; with words for the group."""

    APPEND_ONLY = True
    SENSITIVE = ("words",)

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    taken = models.JSONField(default=list)
    words = models.TextField(blank=True)
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"decided on {self.at:%Y-%m-%d}"


class EntryLink(models.Model):
    """A key that a group was sent by e-mail. Only its SHA-256 is kept."""

    SENSITIVE = ("email",)

    token_hash = models.CharField(max_length=64, unique=True)
    what = models.CharField(max_length=40, choices=[(w.value, w.value) for w in LinkFor])
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="links"
    )
    proposal = models.ForeignKey(
        Proposal, null=True, blank=True, on_delete=models.CASCADE, related_name="links"
    )
    email = models.CharField(max_length=254)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=False) | Q(proposal__isnull=False),
                name="an_entry_link_opens_something",
            )
        ]
        indexes = [models.Index(fields=["community", "made_at"])]

    def __str__(self) -> str:
        return self.what


class KeptOver(models.Model):
    """One field of an entry of a feed that we keep over what the feed says (`theirs`).

    `fed`: the feed says something new since then, and a curator has not chosen yet.
    """

    SENSITIVE = ("ours", "theirs", "fed")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="kept_over")
    name = models.CharField(max_length=40)
    ours = models.JSONField()
    theirs = models.JSONField()
    fed = models.JSONField(null=True, blank=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "name"], name="one_field_is_kept_once")
        ]

    def __str__(self) -> str:
        return self.name


class EntryReport(models.Model):
    """Somebody says that an entry is wrong. Who it was is not kept, and only the day is."""

    SENSITIVE = ("words",)

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="reports")
    what = models.CharField(max_length=20, choices=[(w.value, w.value) for w in ReportOf])
    words = models.CharField(max_length=500, blank=True)
    day = models.DateField()
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        ACCOUNT, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return self.what


class SameDecision(models.Model):
    """A curator said that two entries are one, that they are two again, or that they differ."""

    APPEND_ONLY = True

    class Said(models.TextChoices):
        MERGED = "merged"
        TAKEN_APART = "taken apart"
        DIFFERENT = "different"

    said = models.CharField(max_length=20, choices=Said.choices)
    kept = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="same_decisions")
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.said


class LikelySame(models.Model):
    """Entries that look the same, as they were last found. `why`: in words."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    keys = models.JSONField(default=list)
    why = models.CharField(max_length=300, blank=True)
    found_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.why


class FeedAsked(models.Model):
    """A curator asked to read a feed now; the worker does."""

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["feed"], condition=Q(taken_at__isnull=True), name="a_feed_is_asked_for_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.feed}"
