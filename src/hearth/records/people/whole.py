"""All that is held about who a person is, for a whole-record export."""

from uuid import UUID

from hearth.records.people.models import (
    Address,
    Alias,
    CommunicationNeed,
    ContactPoint,
    Death,
    Identifier,
    NeedsAsked,
    Person,
    Supporter,
)

Rows = list[dict[str, object]]
# What lets somebody in is nobody's to carry away.
LEFT_OUT = frozenset({"code_hash", "family_key", "given_key", "preferred_key"})


def whole(person_id: UUID) -> dict[str, Rows]:
    """Return every row about the person, by what it is. Raises Person.DoesNotExist."""
    Person.objects.get(pk=person_id)
    tables = (
        Identifier,
        Alias,
        Address,
        ContactPoint,
        NeedsAsked,
        CommunicationNeed,
        Supporter,
        Death,
    )
    found = {"person": _plain(Person.objects.filter(pk=person_id).values())}
    for model in tables:
        rows = model._default_manager.filter(person=person_id).order_by("pk").values()
        found[str(model._meta.verbose_name_plural)] = _plain(rows)
    return found


def _plain(rows: object) -> Rows:
    return [{n: v for n, v in row.items() if n not in LEFT_OUT} for row in rows]  # type: ignore[attr-defined]
