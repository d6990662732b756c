"""Each resource that FHIR shows is one row with its JSON, ready to be sent.

Two kinds stand here side by side. *Ours* are drawn from Hearth's own record and drawn again when
the record has changed (`Drawn`). *Kept* came from another system and stay as they came. Both carry
the section and the thread that decide, at the door, who may know of them (ADR 13).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL


class Resource(models.Model):
    """The newest version of one resource. `body` is JSON text with `id` and `meta` in it.

    `person` is whose record it belongs to; none for what is nobody's (an organisation).
    `section` is empty where everybody who may know of the person may see it; `needs` names an
    action that the viewer must be allowed besides. `parts` lists what a seal may cut out of a
    composite: rows of [path, reference, section, thread]. `received` is the JSON as it came.
    """

    SENSITIVE = ("body", "parts", "received")

    type = models.CharField(max_length=40)
    fid = models.CharField(max_length=64)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="resources"
    )
    section = models.CharField(max_length=30, blank=True)
    thread = models.CharField(max_length=64, blank=True)
    needs = models.CharField(max_length=60, blank=True)
    is_ours = models.BooleanField(default=False)
    version = models.CharField(max_length=64)
    at = models.DateTimeField()
    body = models.TextField()
    parts = models.JSONField(null=True, blank=True)
    received = models.TextField(blank=True, default="")
    app = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    gone = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["type", "fid"], name="one_resource_by_id")]
        indexes = [
            models.Index(fields=["person", "type", "at", "id"]),
            models.Index(fields=["type", "at", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.type}/{self.fid}"


class ResourceVersion(models.Model):
    """One version of one resource, as it was sent then. Added, never changed.

    `number` counts from 1 in the order in which versions came to be.
    """

    APPEND_ONLY = True
    SENSITIVE = ("body", "parts", "by_name")

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=64)
    at = models.DateTimeField()
    body = models.TextField()
    parts = models.JSONField(null=True, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    was_created = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "number"], name="one_row_per_version")
        ]
        indexes = [models.Index(fields=["at", "id"])]

    def __str__(self) -> str:
        return f"{self.resource_id} version {self.version}"


class Findable(models.Model):
    """One value by which a search finds a resource: of one search parameter of R4.

    `text` holds a code, a folded word, or a reference ("Patient/123"); `system` the system of the
    code; `low` and `high` the two ends of a date; `number` a quantity. `thread` and `section` are
    those of the part that the value was read from, where a seal may cut it out of a composite.
    """

    SENSITIVE = ("text", "number")
    NOT_IN_A_COPY = True

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="findables")
    type = models.CharField(max_length=40)
    param = models.CharField(max_length=40)
    system = models.CharField(max_length=255, blank=True)
    text = models.CharField(max_length=255, blank=True)
    low = models.DateTimeField(null=True)
    high = models.DateTimeField(null=True)
    number = models.FloatField(null=True)
    section = models.CharField(max_length=30, blank=True)
    thread = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["type", "param", "text"]),
            models.Index(
                fields=["type", "param", "low"], condition=Q(low__isnull=False), name="by_date"
            ),
            models.Index(
                fields=["type", "param", "number"],
                condition=Q(number__isnull=False),
                name="by_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type}.{self.param}"


class Drawn(models.Model):
    """Up to which change of a record its resources are drawn. `stamp` says it, and of what day.

    `scope` is the id of a person, or the type of resources that are nobody's. `change` is the key
    of the last change, so that those who have changed since are found in one query.
    """

    NOT_IN_A_COPY = True

    person = models.OneToOneField(Person, null=True, on_delete=models.PROTECT, related_name="drawn")
    change = models.BigIntegerField(default=0)
    scope = models.CharField(max_length=64, primary_key=True)
    stamp = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.scope} at {self.stamp}"
