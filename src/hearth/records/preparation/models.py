from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.records.community.models import Post
from hearth.records.people.models import Person
from hearth.records.plans.models import Round

ACCOUNT = settings.AUTH_USER_MODEL


class Letter(models.Model):
    """A preparation letter as it was made: one snapshot, so that page and print never differ."""

    SENSITIVE = ("content",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="letters")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="letters")
    content = models.JSONField()
    format = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["round", "-made_at"])]

    def __str__(self) -> str:
        return f"letter of {self.made_at:%Y-%m-%d}"


class UrgentTask(models.Model):
    """A result that somebody must tell the person about, now. It stops the letter until then."""

    SENSITIVE = ("words", "what_was_done")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="urgent_tasks")
    key = models.CharField(max_length=200)
    words = models.CharField(max_length=500)
    for_post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    what_was_done = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="urgent_task_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | ~Q(what_was_done=""),
                name="a_finished_urgent_task_says_what_was_done",
            ),
        ]
        indexes = [
            models.Index(fields=["for_post"], condition=Q(done_at__isnull=True), name="open_urgent")
        ]

    def __str__(self) -> str:
        return self.words


class Passed(models.Model):
    """A question that was answered with "nothing to add": passed, not forgotten."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="passed")
    question = models.CharField(max_length=30)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "question"], name="passed_once")]

    def __str__(self) -> str:
        return self.question


class Returned(models.Model):
    """The answers came back: online, on paper, by telephone, or through a supporter."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="returned")
    mode = models.CharField(max_length=20)
    helped_by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.mode} {self.at:%Y-%m-%d}"


class PromptsHelped(models.Model):
    """Whether what was sent beforehand helped the person to get ready. The newest one counts."""

    APPEND_ONLY = True

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="prompts_helped")
    helped = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return "helped" if self.helped else "did not help"
