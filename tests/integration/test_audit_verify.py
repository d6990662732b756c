"""Promises about `hearth audit`: rows are held against what was written down elsewhere."""

import json

import pytest
from click.testing import CliRunner
from django.core import mail

from hearth.jobs.anchors import add_anchor, read_anchors
from hearth.jobs.chores import run_due
from hearth.jobs.verifying import verify
from hearth.records.audit import queries
from hearth.records.audit.models import AuditRow
from hearth.site.commands.audit import command
from tests.resilience import trail

LATER = trail.NOON.replace(day=5)


@pytest.fixture
def file(db, tmp_path):
    trail.lay_a_trail()
    return tmp_path / "anchors.jsonl"


def hearth_audit(*words):
    return CliRunner().invoke(command, [*map(str, words)])


def test_rows_that_are_added_after_an_anchor_do_not_matter(file):
    add_anchor(file, queries.heads(), at=trail.NOON)
    trail.lay_a_trail()
    add_anchor(file, queries.heads(), at=LATER)

    anchors = read_anchors(file)
    assert list(verify(anchors)) == []
    assert len(anchors.roots) == 2


def test_the_command_anchors_and_verifies(file):
    anchored = json.loads(hearth_audit("anchor", "--anchors", file, "--json").output)
    verified = hearth_audit("verify", "--anchors", file, "--root", anchored["root"])

    assert anchored["rows"] == 120
    assert verified.output == "The trail is whole, and agrees with 1 anchors.\n"
    assert verified.exit_code == 0


def test_the_root_can_be_sent_by_email(file):
    hearth_audit("anchor", "--anchors", file, "--email", "auditor@example.org")

    message = mail.outbox[0]
    assert message.to == ["auditor@example.org"]
    assert json.loads(file.read_text())["root"] in message.body


def test_the_worker_anchors_each_day_into_the_file_and_to_the_address_of_the_settings(
    file, settings
):
    settings.ANCHOR_FILE, settings.ANCHOR_EMAIL = file, "auditor@example.org"

    done = [*run_due(at=trail.NOON), *run_due(at=trail.NOON)]

    assert done.count("anchor the audit trail") == 1
    assert read_anchors(file).roots.keys() == {json.loads(file.read_text())["root"]}
    assert [message.to for message in mail.outbox] == [["auditor@example.org"]]


def test_tampering_ends_the_command_with_code_1_and_plain_words(file):
    hearth_audit("anchor", "--anchors", file)
    trail.open_the_way()
    last = AuditRow.objects.order_by("-pk")[0]
    AuditRow.objects.filter(pk=last.pk).update(who="Nobody")
    trail.close_the_way()

    verified = hearth_audit("verify", "--anchors", file)
    assert verified.exit_code == 1
    assert verified.output == (
        f"Row 20 of lane {last.lane}, of 04 May 2026 12:19:00 UTC: it was edited.\n"
    )


def test_a_root_that_is_not_among_the_anchors_is_told(file):
    hearth_audit("anchor", "--anchors", file)

    assert hearth_audit("verify", "--anchors", file, "--root", "a" * 64).exit_code == 1


def test_a_file_of_anchors_that_is_not_there_is_refused(file):
    verified = hearth_audit("verify", "--anchors", file)

    assert verified.exit_code == 2
    assert "There is no file" in verified.output


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda lines: ["{", *lines[1:]], "Line 1 of the anchors: it cannot be read."),
        (lambda lines: lines[1:], "Line 1 of the anchors: it does not follow the line before it."),
        (lambda lines: [lines[0], lines[1].replace("[20,", "[19,", 1)], "its root does not fit"),
    ],
)
def test_anchors_that_were_changed_are_told(file, spoil, words):
    for at in (trail.NOON, LATER):
        add_anchor(file, queries.heads(), at=at)
    file.write_text("\n".join(spoil(file.read_text().splitlines())) + "\n")

    assert any(words in each.words for each in verify(read_anchors(file)))


def test_a_row_that_stands_in_no_lane_is_told(file):
    trail.open_the_way()
    AuditRow.objects.filter(pk=AuditRow.objects.order_by("pk")[0].pk).update(id=1)
    trail.close_the_way()

    add_anchor(file, queries.heads(), at=trail.NOON)
    assert "Rows that stand in no lane: 1." in [each.words for each in verify(read_anchors(file))]
