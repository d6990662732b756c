"""The minimum data set as a file: without names, or with a reason, and never what is closed."""

import csv
import stat
from datetime import date, timedelta

import pytest

from hearth.core.access import Action
from hearth.core.introductions.states import Reason, State
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.jobs.minimum_data_set import DID, CannotExport, export
from hearth.records.access.sealing import seal
from hearth.records.audit.models import AuditRow
from hearth.records.measures import changes as measures
from tests.introducing import an_introduction, happens, reachable
from tests.world import NOW, TODAY, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db, settings, tmp_path):
    settings.HOME = tmp_path
    world = a_world()
    reachable(world)
    return world


def written(tmp_path, name: str = "out.csv", **more) -> list[dict[str, str]]:
    to = tmp_path / name
    days = {"since": TODAY, "until": TODAY} | more
    export(to=to, by=None, at=NOW, **days)
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    with to.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_line_says_who_what_was_offered_and_what_came_of_it(world, tmp_path):
    made = an_introduction(world, why="Misses singing")
    happens(world, made, State.ACCEPTED, days=2)
    happens(world, made, State.STARTED, days=9)
    happens(world, made, State.STILL_GOING, days=101)
    for days, value in ((-1, 3), (100, 7)):
        measures.answer(
            record=world.record(world.person_account), instrument="ons4",
            answers={"satisfied": value}, by=world.person_account, at=NOW + timedelta(days=days),
        )  # fmt: skip

    (line,) = written(tmp_path)

    said = {
        "age_band": "75 to 84", "practice": "Mill Lane Surgery", "need": "making",
        "introduced_on": "2026-11-02", "kind": "referred", "code": "871731000000106",
        "referred_by": "staff", "activity": "Mill Lane Singers", "provider": "Mill Lane Trust",
        "state": "still going", "group_answered_on": "2026-11-04", "first_went_on": "2026-11-11",
        "still_going": "yes", "satisfied_before": "3", "satisfied_after": "7", "lonely_before": "",
    }  # fmt: skip
    assert {name: line[name] for name in said} == said


def test_nobody_is_named_and_the_number_is_the_same_each_time(world, tmp_path):
    an_introduction(world, why="Misses singing")
    (one,), (two,) = written(tmp_path, "1.csv"), written(tmp_path, "2.csv")

    assert one == two
    text = (tmp_path / "1.csv").read_text()
    for each in (
        "Khan",
        "Bibi",
        "9990000018",
        "999 000 0018",
        "1948",
        "Misses",
        str(world.person.pk),
    ):
        assert each not in text


def test_names_need_a_reason_and_the_person_can_see_it(world, tmp_path):
    an_introduction(world)
    with pytest.raises(CannotExport, match="reason"):
        written(tmp_path, identified=True, reason=" ")

    (line,) = written(tmp_path, identified=True, reason="A service review")

    assert (line["name"], line["born"]) == ("Rabia Khan", "1948-03-12")
    row = AuditRow.objects.get(did=DID, person_id=world.person.pk)
    assert row.why == "A service review"
    assert AuditRow.objects.filter(did=DID).count() == 2


def test_what_anybody_has_closed_is_in_no_file(world, tmp_path):
    an_introduction(world)
    seal(
        record=world.record(world.person_account, action=Action.SEAL), kind=SealKind.OWN_WISH,
        section=Section.COMMUNITY, by=world.person_account, at=NOW,
    )  # fmt: skip

    assert written(tmp_path, identified=True, reason="A review") == []


def test_a_yes_that_was_taken_back_has_the_code_of_one_declined(world, tmp_path):
    made = an_introduction(world)
    happens(world, made, State.WITHDRAWN, days=1, by=world.person_account, reason=Reason.UNWELL)

    (line,) = written(tmp_path)

    assert (line["code"], line["reason"]) == ("871711000000103", "unwell")


def test_only_the_days_asked_for_are_written_and_no_file_is_replaced(world, tmp_path):
    an_introduction(world)

    assert written(tmp_path, "none.csv", until=date(2026, 11, 3), since=date(2026, 11, 3)) == []
    with pytest.raises(CannotExport):
        written(tmp_path, "x.csv", since=date(2026, 11, 4))
    with pytest.raises(FileExistsError):
        written(tmp_path, "none.csv")
