"""One introduction of a person to an activity, and all that happened to it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core.introductions import states as values
from hearth.core.introductions.passing_on import SaidYes
from hearth.records.directory.models import Activity
from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL


class Introduction(models.Model):
    """A person is told about an activity, introduced to it, referred, or goes there with someone.

    `passed_on`: what the person agreed that the group may read (field -> words), frozen at that
    moment; nothing where nothing is sent. `thread`: the entry of “Things near me” in the plan,
    empty where it was left out of it;
    `goal`: the goal that it is for. `link_worker`: who follows it up, where staff do.
    `settled_at`: after a no, somebody looked further.
    """

    SENSITIVE = ("why", "passed_on", "companion")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="introductions")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="introductions")
    activity_name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in values.Kind])
    why = models.TextField(blank=True)
    thread = models.UUIDField(null=True, blank=True)
    goal = models.UUIDField(null=True, blank=True)
    companion = models.CharField(max_length=200, blank=True)
    passed_on = models.JSONField(default=dict, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    said_yes = models.CharField(
        max_length=30, blank=True, choices=[(y.value, y.value) for y in SaidYes]
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    link_worker = models.ForeignKey(
        ACCOUNT, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        ACCOUNT, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=values.Kind.TOLD.value)
                | (Q(agreed_at__isnull=False) & ~Q(said_yes="")),
                name="nothing_is_passed_on_without_a_yes",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False) | Q(settled_by__isnull=True),
                name="settled_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-made_at"]),
            models.Index(fields=["link_worker", "made_at"]),
        ]

    def __str__(self) -> str:
        return self.activity_name


class IntroductionEvent(models.Model):
    """Something that happened. `on`: its day; `at`: when we were told; `by`: who wrote it down.

    `place`: where they stand in the line of a waiting list, where the group says so.
    """

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
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=True) | Q(place__gte=1, state=values.State.WAITING.value),
                name="only_who_waits_has_a_place_in_line",
            )
        ]
        indexes = [models.Index(fields=["introduction", "at"])]

    def __str__(self) -> str:
        return self.state
