"""A month is counted once for each community, and nothing exact is kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pyarrow.parquet import read_table

from hearth.core.metrics.figures import Hidden
from hearth.core.metrics.happened import Among
from hearth.core.rounds import Step
from hearth.jobs.chores import CHORES
from hearth.jobs.metrics import running
from hearth.jobs.metrics.counting import Exact, Place, ToCount
from hearth.jobs.metrics.exchange import ours
from hearth.jobs.metrics.populations import folder_of
from hearth.records.access.changes import involve
from hearth.records.learning.models import Learned
from hearth.records.metrics import queries
from hearth.records.metrics.models import MetricResult
from hearth.records.people.models import Person
from hearth.records.plans.models import Round, StepReached
from tests.world import NOW, World, a_person, a_world

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 3, 4, 0, tzinfo=UTC)
NOVEMBER, OCTOBER = date(2026, 11, 30), date(2026, 10, 31)


@pytest.fixture
def world(settings, tmp_path) -> World:
    settings.HOME = tmp_path
    return a_world()


def some_talks(world: World, count: int, *, with_plan: int) -> None:
    """People of the practice who talked in November; some were then written a plan."""
    for number in range(count):
        person = a_person(family=f"Other{number}")
        involve(
            person=person, organisation=world.practice, kind="practice",
            starts=date(2020, 1, 1), by=None, at=NOW,
        )  # fmt: skip
        round = Round.objects.create(
            person=person, accountable=world.nurse_post, started_on=NOW.date(), started_at=NOW
        )
        StepReached.objects.create(round=round, step=Step.DOCUMENT.value, at=NOW)
        if number < with_plan:
            StepReached.objects.create(
                round=round, step=Step.REVIEW.value, ended=True, at=NOW + timedelta(days=9)
            )


def test_a_month_is_counted_as_of_its_last_day_and_rounded(world):
    some_talks(world, 13, with_plan=0)

    done = running.run(at=AT)

    catalogue = queries.catalogue()
    assert (done.day, done.recorded) == (NOVEMBER, len(catalogue.metrics))
    found = queries.latest_results(world.practice.community)
    shown = found["plan-agreed"].shown
    assert (shown.numerator, shown.denominator, shown.percent) == (0, 15, 0)
    assert found["introduced"].engine == "reference"
    introduced = found["introduced"].shown
    assert (introduced.numerator, introduced.denominator) == (0, 15), "nobody is recorded as such"
    assert found["arrived"].shown.hidden is Hidden.NOBODY, "nobody could have arrived"
    assert found["prompts-in-time"].day == NOVEMBER


def test_too_few_people_are_not_shown(world):
    some_talks(world, 4, with_plan=0)

    running.run(at=AT)

    row = MetricResult.objects.get(metric="plan-agreed")
    assert (row.hidden, row.numerator, row.denominator, row.groups) == ("too few", None, None, [])


def test_a_month_is_counted_once(world):
    running.count_monthly(at=AT)
    some_talks(world, 8, with_plan=0)

    assert running.run(at=AT + timedelta(days=1)).recorded == 0
    assert queries.latest_results(world.practice.community)["plan-agreed"].shown.hidden


def test_an_earlier_month_can_be_counted_and_one_that_runs_cannot(world):
    some_talks(world, 9, with_plan=0)

    assert running.run(at=AT, day=OCTOBER).day == OCTOBER
    found = queries.latest_results(world.practice.community)
    assert found["plan-agreed"].shown.hidden is Hidden.NOBODY
    for day in (AT.date(), date(2026, 12, 31), date(2026, 11, 15), date(2026, 8, 31)):
        with pytest.raises(running.CannotCount):
            running.run(at=AT, day=day)


def test_professionals_are_counted_from_an_extract_of_their_own(world):
    Learned.objects.create(account=world.nurse, kind="partnership", on=NOW.date(), at=NOW)

    (among,) = (
        figure for _, figure in running.run(at=AT).figures if figure.metric == "staff-trained"
    )

    assert among.shown.hidden is Hidden.TOO_FEW, "three professionals, of whom one was trained"
    (folder,) = [each for each in folder_of(Among.PROFESSIONALS).iterdir() if each.name[0] == "2"]
    written = b"".join(path.read_bytes() for path in folder.iterdir())
    for secret in (world.nurse.full_name, world.nurse.email):
        assert secret.encode() not in written


@pytest.mark.parametrize("counted", [0, 7])
def test_none_or_all_of_some_colleagues_would_tell_what_each_of_them_answered(counted):
    by_code = queries.catalogue().by_code
    of_answers, of_facts = (
        Exact(ToCount(Place("here", ()), by_code[code]), 7, (counted,), {}).shown()
        for code in ("staff-confident", "staff-trained")
    )

    assert of_answers.hidden is Hidden.TOO_FEW
    assert of_facts.percent in (0, 100), "who was trained is no secret"


def test_a_young_extract_of_our_own_is_taken_and_an_old_one_is_not(world):
    running.run(at=AT)
    made = folder_of(Among.PEOPLE) / "2026-12-03"
    assert made.is_dir()

    running.run(at=AT + timedelta(days=2), day=OCTOBER)
    assert len(list(made.parent.glob("2026-*"))) == 1

    running.run(at=AT + timedelta(days=30))
    assert not made.exists()


def test_nothing_that_is_kept_or_given_away_is_about_one_person(world):
    some_talks(world, 13, with_plan=0)
    running.run(at=AT)

    kept = [str(row) for row in MetricResult.objects.values()]
    given = [str(row) for row in ours()]
    folder = folder_of(Among.PEOPLE) / "2026-12-03"
    people = [str(each) for each in read_table(folder / "persons.parquet")["person"].to_pylist()]
    names = [
        word for person in Person.objects.all() for word in (str(person.pk), person.family_name)
    ]
    assert len(people) == 14
    assert [word for word in (*people, *names) for row in (*kept, *given) if word in row] == []


def test_the_worker_counts_by_itself():
    assert "hearth.jobs.metrics.running:count_monthly" in {each.function for each in CHORES}
