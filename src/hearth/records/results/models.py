"""What is known: results, conditions, medicines and allergies, each with its source."""

from django.conf import settings
from django.db import models

from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL


class ImportRun(models.Model):
    """One import that was kept: what came in, from where. A refused import leaves nothing."""

    source = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.source} at {self.at:%Y-%m-%d %H:%M}"


class Finding(models.Model):
    """What every imported row carries. `source_id` stops the same row from coming in twice."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)ss")
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.PROTECT, related_name="+")
    system = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=300)
    source_id = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class Result(Finding):
    """One measured value (FHIR Observation). `value` is in `unit`; text results use `words`."""

    SENSITIVE = ("value", "words", "name")

    taken_on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-taken_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "source_id"],
                condition=~models.Q(source_id=""),
                name="result_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.taken_on}"


class Condition(Finding):
    """A long-term or other condition (FHIR Condition); `ended_on` when it is over."""

    SENSITIVE = ("name",)

    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "ended_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "source_id"],
                condition=~models.Q(source_id=""),
                name="condition_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Medicine(Finding):
    """A medicine that was prescribed (FHIR MedicationRequest)."""

    SENSITIVE = ("name",)

    started_on = models.DateField(null=True, blank=True)
    is_current = models.BooleanField(default=True)
    how_to_take = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "is_current"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "source_id"],
                condition=~models.Q(source_id=""),
                name="medicine_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Allergy(Finding):
    """An allergy or intolerance (FHIR AllergyIntolerance)."""

    SENSITIVE = ("name", "reaction")

    reaction = models.CharField(max_length=300, blank=True)
    recorded_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "allergies"
        indexes = [models.Index(fields=["person"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "source_id"],
                condition=~models.Q(source_id=""),
                name="allergy_once",
            )
        ]

    def __str__(self) -> str:
        return self.name
