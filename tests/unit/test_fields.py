"""Dates in three boxes, 0-10 scales and pounds: what people type is read as they mean it."""

from datetime import date

import pytest
from django import forms

from hearth.web.fields import DayField, PoundsField, ScaleField
from hearth.web.forms import component, error_list, initial_from


class Asked(forms.Form):
    due = DayField(label="Do it by", required=False)
    sure = ScaleField(label="How sure?", low="not at all", high="very", required=False)
    amount = PoundsField(label="How much", required=False)
    name = forms.CharField(label="Who does it")


def asked(**given: str) -> Asked:
    return Asked({"name": "Amina"} | {key.replace("_", "-"): value for key, value in given.items()})


@pytest.mark.parametrize(
    ("day", "month", "year", "meant"),
    [
        ("27", "3", "2027", date(2027, 3, 27)),
        ("1", "January", "2028", date(2028, 1, 1)),
        ("29", "feb", "2028", date(2028, 2, 29)),
        ("", "", "", None),
    ],
)
def test_a_day_is_read_from_its_three_boxes(day, month, year, meant):
    form = asked(due_day=day, due_month=month, due_year=year)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"] == meant


@pytest.mark.parametrize(
    ("day", "month", "year", "words"),
    [
        ("31", "2", "2027", "Give a real date, like 27 3 2027."),
        ("1", "13", "2027", "Give a real date, like 27 3 2027."),
        ("1", "3", "27", "Give a real date, like 27 3 2027."),
        ("1", "3", "²027", "Give a real date, like 27 3 2027."),
        ("one", "3", "2027", "Give a real date, like 27 3 2027."),
        ("", "3", "2027", "Give a day, a month and a year."),
    ],
)
def test_a_day_that_cannot_be_read_is_refused_and_shown_again_as_typed(day, month, year, words):
    form = asked(due_day=day, due_month=month, due_year=year)

    assert form.errors["due"] == [words]
    shown = [item["value"] for item in component(form["due"])["items"]]
    assert shown == [day, month, year]


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("40", 4000), ("£1,200.50", 120050), ("0.5", 50), (" 12.05 ", 1205), ("", None)],
)
def test_pounds_are_kept_as_whole_pence(typed, pence):
    form = asked(amount=typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == pence


@pytest.mark.parametrize("typed", ["lots", "1.234", "-5", "1e3", "٣", "99999999999"])
def test_an_amount_that_is_not_clear_is_refused(typed):
    assert asked(amount=typed).errors["amount"] == ["Give an amount in pounds, like 12.50."]


def test_pence_are_shown_as_pounds():
    form = Asked(initial={"amount": 1250})

    assert component(form["amount"])["value"] == "12.50"


@pytest.mark.parametrize("typed", ["11", "-1", "5.5", "many"])
def test_a_scale_runs_from_0_to_10(typed):
    assert asked(sure="0").is_valid()
    assert asked(sure=typed).errors["sure"] == ["Choose a whole number from 0 to 10."]


def test_each_error_leads_to_the_field_it_is_about():
    form = Asked({"due-day": "31", "due-month": "2", "due-year": "2027", "sure": "12"})

    assert error_list(form) == [
        {"text": "Give a real date, like 27 3 2027.", "href": "#id_due-day"},
        {"text": "Choose a whole number from 0 to 10.", "href": "#id_sure"},
        {"text": "This still needs an answer: Who does it.", "href": "#id_name"},
    ]


def test_a_question_without_an_answer_is_told_as_a_question():
    class Asking(forms.Form):
        part = forms.CharField(label="Which part is it in?")

    assert error_list(Asking({}))[0]["text"] == "This still needs an answer: Which part is it in?"


def test_a_draft_comes_back_as_it_was_typed():
    draft = {"due-day": "31", "due-month": "x", "sure": "7", "amount": "12.", "name": "Am"}
    form = Asked(initial=initial_from(Asked(), draft))

    assert [item["value"] for item in component(form["due"])["items"]] == ["31", "x", ""]
    assert [i["value"] for i in component(form["sure"])["items"] if i["checked"]] == ["7"]
    assert component(form["amount"])["value"] == "12."
    assert component(form["name"])["value"] == "Am"
