"""Rounds, entries and their revisions, suggestions, frozen versions and signatures."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core import agreement, kinds, plan, rounds
from hearth.core.access import Role
from hearth.records.community.models import Organisation, Post
from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL


class Round(models.Model):
    """One time round the four steps, with one accountable professional (F4)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="rounds")
    accountable = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    conversation_at = models.DateTimeField(null=True, blank=True)
    conversation_place = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_running_round"
            )
        ]
        indexes = [models.Index(fields=["accountable", "conversation_at"])]

    def __str__(self) -> str:
        return f"round from {self.started_on}"


class StepDate(models.Model):
    """The date agreed for a step. A new agreement adds a row; the newest counts."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="dates")
    step = models.CharField(max_length=10, choices=[(s.value, s.value) for s in rounds.Step])
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    agreed_with = models.CharField(max_length=300, blank=True)
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "step"],
                condition=Q(replaced_at__isnull=True),
                name="one_date_per_step",
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due"],
                condition=Q(replaced_at__isnull=True, met_at__isnull=True),
                name="dates_to_come",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} by {self.due}"


class StepReached(models.Model):
    """The round came to this step. The path it took is the list of these rows."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=[(s.value, s.value) for s in rounds.Step])
    ended = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.step} at {self.at:%Y-%m-%d}"


class MissedDate(models.Model):
    """Why the date of a step was missed."""

    SENSITIVE = ("reason",)

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="missed")
    step = models.CharField(max_length=10, choices=[(s.value, s.value) for s in rounds.Step])
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.step}: {self.reason}"


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


class Version(models.Model):
    """A frozen plan: one canonical document and its hash. Never changed."""

    SENSITIVE = ("document",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="versions")
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64, blank=True)
    review_on = models.DateField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="one_version_per_number")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Signature(models.Model):
    """What one signatory said to one exact version. Added, never changed."""

    SENSITIVE = ("name", "reason")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures")
    sha256 = models.CharField(max_length=64)
    party = models.CharField(max_length=20, choices=[(p.value, p.value) for p in agreement.Party])
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=100, blank=True)
    answer = models.CharField(max_length=30, choices=[(a.value, a.value) for a in agreement.Answer])
    way = models.CharField(max_length=30, choices=[(w.value, w.value) for w in agreement.Way])
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=agreement.Answer.AGREED.value) | ~Q(reason=""),
                name="an_answer_that_is_not_yes_has_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.answer}"


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
