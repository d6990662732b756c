"""What the open API needs to find an activity by: its sites, and the terms that it is filed under.

Drawn from the documents by `changes.publishing`, like all the other rows below an activity.
"""

from django.db import models


class PublishedSite(models.Model):
    """One `service_at_location`. `key`: the id under which it is published."""

    activity = models.ForeignKey(
        "directory.Activity", on_delete=models.CASCADE, related_name="sites"
    )
    key = models.UUIDField(db_index=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["latitude", "longitude"])]

    def __str__(self) -> str:
        return str(self.key)


class PublishedTaxonomy(models.Model):
    """A list of terms, by which somebody files activities."""

    SENSITIVE = ("document",)

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.TextField(blank=True)
    document = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class PublishedTerm(models.Model):
    """One term, which stands under a taxonomy where its source says which."""

    SENSITIVE = ("document",)

    id = models.UUIDField(primary_key=True, editable=False)
    taxonomy = models.ForeignKey(
        PublishedTaxonomy, null=True, on_delete=models.PROTECT, related_name="terms"
    )
    document = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.document.get("name", ""))


class PublishedUse(models.Model):
    """That an activity is filed under a term."""

    activity = models.ForeignKey(
        "directory.Activity", on_delete=models.CASCADE, related_name="uses"
    )
    term = models.ForeignKey(PublishedTerm, on_delete=models.PROTECT, related_name="uses")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "term"], name="one_use_of_a_term")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.term_id}"
