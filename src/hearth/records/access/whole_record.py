"""Everything that is held about one person, whatever room it is in: for them to take away.

It follows the ties between rows, starting at the person, so that a table that is added later is
part of it from its first day.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q

from hearth.records.audit.queries import looks_at
from hearth.records.people.models import Account, Person

ROOMS = "hearth.records."
# What opens a door, and what only the search uses, is not the person's record.
LEFT_OUT = frozenset(
    {
        "code_hash",
        "token_hash",
        "passcode_hash",
        "password",
        "family_key",
        "given_key",
        "preferred_key",
    }
)

Rows = list[dict[str, Any]]


def everyone() -> Iterator[UUID]:
    """The ids of all people, in the order in which they came."""
    return Person.objects.order_by("created_at", "pk").values_list("pk", flat=True).iterator()


def whole_record(person_id: UUID) -> dict[str, Rows]:
    """Gather all rows about one person, by table ("plans.entry"); no one else's are followed."""
    keys: dict[Any, set[Any]] = {}
    keys[Person] = {person_id}
    while True:
        grown: dict[Any, set[Any]] = dict(_tied_to(keys))
        grown[Person] = {person_id}
        if grown == keys:
            break
        keys = grown
    found = {_name(model): _rows(model, keys[model], keys) for model in keys}
    seen = [_plain(row, keys) for row in looks_at(person_id).order_by("at", "pk")]
    return {**found, "who_looked": seen}


def _tied_to(keys: Mapping[type[models.Model], set[Any]]) -> dict[type[models.Model], set[Any]]:
    """Find the rows that point to rows which were reached."""
    found = {}
    for model in apps.get_models():
        if model in (Person, Account) or not model.__module__.startswith(ROOMS):
            continue
        ties = [field for field in _ties(model) if field.related_model in keys]
        if ties:
            wanted = Q()
            for field in ties:
                wanted |= Q(**{f"{field.name}__in": keys[field.related_model]})
            found[model] = set(model._default_manager.filter(wanted).values_list("pk", flat=True))
    return found


def _ties(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.is_relation]


def _name(model: type[models.Model]) -> str:
    return model._meta.label_lower


def _rows(
    model: type[models.Model], wanted: set[Any], keys: Mapping[type[models.Model], set[Any]]
) -> Rows:
    ties = [field.name for field in _ties(model)]
    rows = model._default_manager.filter(pk__in=wanted).select_related(*ties).order_by("pk")
    return [_plain(row, keys) for row in rows]


def _plain(row: models.Model, keys: Mapping[type[models.Model], set[Any]]) -> dict[str, Any]:
    """Write a row as plain values; another table's row by its id, and anything else by its name."""
    fields = [field for field in row._meta.concrete_fields if field.name not in LEFT_OUT]
    return {field.name: _value(row, field, keys) for field in fields}


def _value(row: models.Model, field: Any, keys: Mapping[type[models.Model], set[Any]]) -> Any:
    if not field.is_relation or field.related_model in keys:
        value = getattr(row, field.attname)
    else:
        held = getattr(row, field.name)
        value = None if held is None else str(held)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if isinstance(value, UUID) else value
