"""Prompts that were shown in other systems, what people made of them, and tokens seen before."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core import prompts as values
from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL


class Prompt(models.Model):
    """One card that left for another system. `why`: the codes of its reasons, never words.

    `viewer` is who was looking, as that system names them; `account` is the system's own.
    """

    APPEND_ONLY = True
    NOT_IN_A_COPY = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="prompts")
    service = models.CharField(max_length=60)
    hook_instance = models.UUIDField()
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    app_id = models.CharField(max_length=200)
    viewer = models.CharField(max_length=200)
    why = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-at"])]

    def __str__(self) -> str:
        return f"{self.service} at {self.at:%Y-%m-%d %H:%M}"


class PromptAnswer(models.Model):
    """What somebody did with a card: took it up, or put it aside and said why."""

    APPEND_ONLY = True
    NOT_IN_A_COPY = True
    SENSITIVE = ("words",)

    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=20, choices=[(o.value, o.value) for o in values.Outcome])
    reason_system = models.CharField(max_length=200, blank=True)
    reason_code = models.CharField(max_length=100, blank=True)
    reason_display = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    said_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=values.Outcome.OVERRIDDEN.value)
                | Q(reason_code="", reason_display="", words=""),
                name="only_what_is_put_aside_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.outcome


class TokenSeen(models.Model):
    """A token that was used. Its like is refused until it would have run out by itself."""

    issuer = models.CharField(max_length=500)
    mark = models.CharField(max_length=64)
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "mark"], name="a_token_is_used_once")
        ]
        indexes = [models.Index(fields=["until"])]

    def __str__(self) -> str:
        return f"until {self.until:%Y-%m-%d %H:%M}"
