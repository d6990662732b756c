"""`hearth metrics` as people type it."""

import json

import pytest
from click.testing import CliRunner, Result

from hearth.core.metrics.figures import Row, Shown
from hearth.site.commands.metrics import _said, command
from tests.metric_counting import METRICS
from tests.world import a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def hearth_metrics(settings, tmp_path):
    settings.HOME = tmp_path
    a_world()

    def typed(*words: object) -> Result:
        return CliRunner().invoke(command, [str(each) for each in words])

    return typed


def test_a_month_is_counted_and_listed(hearth_metrics):
    counted = json.loads(hearth_metrics("run", "--json", "--engine", "reference").output)
    again = hearth_metrics("run")
    listed = hearth_metrics("list")
    rows = json.loads(hearth_metrics("list", "--json").output)["metrics"]

    assert (counted["recorded"], counted["engines"]) == (len(METRICS), ["reference"])
    assert again.output.startswith("As of 20")
    assert ": 0 results" in again.output
    assert "talked-when-due: Do people who are due get their conversation?" in listed.output
    assert "  Holmbeck: Nothing is recorded yet." in listed.output
    assert [each["code"] for each in rows] == [each.code for each in METRICS]


def test_a_month_that_runs_is_not_counted(hearth_metrics):
    refused = hearth_metrics("run", "--month", "2999-01")

    assert refused.exit_code == 1
    assert "Choose a month that is over." in refused.output


def test_a_metric_says_all_of_itself(hearth_metrics):
    shown = hearth_metrics("show", "prompts-in-time").output

    assert shown.startswith("Do people get their prompts a week before they talk?\nOf: people who")
    assert "latest happened/prompts-sent at least 7 in the last 12 months" in shown
    assert "There is no metric called singing." in hearth_metrics("show", "singing").output


def test_a_band_with_nobody_in_it_is_no_band_that_is_hidden():
    bands = (Row("Low", 20, 0), Row("Medium"), Row("High", 20, 20))

    assert _said(Shown(denominator=20, bands=bands)) == (
        "20 people: Low 0%, Medium not shown, High 100%"
    )


def test_figures_are_given_and_taken_in(hearth_metrics, tmp_path):
    file = tmp_path / "figures.csv"
    to_file = hearth_metrics("export", "--to", file)
    refused = hearth_metrics("import-figures", file)
    metric = METRICS[0]
    file.write_text(f"{file.read_text()}Byreford,{metric.code},{metric.hash},2026-10-31,40,60\n")

    assert to_file.exit_code == 0
    assert hearth_metrics("export").output.startswith("community,metric,definition,day,")
    assert "There are no rows in it." in refused.output
    assert hearth_metrics("import-figures", file).output == "Took in 1 figures.\n"
