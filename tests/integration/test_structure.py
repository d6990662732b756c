"""Promises about the code itself: what every address, every change and every model must have."""

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

import hearth.records

OURS = "hearth."
# Theirs: allauth guards its own pages, and they hold nothing about any person.
NOT_OURS = ("allauth.",)
RECORDS = Path(hearth.records.__path__[0])


def addresses(resolver: URLResolver, before: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for each in resolver.url_patterns:
        where = before + str(each.pattern)
        if isinstance(each, URLPattern):
            found.append((where, each.callback))
        else:
            found += addresses(each, where)
    return found


OUR_ADDRESSES = [
    pytest.param(view, id=where)
    for where, view in addresses(get_resolver())
    if not view.__module__.startswith(NOT_OURS)
]


@pytest.mark.parametrize("view", OUR_ADDRESSES)
def test_every_address_names_its_policy(view):
    assert hasattr(view, "policy"), f"{view.__module__}.{view.__name__} goes through no door"


@pytest.mark.parametrize(
    ("where", "view"),
    [pytest.param(w, v, id=w) for w, v in addresses(get_resolver()) if "person_id" in w],
)
def test_every_address_about_a_person_goes_through_the_door(where, view):
    assert view.policy.who == "person"
    assert view.policy.why


def change_modules() -> list[str]:
    names = []
    for module in pkgutil.walk_packages(hearth.records.__path__, "hearth.records."):
        source = Path(importlib.import_module(module.name).__file__ or "").read_text()
        if "audit.note(" in source or "record.note(" in source or ".changes" in module.name:
            names.append(module.name)
    return names


def public_changes() -> list[object]:
    found = []
    for name in change_modules():
        module = importlib.import_module(name)
        for label, each in inspect.getmembers(module, inspect.isfunction):
            writes = inspect.unwrap(each).__module__ == name and not label.startswith("_")
            parameters = inspect.signature(each).parameters
            if writes and "at" in parameters and "by" in parameters:
                found.append(pytest.param(each, id=f"{name.removeprefix(OURS)}.{label}"))
    return found


@pytest.mark.parametrize("change", public_changes())
def test_every_change_takes_its_actor_and_its_clock_by_name(change):
    parameters = inspect.signature(change).parameters

    assert parameters["by"].kind is inspect.Parameter.KEYWORD_ONLY
    assert parameters["at"].kind is inspect.Parameter.KEYWORD_ONLY


@pytest.mark.parametrize(
    "model",
    [m for m in apps.get_models() if m.__module__.startswith("hearth.records")],
    ids=lambda model: model.__name__,
)
def test_every_model_about_a_person_names_its_sensitive_fields(model):
    names = {field.name for field in model._meta.get_fields()}
    free_text = {"content", "words", "reason", "value", "document"} & names
    assert not free_text or set(getattr(model, "SENSITIVE", ())) <= names
    assert not free_text or free_text & set(getattr(model, "SENSITIVE", ()))


def test_records_and_core_never_read_the_clock():
    rooms = [RECORDS, RECORDS.parent / "core", RECORDS.parent / "formats"]
    readers = [
        str(path.relative_to(RECORDS.parent))
        for room in rooms
        for path in room.rglob("*.py")
        if any(
            call in path.read_text()
            for call in ("timezone.now(", "datetime.now(", "date.today(", "localdate()")
        )
    ]

    assert readers == []
