"""Where a postcode or a named place is. Only what was loaded is asked; nothing is called."""

from collections.abc import Collection

from django.db.models import Q

from hearth.core.directory.activity import Point
from hearth.core.directory.postcodes import outward_in, postcode_in
from hearth.core.directory.searching import folded
from hearth.records.directory.found_by import KnownPlace, Postcode


def where_is(text: str) -> Point | None:
    """Return where a postcode, half of one, a ward or a town is; None where nobody knows.

    A postcode that no file has is where its neighbours are: XW1 2AB by XW1 2LN, else by XW1.
    """
    if row := _nearest_of(postcode_in(text)):
        return Point(row.latitude, row.longitude)
    named = KnownPlace.objects.filter(name__in=_names(text))
    # The file's “file” comes before the directory's own “ours”.
    if place := named.order_by("kind").first():
        return Point(place.latitude, place.longitude)
    return None


def _nearest_of(code: str) -> Postcode | None:
    """Return this postcode, or the first of its sector: those with the same digit after the gap."""
    if not code:
        return None
    exact = Postcode.objects.filter(code=code).first()
    # A range, not a beginning: SQLite would read every postcode for that.
    sector = Postcode.objects.filter(code__gte=code[:-2] + "AA", code__lte=code[:-2] + "ZZ")
    return exact or sector.order_by("code").first()


def _names(text: str) -> set[str]:
    whole = folded(" ".join(text.split()))
    return {whole, whole.partition(",")[0].strip(), outward_in(text).lower()} - {""}


def neighbourhood_of(postcode: str) -> str:
    """Return the ward of a postcode, or of its neighbours; else its first half; else nothing."""
    row = _nearest_of(postcode_in(postcode))
    return (row.ward if row else "") or outward_in(postcode)


def neighbourhoods_in(halves: Collection[str]) -> list[str]:
    """Return the wards of these first halves of postcodes, by name; without a file, the halves."""
    inside = Q()
    for half in halves:
        inside |= Q(code__startswith=half)
    rows = Postcode.objects.filter(inside).exclude(ward="") if halves else Postcode.objects.none()
    return sorted(set(rows.values_list("ward", flat=True).distinct())) or sorted(halves)
