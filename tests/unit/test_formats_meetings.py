"""Agendas, minutes and invitations as files: readable by people, screen readers and calendars."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from docx import Document
from docx.oxml.ns import qn
from icalendar import Calendar

from hearth.core.house.framework import Element, Framework
from hearth.core.house.meetings import AgendaItem, Appointment
from hearth.core.house.minutes import ItemMinutes, Minutes, Task
from hearth.core.house.parts import Part
from hearth.core.house.standing import stand
from hearth.formats.agenda import Agenda, agenda_pdf, agenda_word
from hearth.formats.invitation import invitation
from hearth.formats.minutes import NOT_AGREED, minutes_pdf, minutes_word
from tests.unit.paper import faults_of, pictures_without_words, sizes_of, squeezed, text_of

STARTS = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
FRAMEWORK = Framework(
    "Ours", tuple(Element(p.value, p, f"About {p.value}", "Is it?", "Does it?") for p in Part)
)
MEETING = Appointment(
    "Steering group", STARTS, 90, "Room 2", "https://meet.example/x", "Priya Nair"
)
AGENDA = Agenda(
    community="Calderwick",
    appointment=MEETING,
    items=(
        AgendaItem("Welcome", 5),
        AgendaItem("Letters", 45, ("left_wall", "roof"), why="Nobody rated it.", note="Bring one."),
    ),
    framework=FRAMEWORK,
    covered=("45 of 90 minutes on the left wall.",),
    made=STARTS,
)
MINUTES = Minutes(
    community="Calderwick",
    title="Steering group",
    starts=STARTS,
    length=90,
    place="Room 2",
    chair="Priya Nair",
    present=("Betty Fairclough", "Priya Nair"),
    sorry=("Marcus Bell",),
    items=(
        ItemMinutes("Welcome", 5),
        ItemMinutes(
            "Letters", 45, ("Left wall: About left_wall",), "They come late.\n\nAll agree.",
            ("Send them two weeks before.",), (Task("Ask Jan", "Priya Nair", date(2026, 12, 1)),),
        ),
    ),
    covered=("45 of 90 minutes on the left wall.",),
)  # fmt: skip
AGREED = MINUTES.agreed(by="Priya Nair", on=date(2026, 11, 9)).corrected(
    "It was Room 3.", by="Priya Nair", on=date(2026, 11, 10)
)
HOUSE = stand(FRAMEWORK, [])


def test_minutes_are_kept_as_text_and_read_back_the_same():
    assert Minutes.from_json(AGREED.to_json()) == AGREED
    assert AGREED.items == MINUTES.items


@pytest.fixture(scope="module")
def printed() -> bytes:
    return minutes_pdf(AGREED, HOUSE)


def test_printed_minutes_say_all_that_was_said_decided_and_taken_on(printed):
    words = text_of(printed)

    for said in (
        "They come late.", "Send them two weeks before.", "Ask Jan", "1 December 2026",
        "Betty Fairclough", "Marcus Bell", "Agreed on 9 November 2026.", "It was Room 3.",
        "Nobody has rated the house yet.",
    ):  # fmt: skip
        assert squeezed(said) in words


def test_minutes_that_are_not_agreed_say_so_on_paper_and_in_word():
    assert squeezed(NOT_AGREED) in text_of(minutes_pdf(MINUTES, HOUSE))
    assert NOT_AGREED in words_of(minutes_word(MINUTES, HOUSE))


def test_printed_minutes_pass_the_checks_of_pdf_ua_and_their_picture_has_words(printed, tmp_path):
    assert faults_of(printed, tmp_path) == []
    assert pictures_without_words(printed) == 0
    assert min(sizes_of(printed)) >= 10


def test_a_printed_agenda_says_when_what_why_and_what_it_covers(tmp_path):
    printed = agenda_pdf(AGENDA)

    words = text_of(printed)
    for said in ("14:05", "Letters", "Nobody rated it.", "Bring one.", *AGENDA.covered):
        assert squeezed(said) in words
    assert squeezed("Left wall: About left_wall") in words
    assert faults_of(printed, tmp_path) == []


def words_of(file: bytes) -> str:
    paper = Document(BytesIO(file))
    cells = [c.text for t in paper.tables for row in t.rows for c in row.cells]
    return "\n".join([*(each.text for each in paper.paragraphs), *cells])


def headings_of(file: bytes) -> list[str]:
    paper = Document(BytesIO(file))
    return [each.text for each in paper.paragraphs if each.style.name.startswith("Heading")]


@pytest.mark.parametrize("file", [agenda_word(AGENDA), minutes_word(AGREED, HOUSE)])
def test_a_word_file_has_a_title_a_language_and_tables_with_a_head_row(file):
    paper = Document(BytesIO(file))

    assert paper.core_properties.title.startswith("Steering group: ")
    assert paper.core_properties.language == "en-GB"
    assert paper.paragraphs[0].style.name == "Heading 1"
    assert paper.tables
    for table in paper.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_word_minutes_have_a_heading_for_each_item_and_a_picture_with_words():
    file = minutes_word(AGREED, HOUSE)

    assert headings_of(file)[1:3] == ["1. Welcome", "2. Letters"]
    [picture] = Document(BytesIO(file)).inline_shapes
    assert "rated" in picture._inline.docPr.get("descr")
    assert "It was Room 3." in words_of(file)


def test_a_word_agenda_says_the_same_as_the_printed_one():
    words = words_of(agenda_word(AGENDA))

    for said in ("14:05", "Letters", "Nobody rated it.\nBring one.", "https://meet.example/x"):
        assert said in words


UID, HERE = UUID(int=7), "https://hearth.example/1"


def event(**changed):
    told = {"uid": UID, "sequence": 0, "changed_at": STARTS, "address": HERE, **changed}
    [found] = Calendar.from_ical(invitation(told.pop("meeting", MEETING), **told)).walk("VEVENT")
    return found


def test_a_calendar_reads_when_where_and_what_but_not_the_agenda():
    found = event()

    assert found.decoded("dtstart") == STARTS
    assert found.decoded("dtend") == STARTS + timedelta(minutes=90)
    assert found["summary"] == "Steering group"
    assert found["location"] == "Room 2, https://meet.example/x"
    assert found["status"] == "CONFIRMED"
    assert "description" not in found


def test_a_meeting_that_moves_is_the_same_one_in_a_calendar_and_one_that_is_off_goes():
    before, after = event(), event(sequence=1, meeting=replace(MEETING, length=30), is_off=True)

    assert before["uid"] == after["uid"] == str(UID)
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["status"] == "CANCELLED"


def test_words_with_signs_of_the_calendar_language_stay_words():
    found = event(
        meeting=replace(MEETING, title="One; two, three\nBEGIN:VALARM", place="", link="")
    )

    assert found["summary"] == "One; two, three\nBEGIN:VALARM"
    assert found.subcomponents == []
    assert "location" not in found


def test_a_line_break_that_was_pasted_from_word_breaks_no_word_file():
    pasted = "They come late.\x0bAll \x1bagree.\x00"
    minutes = replace(MINUTES, items=(ItemMinutes("Letters\x0b", 45, words=pasted),))
    items = (AgendaItem("Letters\x0c", 5, note=pasted),)
    held = Document(BytesIO(minutes_word(minutes, HOUSE)))
    assert "They come late.\nAll agree." in [each.text for each in held.paragraphs]
    assert Document(BytesIO(agenda_word(replace(AGENDA, items=items)))).tables
