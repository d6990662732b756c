"""Feeds of other directories (Open Referral UK, HSDS), each time one was read, and dead links."""

from django.conf import settings
from django.db import models

from hearth.records.community.models import Community

ACCOUNT = settings.AUTH_USER_MODEL


class Feed(models.Model):
    """A directory that somebody else keeps. Without an `address`, its pages come as files."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="feeds")
    name = models.CharField(max_length=200)
    address = models.URLField(max_length=500, blank=True)
    assured_days = models.PositiveSmallIntegerField(default=183)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    paused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="one_feed_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class FeedRun(models.Model):
    """One reading of a feed: all of what was good in it was kept, or nothing was.

    `counts`: how many were read, kept, unchanged, refused and gone. `refused`: one row for each
    that could not come in, with its number, its id, the field and the reason in words. `warned`:
    the same for what was cleaned, up to a limit. `modified_after`: empty for a whole reading.
    """

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="runs")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    is_kept = models.BooleanField()
    why = models.CharField(max_length=500, blank=True)
    profile = models.CharField(max_length=40, blank=True)
    modified_after = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    refused = models.JSONField(default=list)
    warned = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["feed", "-ended_at"])]

    def __str__(self) -> str:
        return f"{self.feed} read on {self.ended_at:%Y-%m-%d}"


class LinkCheck(models.Model):
    """Whether an address of the web that entries show still answers. One row for each address."""

    url = models.CharField(max_length=500, unique=True)
    checked_at = models.DateTimeField()
    is_dead = models.BooleanField()
    why = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.url
