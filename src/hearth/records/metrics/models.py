"""Dated results of metrics, as they may be shown. No exact count is kept, and no person."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hearth.core.metrics.figures import Hidden
from hearth.records.community.models import Community

ACCOUNT = settings.AUTH_USER_MODEL
HIDDEN = [(each.value, each.value) for each in Hidden]


class MetricResult(models.Model):
    """What was counted of one metric in one community, as of one day.

    Numbers are rounded, and small ones hidden, before they come here (`core.metrics.figures`).
    The first result of a day stands: a second one, off by a little, would tell of the difference.
    """

    APPEND_ONLY = True

    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="metric_results"
    )
    metric = models.CharField(max_length=60)
    definition = models.CharField(max_length=64)
    day = models.DateField()
    numerator = models.PositiveBigIntegerField(null=True)
    denominator = models.PositiveBigIntegerField(null=True)
    hidden = models.CharField(max_length=20, blank=True, choices=HIDDEN)
    bands = models.JSONField(default=list)
    groups = models.JSONField(default=list)
    extract = models.CharField(max_length=100)
    extract_day = models.DateField()
    engine = models.CharField(max_length=20)
    is_made_up = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "metric", "definition", "day"], name="one_result_a_day"
            ),
            models.CheckConstraint(
                condition=Q(hidden="", denominator__isnull=False)
                | (~Q(hidden="") & Q(numerator__isnull=True, denominator__isnull=True)),
                name="a_result_is_shown_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True) | Q(numerator__lte=F("denominator")),
                name="no_more_are_counted_than_there_are",
            ),
        ]
        indexes = [models.Index(fields=["community", "metric", "day"])]

    def __str__(self) -> str:
        return f"{self.metric} in {self.community}, {self.day}"


class OthersFigure(models.Model):
    """What another community told of the same metric, to hold ours beside it. Added, never changed.

    The newest row of a community and day counts: they may have found a mistake.
    """

    APPEND_ONLY = True

    place = models.CharField(max_length=100)
    metric = models.CharField(max_length=60)
    definition = models.CharField(max_length=64)
    day = models.DateField()
    numerator = models.PositiveBigIntegerField()
    denominator = models.PositiveBigIntegerField()
    is_made_up = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(numerator__lte=F("denominator"), denominator__gt=0),
                name="others_count_no_more_than_there_are",
            )
        ]
        indexes = [models.Index(fields=["metric", "definition", "day"])]

    def __str__(self) -> str:
        return f"{self.metric} in {self.place}, {self.day}"
