"""Draws, the plans that came out, and the answers about each. Rows are added and never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core import quality
from hearth.records.access.models import QualityLook
from hearth.records.community.models import Community
from hearth.records.plans.models import Version

ACCOUNT = settings.AUTH_USER_MODEL


class Draw(models.Model):
    """The plans of one community that were agreed in one month, and the seed that drew from them.

    `frame` lists every plan that could be drawn ("id of the person/version"). With the seed, and
    the method, anybody can draw again and must get the same plans. One draw a month: nobody can
    draw until they like what comes out.
    """

    APPEND_ONLY = True
    SENSITIVE = ("frame",)

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    method = models.CharField(max_length=100)
    seed = models.CharField(max_length=64)
    frame = models.JSONField(default=list)
    size = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "month"], name="one_draw_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.community}, {self.month:%B %Y}"


class DrawnPlan(models.Model):
    """One plan that came out of a draw, and the tie that opens it to an auditor."""

    APPEND_ONLY = True

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="plans")
    place = models.PositiveIntegerField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    look = models.OneToOneField(QualityLook, on_delete=models.PROTECT, related_name="drawn")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "place"], name="one_drawn_plan_a_place"),
            models.UniqueConstraint(fields=["draw", "version"], name="a_plan_is_drawn_once"),
        ]
        ordering = ["draw", "place"]

    def __str__(self) -> str:
        return f"plan {self.place} of {self.draw}"


class QualityMark(models.Model):
    """The answer to one question about one plan."""

    APPEND_ONLY = True
    SENSITIVE = ("words",)

    plan = models.ForeignKey(DrawnPlan, on_delete=models.PROTECT, related_name="marks")
    question = models.CharField(max_length=30)
    mark = models.CharField(max_length=20, choices=[(m.value, m.value) for m in quality.Mark])
    words = models.CharField(max_length=quality.LONGEST, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "question"], name="one_mark_a_question"),
            models.CheckConstraint(
                condition=~Q(mark=quality.Mark.NO.value) | ~Q(words=""), name="a_no_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.mark}"
