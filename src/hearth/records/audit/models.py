from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import models

from hearth.core import chain


class LaneHead(models.Model):
    """How far a lane has come. Locked while a row is added, so that its rows form one chain."""

    lane = models.PositiveSmallIntegerField(primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=chain.START)

    def __str__(self) -> str:
        return f"lane {self.lane}, row {self.number}"


class Facts(NamedTuple):
    """All that a row says, beside its place in the chain."""

    at: datetime
    did: str
    account_id: int | None = None
    who: str = "Hearth"
    acting_as: str = ""
    through: str = ""
    person_id: UUID | None = None
    why: str = ""
    what: str = ""
    allowed: bool = True
    reason: str = ""
    is_change: bool = True
    section: str = ""
    thread: UUID | None = None


class AuditRow(models.Model):
    """One read or write of a person's record. Added, never changed. Holds no clinical text.

    Names are kept as they stood, so that "who looked" can be read after an account has gone.
    Each row holds the hash of the row before it in its lane, and its own hash over all it says.
    The key is made of lane and number, so that no number can be used twice.

    As an IHE BALP AuditEvent (to come): `is_change` gives type and action (R, or C/U by `did`,
    which is the subtype); `at` recorded; `allowed` outcome, `reason` outcomeDesc; `why` is
    purposeOfEvent; `account_id`, `who`, `acting_as` and `through` are the agent, its role and
    policy; `person_id` is the entity of the patient, `what` and `thread` that of the object.

    `section` and `thread` say which part of a plan it was about: a row about a part that is sealed
    is shown only to those to whom the part is shown.
    """

    SENSITIVE = ("who", "person_id", "reason")
    APPEND_ONLY = True
    SAID = Facts._fields

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    account_id = models.BigIntegerField(null=True)
    who = models.CharField(max_length=200)
    acting_as = models.CharField(max_length=60)
    through = models.CharField(max_length=200, blank=True)
    person_id = models.UUIDField(null=True)
    did = models.CharField(max_length=100)
    why = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=200, blank=True)
    allowed = models.BooleanField(default=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    is_change = models.BooleanField(default=False)
    section = models.CharField(max_length=30, blank=True, default="")
    thread = models.UUIDField(null=True)
    lane = models.PositiveSmallIntegerField()
    number = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-at"]),
            models.Index(
                fields=["person_id", "id"], condition=models.Q(is_change=True), name="last_change"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_row_key_is_its_place",
                condition=models.Q(id=(models.F("lane") + 1) * 2**40 + models.F("number")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.did}"

    @property
    def facts(self) -> dict[str, object]:
        """All that the row says: what its hash covers, beside its place."""
        return {name: getattr(self, name) for name in self.SAID}
