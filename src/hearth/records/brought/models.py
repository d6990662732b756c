"""What a team brought: its lines, and the elements of the House that somebody tied to them.

The file is not kept. What was brought can be deleted whole: it is a copy of what they have.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core.house.bringing import MOST_IN_A_NAME, MOST_LETTERS
from hearth.core.house.brought import Kind
from hearth.records.community.models import Community

ACCOUNT = settings.AUTH_USER_MODEL


class BroughtDocument(models.Model):
    """An agenda, a work plan or minutes. `table` holds its cells until its columns are chosen."""

    SENSITIVE = ("title", "file_name", "table")

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="brought")
    title = models.CharField(max_length=100)
    kind = models.CharField(max_length=30, choices=[(each.value, each.value) for each in Kind])
    day = models.DateField(null=True, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    table = models.JSONField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["community", "at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}, brought to {self.community}"


class BroughtLine(models.Model):
    """One line of it. `left_out`: it is a heading or the like, and does not count."""

    SENSITIVE = ("text", "who")

    brought = models.ForeignKey(BroughtDocument, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveIntegerField()
    text = models.CharField(max_length=MOST_LETTERS)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    who = models.CharField(max_length=MOST_IN_A_NAME, blank=True)
    left_out = models.BooleanField(default=False)
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    became = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["brought", "place"], name="one_brought_line_a_place"),
            models.CheckConstraint(condition=~Q(text=""), name="a_brought_line_has_words"),
        ]

    def __str__(self) -> str:
        return f"line {self.place} of {self.brought}"


class LineTag(models.Model):
    """Somebody said that a line is about an element. Taken off, it stays with who took it off."""

    line = models.ForeignKey(BroughtLine, on_delete=models.CASCADE, related_name="tags")
    code = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "code"],
                condition=Q(ended_at__isnull=True),
                name="one_open_tag_a_line",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.code}"
