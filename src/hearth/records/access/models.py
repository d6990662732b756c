from django.db import models

from hearth.records.community.models import Organisation
from hearth.records.people.models import Person


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
