"""Communities, their organisations, and the posts that people hold in them."""

from django.conf import settings
from django.db import models

from hearth.core.access import Role

STAFF_ROLES = [
    Role.PRACTITIONER,
    Role.LINK_WORKER,
    Role.ADMINISTRATOR,
    Role.HOUSE_LEAD,
    Role.COMMISSIONER,
    Role.AUDITOR,
]


class Community(models.Model):
    name = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    class Kind(models.TextChoices):
        PRACTICE = "practice", "General practice"
        TRUST = "trust", "NHS trust"
        COUNCIL = "council", "Council"
        COMMUNITY = "community", "Community organisation"
        COMMISSIONER = "commissioner", "Commissioner"

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="organisations")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=20, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"], name="organisation_name_in_community"
            )
        ]

    def __str__(self) -> str:
        return self.name


class People(models.Manager["Post"]):
    """The posts of people: who can be asked, chosen or counted. Software is none of them."""

    def get_queryset(self) -> models.QuerySet["Post"]:
        return super().get_queryset().filter(is_software=False)


class Post(models.Model):
    """Somebody works for an organisation in a role, from a day until a day.

    Other software holds one too, so that the door decides for it as for a colleague. Whoever
    lists staff asks `Post.people`, which leaves it out.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(
        max_length=30, choices=[(role.value, role.value) for role in STAFF_ROLES]
    )
    job_title = models.CharField(max_length=100)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    is_software = models.BooleanField(default=False)

    objects = models.Manager()
    people = People()

    class Meta:
        indexes = [models.Index(fields=["account"])]

    def __str__(self) -> str:
        return f"{self.job_title}, {self.organisation}"
