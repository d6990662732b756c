"""SMART Health Links: chosen parts of a plan, encrypted, behind a link that ends."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL


class HealthLink(models.Model):
    """A link that other software opens. `wrapped_key` is of no use without the id in the link."""

    SENSITIVE = ("label", "id_hash", "wrapped_key", "passcode_hash")
    NOT_IN_A_COPY = True

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="health_links")
    label = models.CharField(max_length=80)
    sections = models.JSONField(default=list)
    id_hash = models.CharField(max_length=64, unique=True)
    wrapped_key = models.CharField(max_length=300)
    passcode_hash = models.CharField(max_length=200, blank=True)
    ends_at = models.DateTimeField()
    most_uses = models.PositiveIntegerField()
    uses = models.PositiveIntegerField(default=0)
    wrong_tries = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(uses__lte=F("most_uses")),
                name="a_health_link_opens_no_oftener_than_allowed",
            )
        ]
        indexes = [
            models.Index(
                fields=["person"], condition=Q(ended_at__isnull=True), name="open_health_links"
            )
        ]

    def __str__(self) -> str:
        return f"health link, number {self.pk}"


class Opening(models.Model):
    """Somebody opened a link, and what their software called them. Added, never changed."""

    APPEND_ONLY = True
    SENSITIVE = ("recipient",)
    NOT_IN_A_COPY = True

    link = models.ForeignKey(HealthLink, on_delete=models.PROTECT, related_name="openings")
    at = models.DateTimeField()
    recipient = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["link", "-at"])]

    def __str__(self) -> str:
        return f"opened at {self.at:%Y-%m-%d %H:%M}"
