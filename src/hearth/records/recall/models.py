"""Lists, recalls, letters and answers. How a recall stands is not stored (`core.recall.stages`)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core.messages import MessageWay
from hearth.core.recall import facts as values
from hearth.records.community.models import Organisation, Post
from hearth.records.people.models import Person
from hearth.records.plans.models import Round
from hearth.records.preparation.models import Letter

ACCOUNT = settings.AUTH_USER_MODEL


class OnRegister(models.Model):
    """A person is on a list, and why, in words with dates. Ended, never deleted.

    `source` says who put them there (a run of a cohort, a referral, a colleague); `due` is a date
    that is owed to them by it.
    """

    SENSITIVE = ("why",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="registers")
    register = models.CharField(max_length=120)
    kind = models.CharField(max_length=40, choices=[(k.value, k.value) for k in values.ListKind])
    why = models.JSONField(default=list)
    due = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "register"],
                condition=Q(until__isnull=True),
                name="on_a_list_once",
            )
        ]
        indexes = [
            models.Index(fields=["register"], condition=Q(until__isnull=True), name="on_a_list_now")
        ]

    def __str__(self) -> str:
        return f"{self.register} since {self.since}"


class Recall(models.Model):
    """Somebody is to be asked in a month; one open for each person, whatever the lists.

    `month` is its first day. `accountable` answers for it. `round` is what their yes began.
    `first_month` stays when they say “not now”: the statement of that month still counts them.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recalls")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    accountable = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    first_month = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(
        max_length=40, blank=True, choices=[(e.value, e.value) for e in values.Ending]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_open_recall"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="")
                | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="an_ended_recall_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "month"],
                condition=Q(ended_at__isnull=True),
                name="open_recalls",
            ),
            models.Index(fields=["organisation", "opened_at"], name="recalls_by_day"),
            models.Index(fields=["organisation", "month"], name="recalls_by_month"),
            models.Index(fields=["organisation", "first_month"], name="recalls_by_first_month"),
        ]

    def __str__(self) -> str:
        return f"recall for {self.month:%B %Y}"


class RecallException(models.Model):
    """Somebody is left out of the recall, why, and until when. Added; ended by another row."""

    APPEND_ONLY = True
    SENSITIVE = ("words",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recall_exceptions")
    why = models.CharField(max_length=40, choices=[(w.value, w.value) for w in values.WhyNot])
    words = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "-at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(why=values.WhyNot.NOT_NOW.value) | Q(until__isnull=False),
                name="not_now_says_until_when",
            )
        ]

    def __str__(self) -> str:
        return self.why


class ExceptionEnd(models.Model):
    """They take part again: they said so, or the exception was a mistake."""

    APPEND_ONLY = True
    SENSITIVE = ("words",)

    exception = models.OneToOneField(RecallException, on_delete=models.PROTECT, related_name="end")
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"ended on {self.at:%Y-%m-%d}"


class Batch(models.Model):
    """Letters of one kind that somebody sent together. Until `leaves_at` it can be taken back."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    letter = models.CharField(max_length=30, choices=[(x.value, x.value) for x in values.Letter])
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    leaves_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["organisation", "-sent_at"])]

    def __str__(self) -> str:
        return f"{self.letter} of {self.sent_at:%Y-%m-%d %H:%M}"


class BatchLine(models.Model):
    """One person in a batch: a message that left, something to tell them, or why they got nothing.

    `reference` names the message in the outbox; `made` is the preparation letter. A line that
    somebody must tell in person is done at `done_at`.
    """

    class How(models.TextChoices):
        MESSAGE = "message", "A message"
        TASK = "task", "Somebody tells them"
        NOTHING = "nothing", "Left out"

    SENSITIVE = ("words",)

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="lines")
    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="lines")
    how = models.CharField(max_length=10, choices=How.choices)
    way = models.CharField(
        max_length=20, blank=True, choices=[(w.value, w.value) for w in MessageWay]
    )
    format = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=300, blank=True)
    reference = models.UUIDField(null=True, unique=True)
    made = models.ForeignKey(Letter, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "recall"], name="once_in_a_batch"),
            models.CheckConstraint(
                condition=Q(how="message", reference__isnull=False)
                | (~Q(how="message") & Q(reference__isnull=True) & ~Q(words="")),
                name="a_line_has_a_message_or_says_why_not",
            ),
        ]
        indexes = [
            models.Index(
                fields=["recall"], condition=Q(how="task", done_at__isnull=True), name="to_tell"
            )
        ]

    def __str__(self) -> str:
        return f"{self.how} {self.way}"


class Reply(models.Model):
    """What somebody answered, and who told us: themselves, or a supporter, or by telephone."""

    APPEND_ONLY = True
    SENSITIVE = ("words",)

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="replies")
    answer = models.CharField(max_length=10, choices=[(a.value, a.value) for a in values.Answer])
    until = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer=values.Answer.LATER.value) | Q(until__isnull=False),
                name="later_says_until_when",
            )
        ]

    def __str__(self) -> str:
        return self.answer
