"""Everything that is held about one person, whatever room it is in: for them to take away.

It follows the ties between rows, starting at the person, so that a table that is added later is
part of it from its first day.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q

from hearth.core.kinds import KINDS
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.looked import looks_shown
from hearth.records.access.models import Seal
from hearth.records.audit.queries import looks_at
from hearth.records.people.models import Account, Person

if TYPE_CHECKING:
    from hearth.records.access.door import Record

ROOMS = "hearth.records."
# What opens a door, and what only the search uses, is not the person's record.
LEFT_OUT = frozenset(
    {
        "code_hash",
        "token_hash",
        "passcode_hash",
        "id_hash",
        "wrapped_key",
        "password",
        "family_key",
        "given_key",
        "preferred_key",
    }
)

# Tables without a section of their own: which section they are a part of.
IN_SECTION = {
    "results.result": Section.RESULTS,
    "results.condition": Section.RESULTS,
    "results.medicine": Section.RESULTS,
    "results.allergy": Section.RESULTS,
    "preparation.letter": Section.RESULTS,
    "preparation.urgenttask": Section.RESULTS,
    "measures.goalscaled": Section.GOALS,
    "plans.joinedplan": Section.PEOPLE_AND_PLANS,
    "introductions.introduction": Section.COMMUNITY,
    "unmet.unmetneed": Section.COMMUNITY,
    "suggestions.notforme": Section.COMMUNITY,
}

Rows = list[dict[str, Any]]


def everyone() -> Iterator[UUID]:
    """The ids of all people, in the order in which they came."""
    return Person.objects.order_by("created_at", "pk").values_list("pk", flat=True).iterator()


def whole_record(person_id: UUID, *, reader: "Record | None" = None) -> dict[str, Rows]:
    """Gather all rows about one person, by table ("plans.entry"); no one else's are followed.

    A `reader` is given only what is open to them: a copy must not undo a seal. None: all of it.
    """
    keys: dict[Any, set[Any]] = {}
    keys[Person] = {person_id}
    while True:
        grown: dict[Any, set[Any]] = dict(_tied_to(keys, reader))
        grown[Person] = {person_id}
        if grown == keys:
            break
        keys = grown
    found = {_name(model): _rows(model, keys[model], keys) for model in keys}
    looks = looks_shown(reader) if reader else looks_at(person_id)
    seen = [_plain(row, keys) for row in looks.order_by("at", "pk")]
    return {**found, "who_looked": seen}


def _tied_to(
    keys: Mapping[type[models.Model], set[Any]], reader: "Record | None"
) -> dict[type[models.Model], set[Any]]:
    """Find the rows that point to rows which were reached, and are open to the reader."""
    found = {}
    for model in apps.get_models():
        if model in (Person, Account) or not model.__module__.startswith(ROOMS):
            continue
        ties = [field for field in _ties(model) if field.related_model in keys]
        if ties:
            wanted = Q()
            for field in ties:
                wanted |= Q(**{f"{field.name}__in": keys[field.related_model]})
            rows = model._default_manager.filter(wanted)
            shown = _open_to(reader, model, rows) if reader else rows
            found[model] = set(shown.values_list("pk", flat=True))
    return found


def _open_to(reader: "Record", model: type[models.Model], rows: Any) -> Any:
    """Leave out what is closed to the reader: sealed entries, others' seals and others' drafts."""
    names = {field.name for field in model._meta.concrete_fields}
    whole = IN_SECTION.get(_name(model))
    if getattr(model, "NOT_IN_A_COPY", False) or (whole and not reader.sees(whole)):
        return rows.none()
    if model is Seal:
        return rows.filter(kind=SealKind.OWN_WISH.value)
    if "is_ours" in names:
        # What is drawn from the record for other systems would stand in its copy twice.
        rows = rows.filter(is_ours=False)
    if "thread" in names:
        rows = rows.filter(Q(thread__isnull=True) | ~Q(thread__in=reader.hidden))
    if "goal" in names:
        rows = rows.filter(Q(goal__isnull=True) | ~Q(goal__in=reader.hidden))
    if {"thread", "kind"} <= names:
        closed = [kind.code for kind in KINDS.values() if not reader.sees(kind.section)]
        rows = rows.exclude(kind__in=closed)
    if {"thread", "section"} <= names:
        rows = rows.exclude(section__in=[each for each in Section if not reader.sees(each)])
    if {"form", "fields", "account"} <= names:
        rows = rows.filter(account=reader.reader.pk)
    return rows


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
