"""The worker does each thing once, whatever happens to it."""

import json
from datetime import UTC, datetime, time, timedelta

import pytest
from click.testing import CliRunner

from hearth.jobs import chores
from hearth.jobs.chores import Chore, run_due
from hearth.records.outbox.models import ChoreRun
from hearth.site.commands.worker import command

AT = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
DONE: list[datetime] = []


def note(*, at):
    DONE.append(at)


def fail(*, at):
    raise RuntimeError("no")


NOTE = Chore("note", time(9, 30), "tests.integration.test_worker:note")
FAIL = Chore("fail", time(9, 30), "tests.integration.test_worker:fail")


@pytest.fixture(autouse=True)
def _nothing_done():
    DONE.clear()


@pytest.mark.django_db
def test_a_chore_runs_once_for_each_day():
    moments = [AT, AT + timedelta(hours=1), AT + timedelta(days=1)]

    assert [run_due(at=at, chores=[NOTE]) for at in moments] == [["note"], [], ["note"]]
    assert [AT, AT + timedelta(days=1)] == DONE


@pytest.mark.django_db
def test_a_chore_that_failed_is_tried_again_later_and_stops_no_other(caplog):
    both = [FAIL, NOTE]

    assert run_due(at=AT, chores=both) == ["note"]
    assert run_due(at=AT + timedelta(minutes=5), chores=both) == []
    run_due(at=AT + timedelta(minutes=11), chores=both)

    assert caplog.text.count("RuntimeError: no") == 2
    assert ChoreRun.objects.get(name="fail").ended_at is None


@pytest.mark.parametrize("chore", chores.CHORES, ids=lambda chore: chore.name)
@pytest.mark.django_db
def test_every_chore_of_the_list_can_be_run_twice(chore):
    chore.run(AT)
    chore.run(AT)


def test_a_time_of_day_is_local_time_in_summer_and_winter():
    summer = datetime(2026, 7, 1, 8, 45, tzinfo=UTC)

    assert NOTE.last_due(summer) == datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
    assert NOTE.last_due(AT) == datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    assert NOTE.last_due(datetime(2026, 11, 2, 9, 0, tzinfo=UTC)).day == 1


def test_the_worker_refuses_to_start_before_there_is_a_database(hearth):
    hearth.home.mkdir()

    refused = hearth.having(HEARTH_DEMO="1").run("worker", "--once")

    assert refused.returncode == 1
    assert "hearth init" in refused.stderr


@pytest.mark.django_db
def test_the_worker_can_be_run_by_a_clock_of_the_machine():
    done = CliRunner().invoke(command, ["--once", "--json"])

    assert json.loads(done.output) == {"sent": {}, "chores": [c.name for c in chores.CHORES]}
