"""The person gets a copy of their record, after somebody by name has checked it."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.core.disclosure import Choice, Decided
from hearth.core.sharing import SealKind
from hearth.core.words import Refused, Section
from hearth.jobs import export
from hearth.records.access.door import NotAllowed
from hearth.records.audit.models import AuditRow
from hearth.records.disclosure.changes import ask_for_copy, check_copy
from hearth.records.disclosure.models import CopyRequest, PartDecision
from hearth.records.disclosure.queries import for_copy, newest_copy, parts_to_decide
from hearth.records.plans.changes.entries import Voice, write
from tests.sharing import record_of, sealed, signed_in
from tests.world import a_world

SAFE, SISTER = "Blackbird", "Kingfisher"

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """One line that is closed to keep somebody safe, and one that is about a sister."""
    world = a_world()
    world.safe, world.sister = note(world, SAFE), note(world, SISTER)
    sealed(world, world.nurse, SealKind.SAFEGUARDING, Section.RISKS, world.safe, why="A report")
    sealed(world, world.nurse, SealKind.THIRD_PARTY, Section.RISKS, world.sister, why="Her sister")
    return world


def note(world, word: str, **more) -> str:
    return write(
        record=record_of(world, world.nurse), kind="risk", by=world.nurse, at=timezone.now(),
        content={"text": f"The {word} at home", "what_we_do": word}, voice=Voice(own=True), **more,
    ).thread  # fmt: skip


def ask(world) -> CopyRequest:
    record = record_of(world, world.person_account)
    return ask_for_copy(record=record, by=world.person_account, at=timezone.now())


def check(world, choice: Choice = Choice.LEAVE_OUT, by=None, reason: str = "She was asked"):
    record = record_of(world, by or world.nurse)
    decided = {part: Decided(choice, reason) for part in parts_to_decide(record)}
    request = newest_copy(record, at=timezone.now()).request
    return check_copy(
        record=record, request=request, decided=decided, by=by or world.nurse, at=timezone.now()
    )


def copy_of(world) -> str:
    record = record_of(world, world.person_account)
    copy = newest_copy(record, at=timezone.now())
    held = export.held_for(for_copy(record, copy, at=timezone.now()), world.person.pk)
    return json.dumps(held) + "\n".join(export.reading_copy(held))


def test_nothing_about_someone_else_is_in_a_copy_that_nobody_decided_on(world):
    ask(world)
    copy = copy_of(world)

    assert SAFE not in copy
    assert SISTER not in copy
    assert str(world.sister) not in copy
    assert str(world.safe) not in copy


def test_a_practitioner_gives_one_part_and_the_safeguarding_note_stays_out(world):
    ask(world)
    check(world, Choice.GIVE)
    copy = copy_of(world)

    assert SISTER in copy
    assert SAFE not in copy
    assert "She was asked" not in copy
    assert PartDecision.objects.get().choice == Choice.GIVE.value


def test_what_was_left_out_leaves_no_trace_in_the_copy_or_in_who_looked(world):
    ask(world)
    check(world, Choice.LEAVE_OUT)
    copy = copy_of(world)

    assert SISTER not in copy
    assert "decided on a part" not in copy
    assert AuditRow.objects.filter(did="decided on a part of a copy").count() == 1


def test_words_that_were_written_after_the_check_are_not_given(world):
    ask(world)
    check(world, Choice.GIVE)
    note(world, "Kestrel", thread=world.sister, base_number=1)

    assert "Kestrel" not in copy_of(world)
    assert SISTER not in copy_of(world)


def test_a_part_that_was_closed_after_the_check_is_not_given(world):
    ask(world)
    check(world, Choice.GIVE)
    late = note(world, "Magpie")
    sealed(world, world.nurse, SealKind.THIRD_PARTY, Section.RISKS, late, why="A brother")

    assert "Magpie" not in copy_of(world)


def test_each_decision_needs_its_reason_and_only_practitioners_decide(world):
    ask(world)
    with pytest.raises(Refused, match="Say why"):
        check(world, Choice.GIVE, reason=" ")
    with pytest.raises(NotAllowed):
        check(world, by=world.administrator)
    check(world, by=world.social_worker)
    with pytest.raises(Refused, match="before you"):
        check(world)


def test_a_copy_that_waits_is_not_asked_for_twice(world):
    assert ask(world) == ask(world)
    assert CopyRequest.objects.count() == 1


def test_the_operator_leaves_out_what_is_closed_unless_they_leave_with_everything(world, tmp_path):
    def taken(**more) -> str:
        files = export.export(
            person_id=world.person.pk, to=tmp_path, by=None, at=timezone.now(), **more
        )[0]
        return files.record.read_text() + files.reading_copy.read_text()

    assert not {SAFE, SISTER} & set(taken().replace('"', " ").split())
    everything = taken(whole=True)
    assert SAFE in everything
    assert SISTER in everything


def page(world, name: str) -> str:
    return reverse(name, args=[world.person.pk])


def test_the_person_asks_on_a_page_staff_check_it_and_the_person_takes_one_file(world):
    person, nurse = signed_in(world.person_account), signed_in(world.nurse)
    assert person.get(page(world, "my-copy-file")).status_code == 404
    person.post(page(world, "my-copy"), {"person": world.person.pk})
    assert person.get(page(world, "my-copy-file")).status_code == 404
    assert "Asks for a copy" in nurse.get(reverse("today")).content.decode()
    form = nurse.get(page(world, "copy-check")).content.decode()
    assert SISTER in form
    assert SAFE not in form
    key = f"risks_{world.sister}"
    given = {"person": world.person.pk, f"choice_{key}": Choice.GIVE.value}
    assert nurse.post(page(world, "copy-check"), given).status_code == 422
    nurse.post(page(world, "copy-check"), given | {f"reason_{key}": "She said yes"})
    assert "Ruth Adeyemi" in person.get(page(world, "my-copy")).content.decode()
    file = person.get(page(world, "my-copy-file"))
    with zipfile.ZipFile(io.BytesIO(file.content)) as zipped:
        said = b" ".join(zipped.read(each) for each in zipped.namelist()).decode()
    assert SISTER in said
    assert SAFE not in said


def test_a_copy_can_be_taken_for_thirty_days(world):
    ask(world)
    made = check(world)
    record, last = record_of(world, world.person_account), made.at + timedelta(days=30)

    assert newest_copy(record, at=last).standing.name == "READY"
    assert newest_copy(record, at=last + timedelta(days=1)).standing.name == "RAN_OUT"
