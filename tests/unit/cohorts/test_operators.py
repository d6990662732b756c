"""One table of conditions: what can be chosen can be built, written, read and asked in a form."""

from datetime import date

import pytest
from hypothesis import given

from hearth.core.cohorts.operators import (
    COLUMNS,
    CONDITIONS,
    OPERATORS,
    build,
    chosen,
    operators,
)
from hearth.core.cohorts.phrases import heard, said
from hearth.core.cohorts.rules import (
    Aged,
    Comparison,
    HasCode,
    LatestValue,
    Months,
    NotARule,
    OnMedication,
    Registered,
)
from hearth.core.cohorts.slots import SLOTS, Scope
from tests.journeys.reading import HARDEST_GRADE, grade
from tests.unit.cohorts.rules_to_try import CONDITIONS as LONG_TERM
from tests.unit.cohorts.rules_to_try import DEFICITS, EVERY_LEAF, FRAILTY, leaves

SCOPE = Scope(
    {"long-term conditions": LONG_TERM, "deficits": DEFICITS},
    {"frailty": FRAILTY, "bands": FRAILTY},
)


def test_every_kind_of_leaf_can_be_chosen():
    assert {operator.makes for operator in operators()} == set(EVERY_LEAF)
    assert len(OPERATORS) == len(CONDITIONS) + len(COLUMNS)


@pytest.mark.parametrize("operator", CONDITIONS + COLUMNS, ids=lambda each: each.name)
def test_each_example_is_written_as_it_reads(operator):
    among = CONDITIONS if operator in CONDITIONS else COLUMNS
    example = operator.example or operator.phrases[0]

    part = heard(example, SCOPE, among)

    assert type(part) is operator.makes
    assert said(part) == example


@given(leaves())
def test_what_was_chosen_can_be_built_again_from_its_values(leaf):
    operator, values = chosen(leaf)

    assert build(operator, values) == leaf


@given(leaves())
def test_each_phrase_is_read_as_the_leaf_that_wrote_it(leaf):
    assert heard(said(leaf), SCOPE, CONDITIONS) == leaf


@pytest.mark.parametrize(
    ("name", "given_values", "made"),
    [
        ("has", {"on": "falls", "since": 12, "times": 2}, HasCode("falls", Months(12), 2)),
        ("has", {"on": "falls", "since": date(2024, 1, 1)}, HasCode("falls", date(2024, 1, 1))),
        ("has", {"on": "falls", "since": None, "times": None}, HasCode("falls")),
        ("registered", {"at": ()}, Registered()),
        ("on medicine", {"on": "insulin", "since": 6}, OnMedication("insulin", Months(6))),
        (
            "latest",
            {"on": "hba1c", "comparison": "at most", "limit": 0.0, "if_never": False},
            LatestValue("hba1c", Comparison.AT_MOST, 0.0),
        ),
    ],
)
def test_a_form_s_cleaned_values_make_the_condition(name, given_values, made):
    assert build(OPERATORS[name], given_values) == made


def test_each_answer_that_is_needed_and_missing_is_asked_for():
    with pytest.raises(NotARule) as refusal:
        build(OPERATORS["latest"], {"on": "", "comparison": "over"})

    assert [str(each) for each in refusal.value.reasons] == [
        "Answer this: Which code list?",
        "Answer this: With what value?",
    ]


def test_what_cannot_be_is_refused_by_the_rule_itself():
    with pytest.raises(NotARule, match="lower or an upper"):
        build(OPERATORS["aged"], {})


def test_a_field_has_a_kind_that_can_be_written_and_words_that_are_plain():
    fields = [field for operator in OPERATORS.values() for field in operator.fields]

    assert {field.kind for field in fields} <= set(SLOTS)
    assert OPERATORS["latest"].field("comparison").choices == tuple(Comparison)
    words = [*(field.words for field in fields), *(each.words for each in OPERATORS.values())]
    assert grade("\n".join(words)) <= HARDEST_GRADE


def test_what_no_operator_makes_is_refused():
    with pytest.raises(TypeError, match="No operator makes"):
        said(Aged(at_least=65) & Registered())
