"""Files that a team brings: what is read, and what is refused with what to do. Nothing breaks."""

import io
import os
import random
import zipfile
from datetime import date, datetime, time, timedelta

import docx
import openpyxl
import pytest

from hearth.core.house.bringing import MOST_LINES
from hearth.jobs.brought import CannotRead, Table, read_file, read_text
from hearth.jobs.brought.opening import LARGEST_FILE

NEAR = date(2026, 11, 22)
WORD_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def read(name: str, content: bytes):
    return read_file(name, content, near=NEAR)


def words(name: str, content: bytes) -> list[str]:
    return [each.text for each in read(name, content)]


def packed(**parts: str | bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


def a_word_file(body: str) -> bytes:
    return packed(
        word__document_xml=f"<w:document {WORD_NAMES}><w:body>{body}</w:body></w:document>"
    )


def a_paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def a_saved(document) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def a_sheet(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return a_saved(book)


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(CannotRead) as refused:
        read(name, content)
    return str(refused.value)


def test_word_is_read_as_it_reads_without_what_was_crossed_out():
    body = (
        a_paragraph("Recall (5)")
        + "<w:sdt><w:sdtContent>" + a_paragraph("Rooms") + "</w:sdtContent></w:sdt>"
        + "<w:p><w:ins><w:r><w:t>New</w:t></w:r></w:ins>"
        + "<w:del><w:r><w:t>Old</w:t></w:r></w:del></w:p>"
        + "<w:p><w:r><w:t>One</w:t><w:br/><w:t>Two</w:t><w:tab/><w:t>x</w:t></w:r></w:p>"
        + "<mc:Fallback>" + a_paragraph("Again") + "</mc:Fallback>"
    )  # fmt: skip

    assert words("a.docx", a_word_file(body)) == ["Recall", "Rooms", "New", "One", "Two x"]


def test_a_table_in_word_is_read_by_its_headings_in_its_place():
    document = docx.Document()
    document.add_paragraph("Before")
    table = document.add_table(2, 3)
    for row, cells in enumerate([("Who", "Action", "Mins"), ("Rhys", "Call", "15")]):
        for cell, text in enumerate(cells):
            table.cell(row, cell).text = text
    document.add_paragraph("After")
    lines = read("a.docx", a_saved(document))

    assert [(each.text, each.who, each.minutes) for each in lines] == [
        ("Before", "", None), ("Call", "Rhys", 15), ("After", "", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfItem;Mins\r\nCaf\xc3\xa9 \xe2\x80\x93 rooms;15\r\n",
        "Item\tMins\nCafé – rooms\t15\n".encode("utf-16"),
        "Item,Mins\nCafé – rooms,15\n".encode("cp1252"),
        'Item|Mins\n"Café – rooms"|15'.encode(),
    ],
)
def test_csv_is_read_whatever_stands_between_and_however_it_is_written(content):
    assert read("a.csv", content) == Table((("Item", "Mins"), ("Café – rooms", "15")))


def test_excel_is_read_as_somebody_would_write_it():
    content = a_sheet(
        ["Item", 15.0, datetime(2026, 5, 3), date(2026, 5, 4), time(10, 30), timedelta(minutes=20)],
        [None, None],
        ["=1+1", True, 1.5],
    )

    assert read("a.xlsx", content).rows[0] == (
        "Item", "15", "2026-05-03", "2026-05-04", "10:30", "20 minutes",
    )  # fmt: skip


def test_pasted_text_needs_words():
    with pytest.raises(CannotRead):
        read_text(" \n\n- \n", near=NEAR)
    with pytest.raises(CannotRead):
        read_text("Recall\n" * (MOST_LINES + 1), near=NEAR)


XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", packed(word__document_xml=XXE + "<a>&e;</a>"), "Paste its words"),
        ("a.docx", packed(word__document_xml=(LAUGHS + "<a>&b;</a>").encode("utf-16")), "Paste"),
        ("a.xlsx", packed(xl__workbook_xml=XXE + "<a>&e;</a>"), "Paste its words"),
        ("a.docx", packed(word__document_xml="<w:p>"), "This file is broken"),
        ("a.docx", packed(word__document_xml="<a/>", **{"word/vbaProject.bin": b"x"}), "macros"),
        ("a.docx", packed(word__document_xml=b"a" * 9_000_000), "far more in this file"),
        ("a.xlsx", packed(xl__workbook_xml="", xl__worksheets__s_xml=b"a" * 32_000_000), "more"),
        ("a.xlsx", packed(xl__workbook_xml="<a/>"), "This file is broken"),
        ("a.zip", packed(a="b"), "not a Word or Excel file"),
        ("a.zip", packed(**{f"n{n}": "" for n in range(2001)}), "we do not open it"),
        ("a.docx", b"PK\x03\x04", "This file is broken"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Word or Excel file"),
        ("a.pdf", b"%PDF-1.7", "This is a PDF"),
        ("a.rtf", b"{\\rtf1", "an RTF file"),
        ("a.png", b"\x89PNG", "a picture"),
        ("a.txt", b"a\x00b", "This is not text"),
        ("a.txt", b"\xff\xfea", "This file is broken"),
        ("a.csv", b'Item,"Mins\n' + b"x" * 200_000, "quotes"),
        ("a.csv", b"\n\n;;\n", "no words"),
        ("a.csv", b"Recall\n" * 2001, "more than 2,000 rows"),
        ("a.txt", b" \n ", "This file is empty"),
        ("a.txt", b"a" * (LARGEST_FILE + 1), "larger than 10 MB"),
        ("a.txt", b"a\n" * 2001, "more than 2,000 lines"),
        ("a.docx", a_word_file(""), "no words"),
        ("a.docx", a_word_file("<a/>" * 300_001), "far more in this file"),
        ("a.xlsx", a_sheet(*[["Recall"]] * 2001), "more than 2,000 rows"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_refused_with_what_to_do(name, content, said):
    assert said in refusal(name, content)


def test_a_table_in_word_of_many_rows_is_refused_as_other_long_ones_are():
    row = "<w:tr><w:tc>" + a_paragraph("Recall") + "</w:tc></w:tr>"

    assert "more than 2,000 lines" in refusal(
        "a.docx", a_word_file(f"<w:tbl>{row * (MOST_LINES + 9)}</w:tbl>{a_paragraph('x') * 9}")
    )


def test_what_is_packed_as_deep_as_can_be_does_no_harm():
    deep = "<w:sdt>" * 5000 + a_paragraph("Deep") + "</w:sdt>" * 5000

    assert words("a.docx", a_word_file(deep + a_paragraph("Recall"))) == ["Recall"]


HOW_MANY = 10_000 if os.environ.get("HEARTH_TEST_LONG") else 300
GOOD = {
    "a.docx": a_word_file("".join(a_paragraph(f"Recall {n} (5 min)") for n in range(5))),
    "b.docx": a_saved(docx.Document()),
    "a.xlsx": a_sheet(["Item", "Mins"], ["Recall", 5]),
    "a.csv": "Item;Mins;Who\nRecall;5;Jane\n".encode("utf-16"),
    "a.txt": b"1. Recall (5 min)\n10:00-10:20 Rooms\nAction: Jane by 3 May",
}


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Change, cut, double or repack some bytes."""
    held = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(held) or 1)
        match chance.randrange(4):
            case 0:
                held[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del held[place : place + chance.randint(1, 40)]
            case 2:
                held[place:place] = held[place : place + chance.randint(1, 40)]
            case _:
                held[place:place] = chance.choice([b"\x00", b"\xff\xfe", b"<", b"&", b'"', b"PK"])
    return bytes(held)


def spoilt_inside(content: bytes, chance: random.Random) -> bytes:
    """Spoil one part of a Word or Excel file, and pack it well again."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        names = old.namelist()
        victim = chance.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, spoilt(part, chance) if name == victim else part)
    return held.getvalue()


def test_spoilt_files_are_read_or_refused_and_never_anything_else():
    chance = random.Random(5)
    refused = 0
    for number in range(HOW_MANY):
        name = chance.choice(list(GOOD))
        is_packed = GOOD[name].startswith(b"PK")
        spoil = spoilt_inside if is_packed and number % 2 else spoilt
        content = spoil(GOOD[name], chance)
        try:
            read(name, content)
        except CannotRead:
            refused += 1

    assert refused > HOW_MANY / 10
