"""Walk a resource along one branch of a search parameter's expression."""

from collections.abc import Iterator
from typing import Any

from hearth.fhir.parameters import Branch


def values_at(body: dict[str, Any], branch: Branch) -> Iterator[Any]:
    """Yield what stands there, item by item.

    A choice of types ("onset") is found under each of its names, or under that of the cast.
    """
    *inner, last = branch.steps
    here = _along([body], inner)
    here = [found for held in here for found in _named(held, last, branch.cast)]
    if branch.where:
        name, value = branch.where
        here = [each for each in here if isinstance(each, dict) and each.get(name) == value]
    yield from _along(here, branch.rest)


def _along(here: list[Any], steps: Any) -> list[Any]:
    for step in steps:
        here = [found for held in here for found in _named(held, step, "")]
    return here


def _named(held: Any, step: str, cast: str) -> Iterator[Any]:
    if not isinstance(held, dict):
        return
    names = [step + cast[0].upper() + cast[1:]] if cast else _choices(held, step)
    for name in names:
        found = held.get(name)
        yield from (
            each for each in (found if isinstance(found, list) else [found]) if each is not None
        )


def _choices(held: dict[str, Any], step: str) -> list[str]:
    if step in held:
        return [step]
    size = len(step)
    return [name for name in held if name.startswith(step) and name[size : size + 1].isupper()]
