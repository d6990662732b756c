"""What search finds activities by, and where postcodes and places are.

The words themselves lie beside a listing where each engine looks for words: in an index of SQLite
(FTS5) or in columns of PostgreSQL (migration 0003). `words_index` alone writes and reads them.
"""

from django.db import models


class Listing(models.Model):
    """One listed activity, narrow, so that many can be read at once.

    `id` begins with the letters of its name: the order of ids is that of names, nearly. `points`:
    its places, as “latitude,longitude” with spaces between them.
    """

    id = models.BigIntegerField(primary_key=True)
    activity = models.OneToOneField(
        "directory.Activity", on_delete=models.CASCADE, related_name="listing"
    )
    name = models.CharField(max_length=100)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    points = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class NameWord(models.Model):
    """A word that the name of some activity holds: what a slip of the pen may have meant."""

    word = models.CharField(max_length=40, primary_key=True)

    def __str__(self) -> str:
        return self.word


class Postcode(models.Model):
    """Where a postcode is. `code`: without its space. `ward`: the neighbourhood's name."""

    code = models.CharField(max_length=8, primary_key=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    ward = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return self.code


class KnownPlace(models.Model):
    """A place that people may name: a town, a ward, the first half of a postcode.

    `kind` says whose it is: of the postcode file, or of the places where activities are.
    """

    OF_A_FILE, OF_ACTIVITIES = "file", "ours"

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=[(OF_A_FILE, "file"), (OF_ACTIVITIES, "ours")])
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "kind"], name="known_place_once_of_a_kind")
        ]

    def __str__(self) -> str:
        return self.name
