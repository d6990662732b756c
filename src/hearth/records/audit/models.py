from django.db import models


class AuditRow(models.Model):
    """One read or write of a person's record. Added, never changed. Holds no clinical text.

    Names are kept as they stood, so that "who looked" can be read after an account has gone.
    """

    SENSITIVE = ("who", "person_id")

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
    is_change = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["person_id", "-at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.did}"
