"""Who is the one key worker, and who stands in."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.records.community.models import Post
from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL


class KeyWorker(models.Model):
    """Who is the one key worker, from a day until a day (P6)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="key_workers")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="key_worker_for")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    handover_note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ends__isnull=True), name="one_key_worker_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} from {self.starts}"


class KeyWorkerCover(models.Model):
    """Who stands in for the key worker, for some days."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="key_worker_covers")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=models.F("starts")), name="cover_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.starts} to {self.ends}"
