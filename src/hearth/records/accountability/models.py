"""Who answered for a round before; and the visit at which all tests are done."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hearth.records.community.models import Post
from hearth.records.plans.models import Round

ACCOUNT = settings.AUTH_USER_MODEL


class LeadHandover(models.Model):
    """Somebody else answers for a round from now on (F4). The round itself names who does."""

    APPEND_ONLY = True
    SENSITIVE = ("note",)

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="lead_handovers")
    before = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(before=F("to")), name="a_round_is_handed_to_somebody_else"
            ),
            models.CheckConstraint(condition=~Q(note=""), name="a_handed_over_round_has_a_note"),
        ]

    def __str__(self) -> str:
        return f"{self.before} to {self.to}"


class TestVisit(models.Model):
    """The person came for the tests of a round; and when all results were in."""

    __test__ = False  # Not a test of pytest's.

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="test_visit")
    came_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    results_in_at = models.DateTimeField(null=True, blank=True)
    results_in_by = models.ForeignKey(
        ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"came on {self.came_on}"
