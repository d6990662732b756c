"""What comes to a plan from outside: requests for a review, and other services' plans."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.records.community.models import Organisation
from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL


class ReviewRequest(models.Model):
    """The person, or someone for them, asks for a review at any time (Care Act s27)."""

    SENSITIVE = ("reason",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="review_requests")
    reason = models.CharField(max_length=1000, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=200)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"review asked for on {self.asked_at:%Y-%m-%d}"


class JoinedPlan(models.Model):
    """A plan that another service already holds, joined as it is, with its source (P2)."""

    SENSITIVE = ("title", "content")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="joined_plans")
    title = models.CharField(max_length=200)
    service = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dated = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=40, blank=True)
    content = models.JSONField(default=list)
    source_id = models.CharField(max_length=200, blank=True)
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "source_id"],
                condition=~Q(source_id=""),
                name="joined_plan_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.service}"
