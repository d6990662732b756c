"""Meetings of the steering group: agendas, minutes, decisions; agendas from elsewhere too."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core.house import meetings as values
from hearth.core.house.minutes import LONGEST_LINE, LONGEST_NAME
from hearth.records.community.models import Community
from hearth.records.workplan.models import WorkItem

ACCOUNT = settings.AUTH_USER_MODEL
WHERE = values.LONGEST_PLACE


class Meeting(models.Model):
    """One meeting of a steering group. Its stage follows from what has happened to it.

    `uid` and `sequence` are what calendars know it by. Who changes the agenda, or who was there,
    names the number of what they saw: `agenda_number`, `people_number`. `told_sequence` is the
    sequence of which the members were told last.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=WHERE["title"])
    starts = models.DateTimeField()
    length = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=WHERE["place"], blank=True)
    link = models.CharField(max_length=WHERE["link"], blank=True)
    chair = models.CharField(max_length=WHERE["chair"], blank=True)
    sequence = models.PositiveIntegerField(default=0)
    agenda_number = models.PositiveIntegerField(default=1)
    people_number = models.PositiveIntegerField(default=1)
    told_sequence = models.PositiveIntegerField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(length__gt=0), name="a_meeting_takes_time"),
        ]
        indexes = [models.Index(fields=["community", "starts"])]

    def __str__(self) -> str:
        return f"{self.title}, {self.starts:%Y-%m-%d}"

    @property
    def appointment(self) -> values.Appointment:
        """When and where it is."""
        return values.Appointment(
            self.title, self.starts, self.length, self.place, self.link, self.chair
        )


class Item(models.Model):
    """One item of an agenda, with the codes of its elements."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=values.LONGEST_TITLE)
    minutes = models.PositiveSmallIntegerField()
    elements = models.JSONField(default=list)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in values.Kind])
    why = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=values.LONGEST_NOTE, blank=True)

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return f"item {self.place} of {self.meeting}"

    @property
    def as_item(self) -> values.AgendaItem:
        """The item as the rules know it."""
        kind = values.Kind(self.kind)
        return values.AgendaItem(
            self.title, self.minutes, tuple(self.elements), kind, self.why, self.note
        )


class ItemWords(models.Model):
    """What was said on an item. Each save adds a row; the newest counts."""

    APPEND_ONLY = True
    SENSITIVE = ("words",)

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="said")
    number = models.PositiveIntegerField()
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_text_a_number"),
        ]

    def __str__(self) -> str:
        return f"words {self.number} on {self.item}"


class ItemDraft(models.Model):
    """What somebody types on an item and has not saved yet. `base`: what they write it over."""

    SENSITIVE = ("words",)

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="drafts")
    account = models.ForeignKey(ACCOUNT, on_delete=models.CASCADE, related_name="+")
    base = models.PositiveIntegerField()
    words = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "account"], name="one_draft_an_item"),
        ]

    def __str__(self) -> str:
        return f"draft on {self.item}"


class Decision(models.Model):
    """What the group decided. It stays open until somebody says that it is done."""

    SENSITIVE = ("words",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="decisions")
    words = models.CharField(max_length=LONGEST_LINE)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    taken_out_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"decision of {self.meeting}"


class Task(models.Model):
    """Who does what by when, as it was said; `work` is the row that it became in the work plan."""

    SENSITIVE = ("what",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="tasks")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="tasks")
    work = models.OneToOneField(WorkItem, on_delete=models.PROTECT, related_name="said_in")
    what = models.CharField(max_length=LONGEST_LINE)
    who = models.CharField(max_length=LONGEST_NAME, blank=True)
    due = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"action of {self.meeting}"


class Attendance(models.Model):
    """Somebody was there, or said that they could not be."""

    SENSITIVE = ("name",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="people")
    account = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    was_there = models.BooleanField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "name"], name="once_at_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"somebody at {self.meeting}"


class AgreedMinutes(models.Model):
    """The minutes as the group agreed them. A correction adds a row; none is ever changed."""

    APPEND_ONLY = True
    SENSITIVE = ("document",)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agreed")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_agreed_text_a_number"),
        ]

    def __str__(self) -> str:
        return f"minutes {self.number} of {self.meeting}"
