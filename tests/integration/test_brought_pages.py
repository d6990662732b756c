"""Bringing an agenda or a work plan: reading, tagging, what comes out, and taking lines over."""

import io
from datetime import timedelta

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.house.assessing import Rating
from hearth.core.house.meetings import Appointment
from hearth.records.audit.models import AuditRow
from hearth.records.brought.models import BroughtDocument, BroughtLine, LineTag
from hearth.records.community.models import Organisation
from hearth.records.meetings.changes.planning import plan_meeting
from hearth.records.meetings.models import Item
from hearth.records.workplan.queries import work_of
from hearth.web.sign_in.sessions import BACKEND
from tests.house import a_house, an_assessment, answer_all
from tests.world import NOW, a_post, an_account

pytestmark = pytest.mark.django_db

AGENDA = """AGENDA
1. Welcome and apologies (5 mins)
2. Recall letters and non-responders (30 min)
3. Appointment length, 20 min
   Action: Grace by 3 May 2027
4. Dashboard: still no baseline (10)
5. Chair's report
"""


@pytest.fixture
def house():
    return a_house()


def as_(account):
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def bring(client, follow=True, **fields):
    given = {"kind": "agenda", "text": "" if "file" in fields else AGENDA} | fields
    return client.post(reverse("house-brought-new"), given, follow=follow)


def brought() -> BroughtDocument:
    return BroughtDocument.objects.latest("pk")


def line(words: str) -> BroughtLine:
    return BroughtLine.objects.get(text__startswith=words)


def tags_of(row: BroughtLine) -> set[str]:
    return set(row.tags.filter(ended_at__isnull=True).values_list("code", flat=True))


def address(name: str, *more) -> str:
    return reverse(f"house-brought-{name}", args=[brought().pk, *more])


def tick(client, **codes: list[str]):
    """Tick codes for lines by the beginning of their words (with _ for a space)."""
    shown = {f"shown-{row.pk}": "one-recall roles-and-rooms a-few-good-figures"
             for row in brought().lines.all()}  # fmt: skip
    ticks = {f"line-{line(words.replace('_', ' ')).pk}": held for words, held in codes.items()}
    return client.post(address("lines"), shown | ticks, follow=True)


def test_pasted_words_become_lines_with_minutes_names_and_days(house):
    answer = bring(as_(house.lead))

    assert answer.redirect_chain[-1][0].endswith("/lines/")
    rows = {row.text: row for row in brought().lines.all()}
    assert list(rows) == [
        "AGENDA", "Welcome and apologies", "Recall letters and non-responders",
        "Appointment length", "Dashboard: still no baseline", "Chair's report",
    ]  # fmt: skip
    assert rows["Recall letters and non-responders"].minutes == 30
    assert (rows["Appointment length"].who, rows["Appointment length"].day.year) == ("Grace", 2027)


def test_a_suggestion_says_why_and_is_never_applied_by_itself(house):
    page = bring(as_(house.lead)).content.decode()

    assert "because of “Recall letters” and “non-responders”" in page
    assert " checked" not in page
    assert not LineTag.objects.exists()
    all_ticked = as_(house.lead).get(address("lines"), {"tick": "all"}).content.decode()
    assert " checked" in all_ticked
    assert not LineTag.objects.exists()


def test_what_was_ticked_is_kept_with_who_and_when_and_can_be_taken_off(house):
    client = as_(house.lead)
    bring(client)
    tick(client, Recall_letters=["one-recall"], AGENDA=["leave-out"])

    assert tags_of(line("Recall")) == {"one-recall"}
    assert LineTag.objects.get().by == house.lead
    assert line("AGENDA").left_out
    tick(client, Recall_letters=[])
    assert tags_of(line("Recall")) == set()
    assert LineTag.objects.get().ended_by == house.lead


def test_a_tag_that_somebody_else_chose_meanwhile_stays(house):
    client = as_(house.lead)
    bring(client)
    row = line("Recall")
    LineTag.objects.create(line=row, code="fair-for-all", by=house.nurse, at=NOW)
    tick(client, Recall_letters=["one-recall"])

    assert tags_of(row) == {"fair-for-all", "one-recall"}


