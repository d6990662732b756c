"""Two assessments side by side: of this community, or of another one at the same site."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.days import day_words
from hearth.core.house.access import HouseAction
from hearth.records.house import queries
from hearth.records.house.sight import Sight
from hearth.web.house.door import house_context, house_page
from hearth.web.house.present import step_words
from hearth.web.practitioner.forms import PlainForm


class CompareForm(PlainForm):
    """Which two."""

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        for name, label in (("first", "This one"), ("second", "With this one")):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices)


@house_page(HouseAction.SEE_HOUSE)
def compare(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Choose two that are closed, and see what both were asked."""
    own = [each for each in queries.assessments_of(sight.community) if not each.is_open]
    rows = {str(each.pk): each for each in (*own, *queries.last_closed_elsewhere(sight.community))}
    choices = [(key, _title(row)) for key, row in rows.items()]
    initial = {"first": choices[1][0], "second": choices[0][0]} if len(choices) > 1 else {}
    asked = request.GET if "first" in request.GET else None
    form = CompareForm(asked, choices=choices, initial=initial)
    page = house_context(request, sight) | {"form": form, "choices": choices}
    if asked is not None and form.is_valid():
        both = [rows[form.cleaned_data[name]] for name in ("first", "second")]
        page |= {"titles": [_title(row) for row in both], "found": queries.compared(*both)}
        page["step"] = step_words
    return render(request, "house/compare.html", page, status=422 if form.errors else 200)


def _title(row: Any) -> str:
    day = timezone.localdate(row.closed_at)
    return f"{row.community.name}: {row.title} ({day_words(day)})"
