"""Links by which a group or a person answers: asked, answered and closed are rows of their own.

So two taps at once are one answer (the database keeps one row for each link), and whether a link
opens follows from what happened (`core.introductions.replying.opens`).
"""

import uuid

from django.conf import settings
from django.db import models

from hearth.core.introductions.replying import Question
from hearth.records.introductions.models import Introduction

ACCOUNT = settings.AUTH_USER_MODEL


class ReplyLink(models.Model):
    """One question by one link. `reference`: the message that brings it. Only a hash is kept."""

    APPEND_ONLY = True
    SENSITIVE = ("token_hash",)

    introduction = models.ForeignKey(Introduction, on_delete=models.PROTECT, related_name="links")
    question = models.CharField(max_length=30, choices=[(q.value, q.value) for q in Question])
    token_hash = models.CharField(max_length=64, unique=True)
    reference = models.UUIDField(default=uuid.uuid4, unique=True)
    is_reminder = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["introduction", "question", "-id"])]

    def __str__(self) -> str:
        return self.question


class Reply(models.Model):
    """The answer to a link. `words`: only where the answer is no event, which would hold them."""

    APPEND_ONLY = True
    SENSITIVE = ("words",)

    link = models.OneToOneField(ReplyLink, on_delete=models.PROTECT, related_name="reply")
    choice = models.CharField(max_length=30)
    words = models.TextField(blank=True)
    free_places = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.choice


class ReplyLinkClosed(models.Model):
    """A link was closed before it was answered."""

    APPEND_ONLY = True
    SENSITIVE = ("why",)

    link = models.OneToOneField(ReplyLink, on_delete=models.PROTECT, related_name="closed")
    why = models.CharField(max_length=100)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.why
