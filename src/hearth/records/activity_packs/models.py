"""Packs to take home: what they look for, what was pinned or left out, and who used them when."""

import uuid

from django.conf import settings
from django.db import models

from hearth.core import activity_packs as values
from hearth.records.community.models import Organisation
from hearth.records.directory.models import Activity

ACCOUNT = settings.AUTH_USER_MODEL


class Pack(models.Model):
    """A saved choice of an organisation. `word`: its address for everyone. No person is in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="packs")
    title = models.CharField(max_length=values.LONGEST_TITLE)
    setting = models.CharField(max_length=30, choices=[(s.value, s.value) for s in values.Setting])
    word = models.SlugField(max_length=100, unique=True)
    selection = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class PackChoice(models.Model):
    """Somebody pinned an activity in a pack, or left it out, by hand."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="choices")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    is_pinned = models.BooleanField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pack", "activity"], name="one_choice_in_a_pack")
        ]

    def __str__(self) -> str:
        return "pinned" if self.is_pinned else "left out"


class PackUse(models.Model):
    """An organisation printed a pack, or looked it through. For whom is not kept.

    `entries`: what was in it then, by the id of the activity: [its name, whether it was stale].
    """

    APPEND_ONLY = True

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="uses")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    entries = models.JSONField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "pack", "-at"])]

    def __str__(self) -> str:
        return f"{self.pack}, {self.at:%d %B %Y}"
