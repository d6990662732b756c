"""The work plan: who does what by when, for which elements of the House. And the board packs.

What an action says is its newest wording, where it is its last move: both are only added.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hearth.core.house.work import LONGEST_REASON, MOST_DAYS, MOST_LETTERS, WorkState
from hearth.records.community.models import Community

ACCOUNT = settings.AUTH_USER_MODEL


class WorkItem(models.Model):
    """One action of a community. `source` says where it came from: a meeting, a file, or “”."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="work")
    source = models.CharField(max_length=MOST_LETTERS["source"], blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["community", "made_at"])]

    def __str__(self) -> str:
        return f"action {self.pk}"


class Wording(models.Model):
    """What an action says from one moment on, and why it was changed.

    The owner is somebody with an account, or a name that was typed. `effort` is in days of work.
    """

    APPEND_ONLY = True
    SENSITIVE = ("title", "why", "reason")

    item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="wordings")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=MOST_LETTERS["title"])
    why = models.CharField(max_length=MOST_LETTERS["why"], blank=True)
    owner_account = models.ForeignKey(
        ACCOUNT, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.CharField(max_length=MOST_LETTERS["owner"], blank=True)
    organisation = models.CharField(max_length=MOST_LETTERS["organisation"], blank=True)
    due = models.DateField(null=True, blank=True)
    effort = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_wording_a_number"),
            models.CheckConstraint(condition=~Q(title=""), name="an_action_says_what_is_done"),
            models.CheckConstraint(
                condition=Q(effort__isnull=True) | Q(effort__range=(1, MOST_DAYS)),
                name="an_action_takes_some_days",
            ),
        ]

    def __str__(self) -> str:
        return f"wording {self.number} of {self.item}"


class Move(models.Model):
    """An action came to a state, and why."""

    APPEND_ONLY = True
    SENSITIVE = ("why",)

    item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="moves")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in WorkState])
    why = models.CharField(max_length=LONGEST_REASON, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_move_a_number"),
            models.CheckConstraint(
                condition=~Q(state__in=[WorkState.WAITING.value, WorkState.STOPPED.value])
                | ~Q(why=""),
                name="waiting_and_stopping_say_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.state}"


class Tag(models.Model):
    """An action is for an element of the House, by its code. Ended, never deleted."""

    item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="tags")
    code = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "code"], condition=Q(ended_at__isnull=True), name="one_open_tag"
            )
        ]
        indexes = [
            models.Index(fields=["code"], condition=Q(ended_at__isnull=True), name="by_code")
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.code}"


class Dependence(models.Model):
    """An action cannot be done before another. Ended, never deleted."""

    item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="needs")
    on = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="needed_by")
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "on"], condition=Q(ended_at__isnull=True), name="one_open_need"
            ),
            models.CheckConstraint(condition=~Q(item=F("on")), name="no_action_needs_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.item} needs {self.on}"


class BoardDraft(models.Model):
    """What is being written for the next board pack: a note, and the decisions wanted."""

    SENSITIVE = ("note", "decisions")

    community = models.OneToOneField(Community, on_delete=models.CASCADE, related_name="+")
    note = models.TextField(blank=True)
    decisions = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"draft of {self.saved_at:%Y-%m-%d}"


class BoardPack(models.Model):
    """A board pack as it was given out on a day. `document` is all of it (`core.house.board`)."""

    APPEND_ONLY = True
    SENSITIVE = ("document",)

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    document = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["community", "-at"])]

    def __str__(self) -> str:
        return f"board pack of {self.day}"
