"""What people said, the themes in it, and the answers. Where a theme stands is derived."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core import feedback as values
from hearth.records.community.models import Community

ACCOUNT = settings.AUTH_USER_MODEL
ONLINE = values.Way.ONLINE.value


class FeedbackGiven(models.Model):
    """What somebody said about how it went. Only its day is kept, never the time.

    Without `by` nobody knows who said it: no account, no person, no address of a machine, and a
    key that does not count. With `by` they can take it back. Nobody can change it.
    """

    NOT_IN_A_COPY = (
        True  # Who signed reads it on their own page, and nobody else knows whose it is.
    )
    SENSITIVE = ("words", "by")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="feedback")
    day = models.DateField()
    how = models.CharField(max_length=20, choices=[(h.value, h.value) for h in values.How])
    about = models.CharField(max_length=20, choices=[(a.value, a.value) for a in values.About])
    words = models.TextField(blank=True)
    may_quote = models.CharField(
        max_length=20, choices=[(m.value, m.value) for m in values.MayQuote]
    )
    way = models.CharField(max_length=20, choices=[(w.value, w.value) for w in values.Way])
    by = models.ForeignKey(
        ACCOUNT, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    typed_in_by = models.ForeignKey(
        ACCOUNT, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(way=ONLINE, typed_in_by__isnull=True)
                | (~Q(way=ONLINE) & Q(by__isnull=True, typed_in_by__isnull=False)),
                name="staff_type_in_only_what_has_no_name",
            )
        ]
        indexes = [models.Index(fields=["community", "day"])]

    def __str__(self) -> str:
        return f"said in {self.day:%B %Y}"


class Theme(models.Model):
    """What several people say, in our words. `elements`: codes of the framework."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="themes")
    name = models.CharField(max_length=values.LONGEST_NAME)
    elements = models.JSONField(default=list, blank=True)
    raised = models.DateField()
    raised_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="one_theme_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Placed(models.Model):
    """Something that was said belongs to a theme. No theme: it was read, and fits none."""

    feedback = models.ForeignKey(FeedbackGiven, on_delete=models.CASCADE, related_name="placed")
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="placed"
    )
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feedback", "theme"], name="placed_once_in_a_theme")
        ]

    def __str__(self) -> str:
        return str(self.theme or "no theme")


class QuotationHidden(models.Model):
    """Staff keep a quotation from all pages, as its words may point to somebody. Never edited."""

    SENSITIVE = ("reason",)

    feedback = models.OneToOneField(FeedbackGiven, on_delete=models.CASCADE, related_name="hidden")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return "kept from all pages"


class ThemeAnswer(models.Model):
    """What we did, will do or cannot do about a theme, and why. A new answer, never another one."""

    APPEND_ONLY = True
    SENSITIVE = ("words",)

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="answers")
    did = models.CharField(max_length=20, choices=[(d.value, d.value) for d in values.Did])
    words = models.TextField()
    due = models.DateField(null=True, blank=True)
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="an_answer_to_a_theme_has_words"),
            models.CheckConstraint(
                condition=~Q(did=values.Did.WILL.value) | Q(due__isnull=False),
                name="a_promise_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.did
