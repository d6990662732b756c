"""Other systems that asked to be told when something happens, and what was told them.

Three steps, so that none is lost: something *happened* (`Happening`, once, whoever listens); each
subscription to its topic has it to tell (`Notice`, in the order in which it was noticed); and each
try to tell it is kept (`Try`). A notice has its number only once the door let it through: what a
subscriber may not know of leaves no gap in the numbers.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core import subscriptions as values
from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL


class Subscription(models.Model):
    """One system's request to be told of one topic.

    `app_id` and `scopes`: by which app it was asked for, and how far that one reached then.
    `body` is what was sent, without secrets. `sealed_headers` are the headers that the receiver
    wants, locked. The secret that signs is made of `nonce`, and stands nowhere. `numbered` counts
    the notices that have a number. `busy_until`: a worker is at it; `holder` is its mark.
    """

    NOT_IN_A_COPY = True
    SENSITIVE = ("endpoint", "sealed_headers", "nonce", "body")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    app = models.CharField(max_length=200)
    app_id = models.CharField(max_length=200)
    scopes = models.JSONField(default=list)
    topic = models.CharField(max_length=100, choices=[(t.value, t.value) for t in values.Topic])
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="subscriptions"
    )
    channel = models.CharField(max_length=20, choices=[(c.value, c.value) for c in values.Channel])
    endpoint = models.CharField(max_length=values.LONGEST_ADDRESS)
    payload = models.CharField(max_length=20, choices=[(c.value, c.value) for c in values.Content])
    heartbeat = models.PositiveIntegerField(null=True, blank=True)
    sealed_headers = models.TextField(blank=True)
    nonce = models.CharField(max_length=64)
    body = models.JSONField(default=dict)
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in values.Status])
    error = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    numbered = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    busy_until = models.DateTimeField(null=True, blank=True)
    holder = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(next_at__isnull=False), name="subscriptions_due"
            ),
            models.Index(fields=["topic", "status"]),
            models.Index(fields=["account", "app_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.app}: {self.topic}"


class Happening(models.Model):
    """Something happened to a person's plan. `source` names the row, so that it is noticed once.

    `focus` is the resource that it is about ("CarePlan/…").
    """

    APPEND_ONLY = True
    NOT_IN_A_COPY = True

    topic = models.CharField(max_length=100, choices=[(t.value, t.value) for t in values.Topic])
    source = models.CharField(max_length=100)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    focus = models.CharField(max_length=120)
    at = models.DateTimeField()
    noticed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "source"], name="it_happened_once")]

    def __str__(self) -> str:
        return f"{self.topic} {self.source}"


class Looked(models.Model):
    """How far one kind of row has been looked through for what happened.

    Rows are numbered before they are committed, so a small number can appear after a large one.
    Each look therefore begins again at `low`, which follows `high` only after an hour.
    """

    rows = models.CharField(max_length=60, primary_key=True)
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    high_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.rows} up to {self.high}"


class Notice(models.Model):
    """One happening that one subscription has to tell. Once for each, in the order of the keys.

    `number` is given at the first try, and stays. `withheld_at`: the door did not let it through.
    """

    NOT_IN_A_COPY = True

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="notices")
    happening = models.ForeignKey(Happening, on_delete=models.PROTECT, related_name="notices")
    number = models.PositiveIntegerField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    withheld_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "happening"], name="told_once"),
            models.UniqueConstraint(fields=["subscription", "number"], name="one_notice_a_number"),
        ]
        indexes = [
            models.Index(
                fields=["subscription", "id"],
                condition=Q(told_at__isnull=True, withheld_at__isnull=True),
                name="notices_to_tell",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number or 'no number'} of {self.subscription_id}"


class Try(models.Model):
    """One try to reach the receiver: what was sent, and why it was not taken."""

    APPEND_ONLY = True
    NOT_IN_A_COPY = True

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    number = models.PositiveIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    why_not = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"
