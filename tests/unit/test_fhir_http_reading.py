"""What other systems send is read as it was written, or refused with the name of what is wrong."""

import json
from copy import deepcopy
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.fhir.outcome import Wrong
from hearth.fhir.parsing import MOST_BYTES, bytes_of, parsed, text_of
from hearth.fhir.validating import problems, validate

GOAL = {
    "resourceType": "Goal",
    "lifecycleStatus": "active",
    "description": {"text": "Walk to the allotment"},
    "subject": {"reference": "Patient/1"},
}


def wrong(body: dict[str, object] | str) -> list[tuple[str, str]]:
    """Where each problem is, and its code."""
    text = body if isinstance(body, str) else json.dumps(body)
    held = parsed(text.encode())
    return [(issue.where, issue.code) for issue in problems(text, held)]


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-9999, max_value=9999)
)
def test_a_decimal_comes_back_as_it_was_written(number):
    written = f"{number:f}"
    sent = f'{{"resourceType":"Observation","valueQuantity":{{"value":{written}}}}}'

    assert text_of(parsed(sent.encode())) == sent


@pytest.mark.parametrize("written", ["1.50", "0.10", "100.0", "-0.0", "12345678901234567.8901"])
def test_trailing_noughts_and_long_decimals_stay(written):
    sent = f'{{"resourceType":"Goal","n":{written}}}'

    assert text_of(parsed(sent.encode())) == sent
    assert text_of(deepcopy(parsed(sent.encode()))) == sent


@pytest.mark.parametrize(
    ("sent", "where"),
    [
        (b"", ""),
        (b"nothing", ""),
        (b'{"resourceType":"Goal"', ""),
        (b'{"resourceType":"Goal","n":NaN}', ""),
        (b'{"resourceType":"Goal","n":' + b"9" * 5000 + b"}", "Goal.n"),
        (b"\xff\xfe", ""),
        (b"[" * 100_000, ""),
        (b"[]", "resourceType"),
        (b'"Goal"', "resourceType"),
        (b'{"resourceType":7}', "resourceType"),
        (b'{"resourceType":"Goal","n":1e99999}', "Goal.n"),
        (b'{"resourceType":"Goal","n":' + b"9" * 50 + b"}", "Goal.n"),
        (b'{"resourceType":"Goal","note":[{"text":"a\\u0000b"}]}', "Goal.note[0].text"),
        (b'{"resourceType":"Goal","note":[{"text":"a\\ud800"}]}', "Goal.note[0].text"),
    ],
)
def test_what_no_system_could_carry_is_refused_with_its_place(sent, where):
    with pytest.raises(Wrong) as refused:
        parsed(sent)

    assert refused.value.status == 400
    assert [issue.where for issue in refused.value.issues] == [where]


def test_more_than_five_megabytes_are_refused():
    with pytest.raises(Wrong) as refused:
        parsed(b" " * (MOST_BYTES + 1))

    assert refused.value.status == 413


def test_a_good_goal_has_no_problems():
    assert wrong(GOAL) == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"lifecycleStatus": "running"}, "Goal.lifecycleStatus"),
        ({"subject": {"reference": "Goal/1"}}, "Goal.subject.reference"),
        ({"subject": [{}]}, "Goal.subject"),
        ({"description": None}, "Goal.description"),
        ({"id": "not good"}, "Goal.id"),
        ({"mood": "good"}, "Goal.mood"),
        ({"target": [{"dueDate": "2026-13-01"}]}, "Goal.target[0].dueDate"),
        ({"text": {"status": "made", "div": "<div>x</div>"}}, "Goal.text.status"),
        ({"note": [{"text": ""}]}, "Goal.note[0].text"),
        (
            {"target": [{"detailQuantity": {"value": 1, "comparator": "~"}}]},
            "Goal.target[0].detailQuantity.comparator",
        ),
    ],
)
def test_each_problem_names_its_element(change, where):
    assert where in [place for place, _ in wrong(GOAL | change)]


def test_a_key_that_stands_twice_is_named():
    twice = json.dumps(GOAL)[:-1] + ',"lifecycleStatus":"active"}'

    assert ("Goal.lifecycleStatus", "structure") in wrong(twice)


def test_lists_in_lists_without_end_are_refused():
    deep = '{"resourceType":"Goal","extension":' + "[{" * 900 + "}]" * 900 + "}"
    deep = deep.replace("[{[{", '[{"url":"x","extension":[{').replace("{[", '{"extension":[')

    assert problems(deep, {"resourceType": "Goal"})[0].code == "structure"


def test_each_entry_of_a_bundle_is_named():
    bundle = {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [{"resource": GOAL}, {"resource": GOAL | {"lifecycleStatus": "running"}}],
    }

    assert ("Bundle.entry[1].resource.lifecycleStatus", "code-invalid") in wrong(bundle)


DATED = GOAL | {
    "startDate": "2026-11-02T10:00:00Z",
    "target": [{"dueDate": "2027-01-01T00:00:00.000+00:00"}],
}


def test_a_time_where_fhir_has_a_date_is_refused_with_what_to_send():
    text = json.dumps(DATED)
    with pytest.raises(Wrong) as refused:
        validate(text, parsed(text.encode()))

    assert [(i.where, "Send “20" in i.words) for i in refused.value.issues] == [
        ("Goal.startDate", True),
        ("Goal.target[0].dueDate", True),
    ]


def test_a_lenient_site_keeps_the_date_and_warns():
    text = json.dumps(DATED)
    body = parsed(text.encode())
    warnings = validate(text, body, lenient=True)

    assert [(each.where, each.severity) for each in warnings] == [
        ("Goal.startDate", "warning"),
        ("Goal.target[0].dueDate", "warning"),
    ]
    assert (body["startDate"], body["target"][0]["dueDate"]) == ("2026-11-02", "2027-01-01")


def test_leniency_lets_nothing_else_pass():
    text = json.dumps(DATED | {"lifecycleStatus": "running"})
    with pytest.raises(Wrong) as refused:
        validate(text, parsed(text.encode()), lenient=True)

    assert [each.where for each in refused.value.issues] == ["Goal.lifecycleStatus"]


def test_what_we_write_is_json_whatever_numbers_it_holds():
    held = {"resourceType": "Goal", "a": Decimal("1E+3"), "b": 0.25, "c": 7, "d": "“é”"}

    assert json.loads(bytes_of(held)) == held | {"a": 1000.0}
