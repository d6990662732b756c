"""The House of a community: who sits at its table, its framework, and how it was assessed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hearth.core.house.assessing import Evidence, Question, Rating, Voice
from hearth.core.house.parts import NAMES
from hearth.records.community.models import Community

ACCOUNT = settings.AUTH_USER_MODEL
VOICES = [(each.value, each.value) for each in Voice]
QUESTIONS = [(each.value, each.value) for each in Question]
RATINGS = [(each.value, each.words) for each in Rating]
PARTS = [(part.value, name) for part, name in NAMES.items()]


class Seat(models.Model):
    """Somebody sits in the steering group of a community, from a day until a day.

    They speak in one voice: as staff, or as somebody who uses services or cares for them.
    """

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="seats")
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="seats")
    voice = models.CharField(max_length=40, choices=VOICES)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="a_seat_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["community", "account"],
                condition=Q(ends__isnull=True),
                name="one_open_seat_a_member",
            ),
        ]
        indexes = [models.Index(fields=["account", "starts"])]

    def __str__(self) -> str:
        return f"{self.account} in {self.community}"


class PartKeeper(models.Model):
    """Somebody answers for a part of the house, from a day until a day. Never two at a time."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=PARTS)
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="a_keeper_ends_after_they_start",
            ),
            models.UniqueConstraint(
                fields=["community", "part"],
                condition=Q(ends__isnull=True),
                name="one_keeper_a_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} for the {self.get_part_display().lower()} of {self.community}"


class FrameworkVersion(models.Model):
    """What a community made of its framework, from one moment on: text, with its SHA-256.

    A community without one uses the framework that comes with Hearth.
    """

    APPEND_ONLY = True

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField()
    hash = models.CharField(max_length=64)
    why = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "number"], name="one_framework_version")
        ]

    def __str__(self) -> str:
        return f"{self.community}, version {self.number}"


class Assessment(models.Model):
    """The steering group rates its house. The framework is frozen as it was when this opened."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="assessments")
    title = models.CharField(max_length=100)
    version = models.ForeignKey(
        FrameworkVersion, null=True, on_delete=models.PROTECT, related_name="+"
    )
    framework_text = models.TextField()
    framework_hash = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(closed_at__isnull=True),
                name="one_open_assessment",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="an_assessment_closes_after_it_opens",
            ),
        ]
        indexes = [models.Index(fields=["community", "opened_at"])]

    def __str__(self) -> str:
        return f"{self.title}, {self.community}"

    @property
    def is_open(self) -> bool:
        """Say whether it can still be answered."""
        return self.closed_at is None


class AssessmentAnswer(models.Model):
    """What one member says to one question about one element. The newest one counts.

    No rating: they do not know. `figure` is what the metric said at that moment. `named`: they
    chose that the group may see whose words these are.
    """

    APPEND_ONLY = True
    SENSITIVE = ("words",)

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    element = models.CharField(max_length=60)
    question = models.CharField(max_length=20, choices=QUESTIONS)
    voice = models.CharField(max_length=40, choices=VOICES)
    rating = models.PositiveSmallIntegerField(null=True, choices=RATINGS)
    words = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    metric = models.CharField(max_length=60, blank=True)
    figure = models.CharField(max_length=300, blank=True)
    named = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__range=(1, 4)),
                name="a_rating_is_one_of_four",
            )
        ]
        indexes = [models.Index(fields=["assessment", "element"])]

    def __str__(self) -> str:
        return f"{self.element} in {self.assessment}"

    @property
    def evidence(self) -> Evidence:
        """Return what the answer rests on."""
        return Evidence(self.words, self.link, self.metric, self.figure)


class Settlement(models.Model):
    """What one voice agreed on after it talked, and why. The newest one counts."""

    APPEND_ONLY = True
    SENSITIVE = ("why",)

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="settlements")
    element = models.CharField(max_length=60)
    question = models.CharField(max_length=20, choices=QUESTIONS)
    voice = models.CharField(max_length=40, choices=VOICES)
    rating = models.PositiveSmallIntegerField(choices=RATINGS)
    why = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__range=(1, 4)), name="a_settled_rating_is_one_of_four"
            )
        ]
        indexes = [models.Index(fields=["assessment", "element"])]

    def __str__(self) -> str:
        return f"{self.element} in {self.assessment}, settled"
