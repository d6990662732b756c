from django.db import models


class SentForm(models.Model):
    """A form that was sent and had its effect: where its sender was led, should they send it again.

    It holds a hash of what was sent, never the words. Rows are forgotten after some days.
    """

    SENSITIVE = ("location",)

    account_id = models.BigIntegerField()
    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    location = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account_id", "key"], name="a_form_works_once"),
        ]

    def __str__(self) -> str:
        return f"sent on {self.at:%Y-%m-%d}"
