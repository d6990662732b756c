"""Entries and their revisions, suggestions, and what somebody was typing."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core import kinds, plan
from hearth.core.access import Role
from hearth.records.people.models import Person
from hearth.records.plans.models.rounds import Round

ACCOUNT = settings.AUTH_USER_MODEL


class Entry(models.Model):
    """One revision of one entry. The thread is the entry; the newest row of a thread is current.

    `unique(thread, number)` is what makes a lost update impossible: two editors of revision 3
    both try to write revision 4, and one of them fails.
    """

    SENSITIVE = ("content", "said_by")

    thread = models.UUIDField(default=uuid.uuid4)
    number = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="entries")
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=30, choices=[(k.code, k.title) for k in kinds.CATALOGUE])
    content = models.JSONField()
    words = models.CharField(max_length=20, choices=[(w.value, w.value) for w in plan.Words])
    said_by = models.CharField(max_length=200)
    written_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    written_by_name = models.CharField(max_length=200)
    written_as = models.CharField(
        max_length=30, blank=True, choices=[(r.value, r.value) for r in Role]
    )
    on_behalf_of = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_row_per_revision"),
            models.UniqueConstraint(
                fields=["thread"],
                condition=Q(replaced_at__isnull=True),
                name="one_current_revision",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="revisions_start_at_1"),
        ]
        indexes = [
            models.Index(
                fields=["person", "kind"],
                condition=Q(replaced_at__isnull=True, withdrawn=False),
                name="current_entries",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thread} #{self.number}"


class Suggestion(models.Model):
    """A change that a professional proposes to the person's words. It waits for the person (P1)."""

    SENSITIVE = ("content", "why")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="suggestions")
    thread = models.UUIDField()
    base_number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    content = models.JSONField()
    why = models.CharField(max_length=500, blank=True)
    suggested_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    suggested_by_name = models.CharField(max_length=200)
    suggested_as = models.CharField(max_length=30)
    at = models.DateTimeField()
    answer = models.CharField(
        max_length=10, blank=True, choices=[(a, a) for a in ("accepted", "declined")]
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_suggestion_has_a_time",
            )
        ]
        indexes = [models.Index(fields=["person"], condition=Q(answer=""), name="open_suggestions")]

    def __str__(self) -> str:
        return f"suggestion to {self.thread}"


class Draft(models.Model):
    """What somebody was typing: saved as they type, given back exactly, gone when it is saved."""

    SENSITIVE = ("fields",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafts")
    account = models.ForeignKey(ACCOUNT, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=80)
    fields = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "account", "form"], name="one_draft_per_form")
        ]

    def __str__(self) -> str:
        return f"{self.form} at {self.saved_at:%H:%M}"
