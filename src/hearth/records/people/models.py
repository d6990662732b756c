"""Persons and everything that is theirs; supporters; and accounts, with which people sign in."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from hearth.core import people as values


class Accounts(BaseUserManager["Account"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):  # type: ignore[django-manager-missing]  # the toolkit of OAuth
    """A sign-in. It says who somebody is; what they may do follows from their ties to a person."""

    SENSITIVE = ("email", "full_name", "password")

    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    demo_story = models.CharField(max_length=300, blank=True)
    demo_order = models.PositiveSmallIntegerField(default=0)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = Accounts()

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def has_perm(self, _perm: str, _obj: object = None) -> bool:
        """Django's own permissions are not used: the door decides."""
        return False


class OutsideIdentity(models.Model):
    """An account as an outside provider of sign-in knows it: by a subject that never changes."""

    SENSITIVE = ("subject",)

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="outside_identities"
    )
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_account_for_a_subject"),
            models.UniqueConstraint(
                fields=["account", "issuer"], name="one_subject_for_an_account"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} at {self.issuer}"


class Person(models.Model):
    """Someone with a plan. The random id is the identity; no number is ever the key."""

    SENSITIVE = ("given_name", "family_name", "preferred_name", "born", "ethnicity", "religion")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="person"
    )
    title = models.CharField(max_length=35, blank=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    suffix = models.CharField(max_length=35, blank=True)
    preferred_name = models.CharField(max_length=100, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    born = models.DateField()
    gender = models.CharField(max_length=40, blank=True)
    sex = models.CharField(max_length=40, blank=True)
    ethnicity = models.CharField(max_length=100, blank=True)
    religion = models.CharField(max_length=100, blank=True)
    place_of_birth = models.CharField(max_length=100, blank=True)
    marital_status = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=60, default="English")
    needs_interpreter = models.BooleanField(default=False)
    interpreter_language = models.CharField(max_length=60, blank=True)
    preferred_contact = models.CharField(
        max_length=30, blank=True, choices=[(way.value, way.value) for way in values.ContactWay]
    )
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    # Case-folded, so that a search by the start of a name uses an index on both engines.
    family_key = models.CharField(max_length=120, editable=False, default="")
    given_key = models.CharField(max_length=120, editable=False, default="", db_index=True)
    preferred_key = models.CharField(max_length=120, editable=False, default="", db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["family_key", "given_key", "born"]),
            models.Index(fields=["born", "family_key"]),
        ]

    def __str__(self) -> str:
        return self.name.shown

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    @property
    def name(self) -> values.Name:
        return values.Name(
            self.given_name, self.family_name, self.preferred_name, self.title, self.suffix
        )

    def set_keys(self) -> None:
        """Fold the names for search. `save` calls it; bulk makers call it themselves."""
        self.family_key = self.family_name.casefold()[:120]
        self.given_key = self.given_name.casefold()[:120]
        self.preferred_key = self.preferred_name.casefold()[:120]


class Alias(models.Model):
    """Another name that the person is or was known by."""

    SENSITIVE = ("name",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Identifier(models.Model):
    """A number in a scheme of the jurisdiction pack. Two people never share one."""

    SENSITIVE = ("value",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=60)
    value = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="identifier_is_one_person"),
            models.UniqueConstraint(fields=["person", "scheme", "value"], name="identifier_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class Address(models.Model):
    SENSITIVE = ("line_1", "line_2", "town", "postcode")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="addresses")
    type = models.CharField(max_length=30, default="home")
    line_1 = models.CharField(max_length=200)
    line_2 = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=12)

    def __str__(self) -> str:
        return ", ".join(p for p in (self.line_1, self.line_2, self.town, self.postcode) if p)


class ContactPoint(models.Model):
    """A telephone number or an email address; rank 1 is tried first (PRSB: 1 to 5)."""

    SENSITIVE = ("value",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_points")
    system = models.CharField(
        max_length=20,
        choices=[(c, c) for c in ("telephone", "mobile", "email", "other")],
    )
    value = models.CharField(max_length=200)
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=5), name="contact_rank_1_to_5"
            )
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.value}"


class NeedsAsked(models.Model):
    """The person was asked how they want to be communicated with; "none" is an answer too."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="needs_asked")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"asked on {self.at:%Y-%m-%d}"


class CommunicationNeed(models.Model):
    """A required format, a communication need or a reasonable adjustment (DAPB1605, DAPB4019)."""

    SENSITIVE = ("words", "if_not_met")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="needs")
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in values.NeedKind]
    )
    words = models.CharField(max_length=300)
    code = models.CharField(max_length=40, blank=True)
    if_not_met = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"


class Supporter(models.Model):
    """Someone whom the person invited, with their own sign-in. Ended, never deleted."""

    SENSITIVE = ("name", "email", "relationship")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="supporters")
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="supports"
    )
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    kind = models.CharField(
        max_length=30, choices=[(k.value, k.value) for k in values.SupporterKind]
    )
    relationship = models.CharField(max_length=100)
    authority = models.CharField(
        max_length=80, choices=[(a.value, a.value) for a in values.Authority]
    )
    evidence = models.CharField(max_length=300, blank=True)
    sections = models.JSONField(default=list)
    actions = models.JSONField(default=list)
    until = models.DateField(null=True, blank=True)
    code_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(account__isnull=False),
                name="accepted_supporter_has_an_account",
            ),
        ]
        indexes = [models.Index(fields=["account", "person"])]

    def __str__(self) -> str:
        return f"{self.name}, {self.relationship}"


class Death(models.Model):
    """A report that the person died. It stands unless two people together took it back."""

    SENSITIVE = ("died_on", "told_by")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deaths")
    died_on = models.DateField()
    told_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    undo_asked_at = models.DateTimeField(null=True, blank=True)
    undo_asked_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undo_reason = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(undone_at__isnull=True), name="one_standing_death"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True)
                | (Q(undo_asked_by__isnull=False) & ~Q(undone_by=models.F("undo_asked_by"))),
                name="two_people_undo_a_death",
            ),
        ]

    def __str__(self) -> str:
        return f"died {self.died_on}"


class DeathReport(models.Model):
    """Somebody close told us that the person died. Staff check it; until then, nothing is sent."""

    SENSITIVE = ("told_by", "words")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="death_reports")
    told_by = models.CharField(max_length=200)
    words = models.CharField(max_length=300, blank=True)
    died_on = models.DateField(null=True, blank=True)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    is_true = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_at__isnull=True), name="one_open_death_report"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, is_true__isnull=True)
                | Q(closed_at__isnull=False, is_true__isnull=False),
                name="a_closed_death_report_has_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"told by {self.told_by}"


class CalendarFeed(models.Model):
    """An address at which the person's own calendar reads their dates. Only a hash is kept."""

    SENSITIVE = ("token_hash",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_open_calendar_feed"
            ),
        ]

    def __str__(self) -> str:
        return f"made on {self.made_at:%Y-%m-%d}"
