"""One introduction of a person to an activity, and all that happened to it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core.introductions import states as values
from hearth.records.directory.models import Activity
from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL


class Introduction(models.Model):
    """A person is told about an activity, introduced to it, referred, or goes there with someone.

    `passed_on`: what the person agreed that the group may read (field -> words), frozen at that
    moment; nothing where nothing is sent. `thread`: the entry of the plan that this is about.
    `link_worker`: who follows it up; without one, who made it.
    """

    SENSITIVE = ("why", "passed_on", "companion")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="introductions")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="introductions")
    activity_name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in values.Kind])
    why = models.TextField(blank=True)
    thread = models.UUIDField(null=True, blank=True)
    companion = models.CharField(max_length=200, blank=True)
    passed_on = models.JSONField(default=dict, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    link_worker = models.ForeignKey(
        ACCOUNT, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=values.Kind.TOLD.value) | Q(agreed_at__isnull=False),
                name="nothing_is_passed_on_without_a_yes",
            )
        ]
        indexes = [
            models.Index(fields=["person", "-made_at"]),
            models.Index(fields=["link_worker", "made_at"]),
        ]

    def __str__(self) -> str:
        return self.activity_name


class IntroductionEvent(models.Model):
    """Something that happened. `on`: its day; `at`: when we were told; `by`: who wrote it down."""

    APPEND_ONLY = True
    SENSITIVE = ("words", "reason")

    introduction = models.ForeignKey(Introduction, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in values.State])
    on = models.DateField()
    teller = models.CharField(max_length=20, choices=[(t.value, t.value) for t in values.Teller])
    reason = models.CharField(
        max_length=20, blank=True, choices=[(r.value, r.value) for r in values.Reason]
    )
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["introduction", "at"])]

    def __str__(self) -> str:
        return self.state
