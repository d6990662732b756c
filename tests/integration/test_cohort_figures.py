"""The counts of a search give nobody away, whatever is asked, and however often."""

from dataclasses import replace

import pytest

from hearth.core.cohorts.text import parse
from hearth.jobs.cohorts.figures import Figures, counted
from hearth.jobs.cohorts.figures import figures_of as remembered
from hearth.jobs.cohorts.population import population
from tests.finding import OLD_AND_NEVER_REVIEWED, an_extract, crowd

pytestmark = pytest.mark.any_engine


@pytest.fixture
def home(tmp_path, settings):
    settings.HOME = tmp_path
    return tmp_path


def figures_of(text):
    asked = population()
    return counted(parse(text), asked, asked.engine("reference")).figures


def narrowed(words):
    return OLD_AND_NEVER_REVIEWED.replace("aged 65 or over", words)


@pytest.mark.parametrize("neighbours", [0, 1, 4])
def test_a_question_about_one_neighbour_has_the_same_answer_whatever_is_so(home, neighbours):
    others, one = crowd(40), replace(crowd(1)[0], place="Lone Farm")
    lone = [replace(one, person=900 + number) for number in range(neighbours)]
    an_extract(home, [*others, *lone])

    asked = figures_of(narrowed('lives in "Lone Farm"'))
    spared = figures_of(narrowed('not lives in "Lone Farm"'))

    assert asked.found is None
    assert asked.steps[-1].left is None
    assert spared.found == 35


@pytest.mark.parametrize("neighbours", [0, 1, 4])
def test_no_group_tells_none_from_a_few(home, neighbours):
    old, young = crowd(400)[45:80], crowd(400)[:30]
    found = [replace(each, sex="female", person=900 + at) for at, each in enumerate(old)]
    few = [
        replace(each, sex="male", plans=(), person=800 + at)
        for at, each in enumerate(old[:neighbours])
    ]
    missed = [replace(each, sex="male") for each in young]
    an_extract(home, [*found, *few, *missed])

    told = figures_of(narrowed("aged 65 or over"))

    assert rows_by_sex(told)["male"].found is None


def test_a_group_that_is_missed_altogether_is_seen(home):
    an_extract(home, [replace(each, sex="male") for each in crowd(40)])

    told = rows_by_sex(figures_of(OLD_AND_NEVER_REVIEWED))["male"]

    assert (told.of, told.found) == (40, None)


def rows_by_sex(figures):
    return next(
        {row.words: row for row in each.rows} for each in figures.tables if each.words == "Sex"
    )


def test_every_count_is_rounded_and_none_is_small(home):
    an_extract(home, crowd(203))

    told = figures_of(OLD_AND_NEVER_REVIEWED)

    shown = [step.left for step in told.steps]
    shown += [number for each in told.tables for row in each.rows for number in (row.of, row.found)]
    assert told.steps[0].left == 205
    assert all(number is None or number % 5 == 0 for number in shown)


def test_figures_are_the_same_after_they_were_kept(home):
    an_extract(home, crowd(60))
    told = figures_of(OLD_AND_NEVER_REVIEWED)

    assert Figures.from_json(told.to_json()) == told


def test_steps_name_a_code_list_as_it_is_called_now(home):
    an_extract(home, crowd(20))
    asked, definition = population(), parse(narrowed("not has falls"))

    for title in ("Falls", "Falls and trips"):
        titled = replace(asked, lists={"falls": frozenset()}, titles={"falls": title})
        steps = remembered(definition, titled).steps
        assert f"They do not have {title} on record." in [step.words for step in steps]


def test_those_who_cannot_be_found_are_in_no_group(home):
    strangers = (replace(each, person=each.person + 900, registrations=()) for each in crowd(30))
    an_extract(home, [*crowd(200), *strangers])

    told = figures_of(OLD_AND_NEVER_REVIEWED)

    assert {table.rows[-1].of for table in told.tables} - {None} == {200}
