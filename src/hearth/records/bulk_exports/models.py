"""Bulk exports: who asked for what, how far it has come, and which files were made of it."""

import uuid

from django.conf import settings
from django.db import models

from hearth.records.callers.models import App


class BulkExport(models.Model):
    """One export that a backend service asked for. Its id is a secret that only it is told.

    `begun_at` is the moment up to which it holds what there was. `beat_at`: when the worker last
    said that it is at it; one that falls silent is begun again by another.
    """

    SENSITIVE = ("id", "request", "asked", "trouble")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    app = models.ForeignKey(App, on_delete=models.PROTECT, related_name="bulk_exports")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    scopes = models.TextField()
    level = models.CharField(max_length=10)
    group = models.CharField(max_length=64, blank=True)
    request = models.TextField()
    asked = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["asked_at"])]

    def __str__(self) -> str:
        return f"{self.level} export of {self.asked_at:%Y-%m-%d %H:%M}"


class BulkFile(models.Model):
    """One file of an export: resources of one type, a line for each."""

    export = models.ForeignKey(BulkExport, on_delete=models.PROTECT, related_name="files")
    type = models.CharField(max_length=40)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["export", "type"], name="one_file_a_type")]

    def __str__(self) -> str:
        return f"{self.type}.ndjson"
