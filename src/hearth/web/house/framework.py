"""What the house is made of: its elements, how a community changed them, and the text of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from hearth.core.house.access import HouseAction
from hearth.core.house.framework import Difference, Element, differences, parse, write
from hearth.core.house.parts import MEANS, NAMES, Part
from hearth.records.house import queries
from hearth.records.house.sight import Sight
from hearth.web.house.door import house_context, house_page

LABELS = {
    "name": "Name",
    "is_there": "Is it there?",
    "does_it_work": "Does it work?",
    "look_for": "What to look for",
    "source": "Source",
}


@house_page(HouseAction.SEE_HOUSE)
def framework(request: HttpRequest, sight: Sight) -> HttpResponse:
    """The elements part by part, those that were taken out, and the versions."""
    now = queries.framework_of(sight.community)
    page = house_context(request, sight) | {
        "framework": now,
        "parts": list(Part),
        "names": NAMES,
        "means": MEANS,
        "retired": [each for each in now.elements if each.retired],
        "versions": queries.versions_of(sight.community),
        "adapts": sight.may(HouseAction.ADAPT),
    }
    return render(request, "house/framework.html", page)


@house_page(HouseAction.SEE_HOUSE)
def version(request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """What one version changed, as sentences, with the words before and after."""
    held = {each.number: each for each in queries.versions_of(sight.community)}
    if number not in held:
        raise Http404
    before = held.get(number - 1)
    was = parse(before.text) if before else queries.pack()
    changed = [_told(each) for each in differences(was, parse(held[number].text))]
    page = house_context(request, sight) | {"version": held[number], "changed": changed}
    return render(request, "house/version.html", page)


@house_page(HouseAction.SEE_HOUSE)
def text(_request: HttpRequest, sight: Sight) -> HttpResponse:
    """The framework as a text file, as `hearth house` reads it."""
    now = queries.framework_of(sight.community)
    answer = HttpResponse(write(now), content_type="text/plain; charset=utf-8")
    name = slugify(now.name)[:60] or "framework"
    answer["Content-Disposition"] = f'attachment; filename="{name}.toml"'
    return answer


@dataclass(frozen=True)
class Changed:
    """One element of a version: what was done to it, and each line that reads otherwise."""

    words: str
    lines: tuple["Line", ...]


@dataclass(frozen=True)
class Line:
    """A line before and after."""

    label: str
    before: str
    after: str


def _told(each: Difference) -> Changed:
    element = each.element
    part = NAMES[element.part].lower()
    words = {
        "added": f"“{element.name}” was added to the {part}.",
        "taken out": f"“{element.name}” was taken out of the {part}.",
        "brought back": f"“{element.name}” was brought back to the {part}.",
        "reworded": f"“{element.name}” was put in other words. It means the same.",
        "reweighed": f"“{element.name}” weighs otherwise: {_weight(element)}.",
    }[each.did]
    return Changed(words, tuple(_lines(each)))


def _weight(element: Element) -> str:
    holds = "it can hold its part back" if element.matters else "it is extra"
    return f"{holds}, and “cracked it” needs {element.proof.value} to show for it"


def _lines(each: Difference) -> Iterator[Line]:
    """The lines that read otherwise; of a new element all of them."""
    if each.did not in ("reworded", "added"):
        return
    for name, label in LABELS.items():
        old = getattr(each.before, name) if each.before else ""
        new = getattr(each.element, name)
        if old != new:
            yield Line(label, old, new)
