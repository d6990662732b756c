"""Disagreements and their steps. Rows are added and never changed; where one stands is derived."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core import advocacy, appeal
from hearth.core.words import Section
from hearth.records.community.models import Post
from hearth.records.people.models import Person
from hearth.records.plans.models import Version

ACCOUNT = settings.AUTH_USER_MODEL
STATES = [(state.value, state.value) for state in appeal.State]


class Appeal(models.Model):
    """Somebody does not agree with the plan, a part or a line of it, or with a decision.

    `version` is the newest one when it was raised. `for_person`: staff wrote it down for the
    person, in the person's words; it is then the person's own.
    """

    APPEND_ONLY = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appeals")
    version = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(
        max_length=30, blank=True, choices=[(s.value, s.value) for s in Section]
    )
    thread = models.UUIDField(null=True, blank=True)
    is_decision = models.BooleanField(default=False)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    raised_as = models.CharField(max_length=30)
    for_person = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(thread__isnull=True) | ~Q(section=""), name="a_line_has_its_section"
            ),
            models.CheckConstraint(
                condition=Q(is_decision=False) | Q(section=""), name="a_decision_is_no_section"
            ),
        ]

    def __str__(self) -> str:
        return f"disagreement of {self.raised_at:%Y-%m-%d}"


class AppealStep(models.Model):
    """One step. What is owed next, by whom and by when is part of it.

    `unique(appeal, number)` keeps two people from taking different steps from the same place.
    """

    APPEND_ONLY = True
    SENSITIVE = ("words", "remedy", "by_name", "actor_name")

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=STATES)
    words = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    actor = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=300, blank=True)
    due = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "number"], name="one_appeal_step_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="appeal_steps_start_at_1"),
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in appeal.NEEDS_WORDS])
                | ~Q(words=""),
                name="an_appeal_step_has_its_words",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in appeal.NEEDS_REMEDY])
                | ~Q(remedy=""),
                name="an_appeal_step_has_its_remedy",
            ),
        ]
        indexes = [models.Index(fields=["state"]), models.Index(fields=["actor"])]

    def __str__(self) -> str:
        return f"{self.state} on {self.on}"


class MissedAppealDate(models.Model):
    """Why what was owed after a step came late."""

    APPEND_ONLY = True
    SENSITIVE = ("reason",)

    step = models.OneToOneField(AppealStep, on_delete=models.PROTECT, related_name="missed")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_missed_appeal_date_says_why")
        ]

    def __str__(self) -> str:
        return f"late: {self.step}"


class Advocacy(models.Model):
    """One thing on the way to an advocate: the four questions, an offer, a yes or no, a referral.

    `answers` is {question: answer}; `helper` names who could help who is not paid to.
    """

    APPEND_ONLY = True
    SENSITIVE = ("answers", "helper", "words")

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="advocacy")
    step = models.CharField(
        max_length=30, choices=[(s.value, s.value) for s in advocacy.AdvocacyStep]
    )
    answers = models.JSONField(default=dict)
    helper = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.step} on {self.on}"
