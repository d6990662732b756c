"""Code lists, read from the forms in which they are found."""

import pytest

from hearth.core.cohorts.codelists import (
    CodeList,
    NotACodeList,
    by_name,
    read_codes,
    system_called,
)


def test_a_list_is_read_by_the_name_of_its_column_of_codes() -> None:
    assert read_codes(["code,term", "73211009,Diabetes"]) == {"73211009": "Diabetes"}
    assert read_codes(["CTV3ID,CTV3PreferredTermDesc,CTV3Source,,", "X40J4,Type 1,,,"]) == {
        "X40J4": "Type 1"
    }
    assert read_codes(["what,mine", "Asthma,195967001"], column="mine") == {"195967001": ""}


def test_empty_rows_and_repeated_codes_do_no_harm() -> None:
    lines = ["code,term", "1,One", ",", "", "1,Again", "2"]

    assert read_codes(lines) == {"1": "One", "2": ""}


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "Row 1 names no column “code”."),
        (["a,b", "1,2"], "Row 1 names no column “code”."),
        (["code,term", ",Diabetes"], "Row 2, column code: the code is missing."),
        (
            ["code", "9.99791E+14"],
            "Row 2, column code: a spreadsheet has shortened this code.",
        ),
        (["code", "1", "a\u202eb"], "Row 3, column code: this is not a code."),
        (["code", "x" * 101], "Row 2, column code: this is not a code."),
        (["code", "1", '"x'], "Row 3 is not CSV."),
    ],
)
def test_what_is_no_code_is_refused_with_its_row(lines: list[str], words: str) -> None:
    with pytest.raises(NotACodeList) as refusal:
        read_codes(lines)

    assert str(refusal.value) == words


def test_lists_of_one_name_come_together_from_several_systems() -> None:
    snomed = CodeList("diabetes", "Diabetes", system_called("SNOMED"), frozenset({"73211009"}))
    other = CodeList("diabetes", "Diabetes", system_called("icd-10"), frozenset({"E11"}))

    assert by_name([snomed, other]) == {
        "diabetes": frozenset(
            {("http://snomed.info/sct", "73211009"), ("http://hl7.org/fhir/sid/icd-10", "E11")}
        )
    }
    assert system_called("urn:our:own") == "urn:our:own"


@pytest.mark.parametrize(("name", "codes"), [("Diabetes!", {"1"}), ("diabetes", set())])
def test_a_list_needs_a_plain_name_and_some_codes(name: str, codes: set[str]) -> None:
    with pytest.raises(NotACodeList):
        CodeList(name, "Diabetes", "http://snomed.info/sct", frozenset(codes))
