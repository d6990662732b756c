"""Providers and their activities. The document is what is true; the columns are drawn from it.

`document` is the service as HSDS 3 has it, cleaned, with every field that its source had: so what
came in can be published again without loss. The columns and the rows below it are for search.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core.directory import activity as values
from hearth.records.community.models import Community
from hearth.records.directory import found_by as found_by  # its models belong to this app
from hearth.records.directory import published as published  # its models belong to this app
from hearth.records.feeds.models import Feed

ACCOUNT = settings.AUTH_USER_MODEL


class Provider(models.Model):
    """Who runs activities: a charity, a club, a council. `source_id`: its id in the feed."""

    SENSITIVE = ("document",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="providers")
    feed = models.ForeignKey(
        Feed, null=True, blank=True, on_delete=models.PROTECT, related_name="providers"
    )
    source_id = models.CharField(max_length=200)
    name = models.CharField(max_length=300)
    document = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "source_id"], name="provider_once_in_a_feed")
        ]

    def __str__(self) -> str:
        return self.name


class Activity(models.Model):
    """Something that is near people. Without a feed, its entry is our own.

    `gone_at`: its feed does not list it any more. `hidden_at`: a curator took it off the lists.
    `merged_into`: the same as another one. `is_listed` says whether lists show it, and is kept by
    `changes.listing` alone.
    """

    SENSITIVE = ("document",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="activities")
    provider = models.ForeignKey(
        Provider, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
    feed = models.ForeignKey(
        Feed, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
    source_id = models.CharField(max_length=200)
    document = models.JSONField(default=dict)
    name = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    status = models.CharField(max_length=30, choices=[(s.value, s.value) for s in values.Status])
    url = models.CharField(max_length=500, blank=True)
    email = models.CharField(max_length=254, blank=True)
    telephone = models.CharField(max_length=60, blank=True)
    cost = models.CharField(max_length=20, choices=[(c.value, c.value) for c in values.Cost])
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    is_group = models.BooleanField(default=False)
    is_one_to_one = models.BooleanField(default=False)
    is_online = models.BooleanField(default=False)
    step_free = models.BooleanField(null=True)
    languages = models.CharField(max_length=300, blank=True)
    assured_on = models.DateField(null=True, blank=True)
    modified_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    is_listed = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "source_id"], name="activity_once_in_a_feed"),
            models.CheckConstraint(
                condition=Q(is_listed=False)
                | Q(gone_at__isnull=True, hidden_at__isnull=True, merged_into__isnull=True),
                name="what_is_gone_is_not_listed",
            ),
        ]
        indexes = [
            models.Index(fields=["is_listed", "name"]),
            models.Index(fields=["modified_at", "id"]),
            models.Index(fields=["is_listed", "id"]),
        ]

    def __str__(self) -> str:
        return self.name


class ActivityPlace(models.Model):
    """One place where it is."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=300, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    step_free = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(fields=["latitude", "longitude"])]

    def __str__(self) -> str:
        return self.name or self.address


class ActivityTime(models.Model):
    """One time in the week. `opens`, `closes`: minutes after midnight."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="times")
    weekday = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField(null=True, blank=True)
    closes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["weekday", "opens"])]

    def __str__(self) -> str:
        return f"{values.WEEKDAYS[self.weekday]}"


class ActivityInterest(models.Model):
    """One interest that it helps with; `code` is one of the vocabulary."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="interests")
    code = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "code"], name="one_interest_of_a_code")
        ]
        indexes = [models.Index(fields=["code"])]

    def __str__(self) -> str:
        return self.code
