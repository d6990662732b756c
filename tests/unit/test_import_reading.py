"""Single values, strict JSON and the walk through a bundle."""

import io
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.jobs.imports import bundle, opening
from hearth.jobs.imports.json_text import read_object
from hearth.jobs.imports.opening import Unreadable
from hearth.jobs.imports.tables.schema import TABLES
from hearth.jobs.imports.values import Row, is_part_of_a_date, shown

LATEST = date(2026, 11, 3)


def reasons(row: Row) -> list[str]:
    return [bad.words for bad in row.bad]


@pytest.mark.parametrize(
    "written", ["2026-05-04", "2026-05-04T23:59:59+14:00", "2026-05-04T00:00:00.123456Z"]
)
def test_a_day_is_read_as_its_source_wrote_it(written):
    row = Row(LATEST)
    assert row.day("born", written) == date(2026, 5, 4)
    assert row.bad == []


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2026-02-30", "There is no such day."),
        ("4/5/2026", "This is not a date."),
        ("2026-11-04", "This day is still to come."),
        ("1799-01-01", "This is before 1880."),
        ("2026-05", "This is not a whole date."),
        ("", "This date is missing."),
        (20260504, "This is not a date."),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_its_reason(written, words):
    row = Row(LATEST)
    row.day("born", written, needed=True)
    assert reasons(row) == [words]


def test_a_year_alone_is_no_day_and_none_is_made_up():
    row = Row(LATEST)
    assert row.day("onset", "2011") is None
    assert row.bad == []
    assert is_part_of_a_date("2011-06")
    assert not is_part_of_a_date("2011-06-01")


@pytest.mark.parametrize("written", ["fifty", "1e5", "NaN", True, [], "1,5", Decimal("1E+12"), "٥"])
def test_what_is_not_a_number_that_we_can_hold_is_refused(written):
    row = Row(LATEST)
    row.number("value", written)
    assert len(row.bad) == 1


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=6))
def test_a_number_is_kept_exactly(number):
    row = Row(LATEST)
    assert row.number("value", number) == number
    assert row.bad == []


@pytest.mark.parametrize("hidden", ["\x00", "\u202e", "\u2066", "\ud800", "\x1b"])
def test_text_with_a_hidden_character_is_refused(hidden):
    row = Row(LATEST)
    assert row.text("name", f"Ada{hidden}") == ""
    assert reasons(row) == ["A hidden or broken character is in this."]


@pytest.mark.parametrize("name", ["عائشة", "Nguyễn Thị", "O\u2019Brien", "می\u200cخواهم"])
def test_names_of_the_world_are_kept_as_they_are(name):
    row = Row(LATEST)
    assert row.text("name", name) == name
    assert row.bad == []


def test_long_clinical_text_is_cut_where_one_can_see_it():
    row = Row(LATEST)
    assert row.long_text("note", "word " * 200, most=100).endswith("…")
    assert len(row.remarks) == 1


@given(st.text())
def test_a_shown_value_upsets_no_terminal(text):
    assert shown(text).isascii()
    assert shown(text).isprintable()


# JSON


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b'{"a": 1, "a": 2}', "One key is here twice."),
        (b'{"a": NaN}', "This is not well-formed JSON."),
        (b'{"a": 1', "This is not well-formed JSON."),
        (b"[]", "This is not a FHIR resource."),
        (b'{"a": "\xff"}', "Byte 8 is not UTF-8."),
        (b'{"a":' * 50_000, "This is nested too deeply."),
    ],
)
def test_json_that_could_mislead_is_refused(text, words):
    with pytest.raises(Unreadable) as refused:
        read_object(text)
    assert refused.value.words == words


def test_numbers_are_read_as_they_are_written():
    assert read_object(b'{"a": 53.20, "b": %s}' % (b"9" * 5000))["a"] == Decimal("53.20")


# Bundles


def scan(text: bytes) -> tuple[list[bytes], bytes]:
    scanner = bundle.EntryScanner(io.BufferedReader(io.BytesIO(text)))
    return list(scanner.entries()), bytes(scanner.envelope)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("entry"), inner),
    max_leaves=12,
)


@pytest.mark.parametrize("piece", [7, 64, 2**20])
def test_a_bundle_is_cut_into_the_same_entries_at_any_piece_size(piece, monkeypatch):
    monkeypatch.setattr(bundle, "MEBIBYTE", piece)
    entries = [
        {"resource": {"text": 'a "quoted" {[,]} \\" \\\\'}},
        {"entry": [[1, 2], {}]},
        5,
        "x,y",
    ]
    for indent in (None, 2):
        found, envelope = scan(
            json.dumps({"b": "entry", "entry": entries, "c": [1]}, indent=indent).encode()
        )
        assert [json.loads(each) for each in found] == entries
        assert json.loads(envelope) == {"b": "entry", "entry": [], "c": [1]}


@given(st.dictionaries(st.text() | st.just("entry"), JSON), st.lists(JSON))
def test_any_document_is_cut_without_loss(rest, entries):
    document = {**rest, "entry": entries}
    found, envelope = scan(json.dumps(document).encode())
    assert [json.loads(each) for each in found] == entries
    assert json.loads(envelope) == {**document, "entry": []}


@pytest.mark.parametrize("text", [b'{"entry": [{}', b'{"entry": [{}]', b'{"entry": ["', b'{"a'])
def test_a_document_that_is_cut_short_is_refused(text):
    with pytest.raises(Unreadable, match="cut short"):
        scan(text)


def test_an_empty_place_between_entries_is_not_passed_over():
    assert scan(b'{"entry": [{},,{}]}')[0] == [b"{}", b"", b"{}"]


# Files


@pytest.mark.parametrize(
    ("name", "content", "shape"),
    [
        ("a.json", b'{"resourceType": "Bundle",\n "entry": [\n {"a": {}},\n {"b": {}}]}', "JSON"),
        ("a.txt", b'{"resourceType": "Patient"}\n{"resourceType": "Patient"}\n', "NDJSON"),
        ("a.ndjson", b'{"resourceType": "Patient"}', "NDJSON"),
        ("a.json", b'{"resourceType": "Patient"}', "JSON"),
        ("a.dat", b"\xef\xbb\xbfperson,born\n", "CSV"),
    ],
)
def test_a_file_is_known_by_what_is_in_it(name, content, shape, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    assert opening.shape_of(opening.Source(path, name)).name == shape


def test_files_of_a_folder_come_in_number_order(tmp_path):
    for name in ("p-10-labs.json", "p-2-problems.json", "p-1-person.json", "LICENSE"):
        (tmp_path / name).write_text("{}")
    found, passed = opening.sources([tmp_path])
    assert [each.path.name for each in found] == [
        "p-1-person.json",
        "p-2-problems.json",
        "p-10-labs.json",
    ]
    assert passed == [f"{tmp_path.name}/LICENSE"]


# Documentation


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_the_reference_names_every_column_that_we_read(table):
    page = (Path(__file__).parents[2] / "docs" / "reference" / "imports.md").read_text("utf-8")
    part = page.partition(f"### {table.name}\n")[2].partition("\n#")[0]
    named = set(re.findall(r"\w+", part))
    assert part
    assert table.columns <= named
