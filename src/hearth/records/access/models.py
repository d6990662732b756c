"""Who has a part in a person's care, on what lawful basis; what the person shares; what is closed.

The lawful basis on which a service holds a record, and the person's choice to share, are two
records. Shares, links and seals are ended, never deleted.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hearth.core import sharing
from hearth.core.words import Section
from hearth.records.community.models import Organisation, Post
from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL
SECTIONS = [(section.value, section.value) for section in Section]


class Involvement(models.Model):
    """An organisation has a part in a person's care, from a day until a day. It ties its staff."""

    SENSITIVE = ("why",)

    class Kind(models.TextChoices):
        PRACTICE = "practice", "Registered practice"
        CARE = "care", "Gives care or support"
        COMMUNITY = "community", "Community support"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="involvements")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="involvements"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    why = models.CharField(max_length=200, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person"]), models.Index(fields=["organisation", "ends"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=models.Q(ends__isnull=True),
                name="one_running_involvement",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} for {self.person_id}"


class LawfulBasis(models.Model):
    """On what basis in law a service holds this person's record. It is not the person's choice.

    `basis` is a code of the jurisdiction pack.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="lawful_bases")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(ended_at__isnull=True),
                name="one_lawful_basis_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.basis}"


class Share(models.Model):
    """The person chose to show some sections to a member of staff, or to a service, until a day."""

    SENSITIVE = ("purpose",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shares")
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="shares"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="shares"
    )
    sections = models.JSONField(default=list)
    purpose = models.CharField(max_length=200)
    until = models.DateField()
    shared_at = models.DateTimeField()
    shared_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True) ^ Q(organisation__isnull=True),
                name="shared_with_one_recipient",
            )
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(ended_at__isnull=True), name="open_shares"),
            models.Index(
                fields=["post", "until"],
                condition=Q(ended_at__isnull=True),
                name="shared_with_a_post",
            ),
            models.Index(
                fields=["organisation", "until"],
                condition=Q(ended_at__isnull=True),
                name="shared_with_a_service",
            ),
        ]

    def __str__(self) -> str:
        return f"shared with {self.post or self.organisation} until {self.until}"


class ShareLink(models.Model):
    """A link that opens some sections without a sign-in. Only hashes of its secrets are kept."""

    SENSITIVE = ("label", "purpose")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in sharing.LinkKind])
    label = models.CharField(max_length=100)
    purpose = models.CharField(max_length=200, blank=True)
    sections = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    passcode_hash = models.CharField(max_length=200, blank=True)
    ends_at = models.DateTimeField()
    most_uses = models.PositiveIntegerField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)
    wrong_tries = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(most_uses__isnull=True) | Q(uses__lte=F("most_uses")),
                name="a_link_is_used_no_oftener_than_allowed",
            ),
            models.CheckConstraint(
                condition=Q(kind=sharing.LinkKind.EMERGENCY.value) | ~Q(passcode_hash=""),
                name="a_shared_link_has_a_passcode",
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(ended_at__isnull=True), name="open_links")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.label}"


class Seal(models.Model):
    """A section, or one entry of it, is closed to all but some. It wins over every share."""

    SENSITIVE = ("why", "named", "thread")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seals")
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in sharing.SealKind])
    section = models.CharField(max_length=30, choices=SECTIONS)
    thread = models.UUIDField(null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    named = models.JSONField(default=list)
    why = models.CharField(max_length=500, blank=True)
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=sharing.SealKind.OWN_WISH.value) | Q(organisation__isnull=False),
                name="a_service_seals_in_its_own_name",
            )
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(lifted_at__isnull=True), name="open_seals")
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.section}"


class BrokenGlass(models.Model):
    """Somebody opened a record in an emergency, with a reason, for at most four hours."""

    SENSITIVE = ("reason",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="broken_glasses")
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    looked_into_at = models.DateTimeField(null=True, blank=True)
    looked_into_by = models.ForeignKey(
        ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+"
    )
    finding = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "account", "ends_at"])]

    def __str__(self) -> str:
        return f"{self.post} until {self.ends_at:%H:%M}"


class QualityLook(models.Model):
    """This plan was drawn by chance, and one records auditor may read it for some days."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="quality_looks")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="quality_looks")
    opens_at = models.DateTimeField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["person"], condition=Q(ended_at__isnull=True), name="open_quality_looks"
            )
        ]

    def __str__(self) -> str:
        return f"quality look by {self.post} until {self.until}"