def test_a_code_that_the_framework_does_not_know_is_not_kept(house):
    client = as_(house.lead)
    bring(client)
    row = line("Recall")
    client.post(address("lines"), {f"shown-{row.pk}": "made-up", f"line-{row.pk}": ["made-up"]})

    assert not LineTag.objects.exists()


def test_the_result_says_what_it_is_about_and_what_it_leaves_out(house):
    client = as_(house.lead)
    bring(client)
    tick(
        client, Recall_letters=["one-recall"], Appointment=["roles-and-rooms"],
        Dashboard=["a-few-good-figures"],
    )  # fmt: skip
    page = client.get(address("result")).content.decode()

    assert "50 of 60 minutes go to the roof." in page
    assert "Nothing is about the left wall, the right wall or the hearth." in page
    assert "left out here too: the left wall and links with the community." in page
    assert "3 of 6 lines are not tagged, and not counted." in page
    assert "What your next agenda could hold" in page


def test_the_weakest_of_the_house_are_named_where_it_has_been_rated(house):
    answer_all(house, an_assessment(house), letter_before=Rating.NEEDS_WORK)
    client = as_(house.lead)
    bring(client)
    tick(client, Recall_letters=["one-recall"])

    page = client.get(address("result")).content.decode()
    assert "Weakest in your house, and not here: “Results and prompts beforehand”." in page


def test_one_line_can_be_put_right_and_tied_to_any_element(house):
    client = as_(house.lead)
    bring(client)
    row = line("Chair")
    given = {"text": "Men’s shed", "minutes": "15", "foundation": ["groups-can-last"]}
    answer = client.post(address("line", row.pk), given)

    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.text, row.minutes, tags_of(row)) == ("Men’s shed", 15, {"groups-can-last"})
    again = client.post(address("line", row.pk), {"text": "", "minutes": "900"})
    assert again.status_code == 422
    assert (
        "Say what this line is about." in again.content.decode() or "600" in again.content.decode()
    )


def a_word_file() -> SimpleUploadedFile:
    document, held = docx.Document(), io.BytesIO()
    document.add_paragraph("Recall letters, 20 min", style="List Number")
    table = document.add_table(2, 3)
    for row, words in enumerate([("Action", "Who", "By when"), ("Call the library", "Rhys", "")]):
        for cell, text in enumerate(words):
            table.cell(row, cell).text = text
    document.save(held)
    return SimpleUploadedFile("Steering_group.docx", held.getvalue())


def an_excel_file() -> SimpleUploadedFile:
    book, held = openpyxl.Workbook(), io.BytesIO()
    for row in (
        ["Plan 2027"],
        ["No", "Task", "Owner", "Due"],
        [1, "Book rooms", "Dee", "3 May 2027"],
    ):
        book.active.append(row)
    book.save(held)
    return SimpleUploadedFile("plan.xlsx", held.getvalue())


def test_a_word_file_is_read_with_its_lists_and_tables(house):
    bring(as_(house.lead), file=a_word_file())

    assert brought().title == "Steering group"
    assert [(r.text, r.minutes, r.who) for r in brought().lines.all()] == [
        ("Recall letters", 20, ""), ("Call the library", None, "Rhys"),
    ]  # fmt: skip


def test_the_columns_of_a_table_are_a_guess_that_somebody_checks(house):
    client = as_(house.lead)
    page = bring(client, kind="work plan", file=an_excel_file()).content.decode()

    assert "Which column is what?" in page
    assert not BroughtLine.objects.exists()
    client.post(address("columns"), {"first": "2", "text": "1", "who": "2", "day": "3"})
    row = BroughtLine.objects.get()
    assert (row.text, row.who, row.day.isoformat()) == ("Book rooms", "Dee", "2027-05-03")
    assert brought().table is None


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0 and more", "save it as .docx or .xlsx"),
        ("minutes.pdf", b"%PDF-1.7", "This is a PDF."),
        ("empty.txt", b"", "This file is empty."),
        ("broken.docx", b"PK\x03\x04 not a zip", "This file is broken."),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do_and_nothing_is_kept(
    house, name, content, words
):
    answer = bring(as_(house.lead), file=SimpleUploadedFile(name, content))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not BroughtDocument.objects.exists()


