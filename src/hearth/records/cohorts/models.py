"""A rule with a name, its versions, and its runs. Counts are kept here, and never a person.

A version is the canonical text of a definition (`core.cohorts.text`), so that what a House lead
builds in the browser and what `hearth cohort` reads from a file is the same thing.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hearth.records.community.models import Community

ACCOUNT = settings.AUTH_USER_MODEL


class CohortDefinition(models.Model):
    """One rule of a community, by its name. What it says is in its newest version."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="one_cohort_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class CohortVersion(models.Model):
    """What a rule said from one moment on, as canonical text with its SHA-256."""

    APPEND_ONLY = True

    definition = models.ForeignKey(
        CohortDefinition, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    text = models.TextField()
    hash = models.CharField(max_length=64)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["definition", "number"], name="one_cohort_version")
        ]

    def __str__(self) -> str:
        return f"{self.definition}, version {self.number}"


class CohortDraft(models.Model):
    """A rule while somebody builds it: changed at each step, and gone when it is saved."""

    definition = models.ForeignKey(
        CohortDefinition, on_delete=models.CASCADE, related_name="drafts"
    )
    account = models.ForeignKey(ACCOUNT, on_delete=models.CASCADE, related_name="+")
    base_number = models.PositiveIntegerField()
    text = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["definition", "account"], name="one_draft_a_builder")
        ]

    def __str__(self) -> str:
        return f"draft of {self.definition}"


class CohortRun(models.Model):
    """One run of a version, or of a file, over one extract. How it stands is in its moments.

    `figures` are the funnel and the tables by group, as they may be shown: small numbers are
    hidden before they are kept. `rows` is exact, for the record; pages never show it.
    """

    version = models.ForeignKey(
        CohortVersion, null=True, on_delete=models.PROTECT, related_name="runs"
    )
    name = models.CharField(max_length=100)
    definition_hash = models.CharField(max_length=64)
    extract = models.CharField(max_length=100, blank=True)
    extract_day = models.DateField(null=True)
    engine = models.CharField(max_length=20, blank=True)
    rows = models.PositiveBigIntegerField(null=True)
    put_on_register = models.PositiveBigIntegerField(default=0)
    seconds = models.FloatField(null=True)
    figures = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(begun_at__isnull=False),
                name="a_run_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(rows__isnull=False) | ~Q(problem=""),
                name="a_run_ends_with_rows_or_a_problem",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("begun_at")),
                name="a_run_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["version", "-asked_at"]),
            models.Index(
                fields=["asked_at"], name="cohort_runs_waiting", condition=Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None
