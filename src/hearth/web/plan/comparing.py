"""Two texts of one entry, side by side."""

from collections.abc import Mapping

from hearth.core.fields import Field, FieldType, Kind, shown


def differing(
    kind: Kind, one: Mapping[str, object], other: Mapping[str, object]
) -> list[tuple[str, str, str]]:
    """List (label, one, other) for each field that differs; links to entries are left out."""
    return [
        (each.label, _words(each, one.get(each.name)), _words(each, other.get(each.name)))
        for each in kind.fields
        if each.type is not FieldType.ENTRY and one.get(each.name) != other.get(each.name)
    ]


def _words(each: Field, value: object) -> str:
    return "" if value in (None, "", False) else shown(each, value)