def test_without_a_file_or_words_nothing_is_kept_and_it_says_so(house):
    answer = bring(as_(house.lead), text=" ")

    assert answer.status_code == 422
    assert "Choose a file, or paste the words." in answer.content.decode()


def test_lines_go_to_the_work_plan_with_their_tags_in_one_step(house):
    client = as_(house.lead)
    bring(client)
    tick(client, Appointment=["roles-and-rooms"])
    row = line("Appointment")
    client.post(address("take"), {"to": "work", "line": [row.pk]})

    [work] = work_of(house.community)
    assert (work.title, work.owner, work.elements) == (
        "Appointment length", "Grace", ("roles-and-rooms",)
    )  # fmt: skip
    again = client.post(address("take"), {"to": "work", "line": [row.pk]})
    assert again.status_code == 422
    assert len(work_of(house.community)) == 1


def test_lines_go_to_the_agenda_of_a_meeting_that_is_to_come(house):
    starts = timezone.now() + timedelta(days=9)
    meeting = plan_meeting(
        community=house.community, appointment=Appointment("January", starts, 90), items=(),
        by=house.lead, at=NOW,
    )  # fmt: skip
    client = as_(house.lead)
    bring(client)
    lines = [line("Recall").pk, line("Dashboard").pk]
    client.post(address("take"), {"to": str(meeting.pk), "line": lines})

    assert [(each.title, each.minutes) for each in Item.objects.all()] == [
        ("Recall letters and non-responders", 30), ("Dashboard: still no baseline", 10),
    ]  # fmt: skip
    assert client.post(address("take"), {"to": "999", "line": lines}).status_code == 422


def test_it_can_be_deleted_whole_and_that_is_noted_without_its_words(house):
    client = as_(house.lead)
    bring(client, title="Zwitscher")
    client.post(address("delete"))

    assert not BroughtLine.objects.exists()
    rows = [str(row) for row in AuditRow.objects.values()]
    assert any("deleted what was brought" in row for row in rows)
    assert not any("Zwitscher" in row or "Recall" in row for row in rows)


def test_the_figures_as_a_table_hold_no_words_of_any_line(house):
    client = as_(house.lead)
    bring(client)
    tick(client, Recall_letters=["one-recall"])
    text = client.get(address("csv")).content.decode()

    assert "Roof,1,30" in text
    assert "Recall" not in text
    assert "Grace" not in text


def test_only_who_runs_the_meetings_gets_at_what_was_brought(house):
    bring(as_(house.lead))
    boss = an_account("Eleanor Frost")
    a_post(boss, Organisation.objects.get(), Role.COMMISSIONER, "Commissioner")

    assert as_(boss).get(address("result")).status_code == 403
    assert as_(house.arthur).get(address("result")).status_code == 200
    other = a_house("Elsewhere")
    assert as_(other.lead).get(address("result")).status_code == 404


def test_a_long_document_asks_the_database_no_more_often(house, django_assert_max_num_queries):
    client = as_(house.lead)
    bring(client, text="\n".join(f"Recall letter {number}" for number in range(1500)))

    for name in ("lines", "result", "take"):
        with django_assert_max_num_queries(25):
            assert len(client.get(address(name)).content) < 90_000


def test_the_year_names_the_three_that_are_most_often_left_out(house):
    client = as_(house.lead)
    empty = client.get(reverse("house-year")).content.decode()
    assert "Nothing has been kept for this year yet." in empty
    today = timezone.localdate()
    bring(client, **{"day-day": today.day, "day-month": today.month, "day-year": today.year})
    tick(client, Recall_letters=["one-recall"])

    page = client.get(reverse("house-year")).content.decode()
    assert "30 of 30 minutes went to the roof." in page
    for words in ("The left wall", "Links with the community", "Metrics"):
        assert f"{words}: not touched yet." in page
