"""hearth metrics: count the month, look at what was counted, and exchange figures with others."""

import csv
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hearth.site.commands.cohort import ENGINES, refusals_said, start_with_database
from hearth.site.commands.terminal import answer, as_json

if TYPE_CHECKING:
    from hearth.core.metrics.figures import Shown


@click.group("metrics")
def command() -> None:
    """Count how the House does, month by month. Small numbers are hidden before they are kept."""


@command.command("run")
@click.option("--engine", type=click.Choice(ENGINES), help="What counts; else by the size.")
@click.option("--master", help="The Spark cluster, like spark://host:7077.")
@click.option(
    "--month", type=click.DateTime(["%Y-%m"]), help="A month that is over; else the last."
)
@as_json
def run(engine: str | None, master: str | None, month: datetime | None, as_json: bool) -> None:
    """Count each metric of each community as of the end of a month. What is there stands."""
    start_with_database()
    from hearth.jobs.metrics import running

    with refusals_said():
        day = _month_end(month.date()) if month else None
        done = running.run(at=datetime.now(UTC), day=day, engine=engine or "", master=master)
    rows = [
        {"community": place.community.name, "metric": each.metric, **_facts(each.shown)}
        for place, each in done.figures
    ]
    words = [f"As of {done.day}: {done.recorded} results, in {done.seconds:.1f} s."]
    words += [f"  {row['community']}, {row['metric']}: {row['said']}" for row in rows]
    facts = {"day": done.day, "recorded": done.recorded, "engines": done.engines, "results": rows}
    answer("\n".join(words), facts, as_json=as_json)


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _facts(shown: "Shown") -> dict[str, Any]:
    return {"said": _said(shown), **shown.to_json()}


def _said(shown: "Shown") -> str:
    from hearth.core.metrics.figures import HIDDEN_WORDS

    if shown.hidden:
        return HIDDEN_WORDS[shown.hidden]
    if shown.bands:
        told = (
            f"{each.name} {'not shown' if each.percent is None else f'{each.percent}%'}"
            for each in shown.bands
        )
        return f"{shown.denominator} people: {', '.join(told)}"
    return f"{shown.numerator} of {shown.denominator} ({shown.percent}%)"


@command.command("list")
@as_json
def list_them(as_json: bool) -> None:
    """List the metrics, with what was last counted in each community."""
    start_with_database()
    from hearth.records.cohorts.queries import communities
    from hearth.records.metrics import queries

    newest = {each.name: queries.latest_results(each) for each in communities()}
    rows, lines = [], []
    for metric in queries.catalogue().metrics:
        found = {name: _facts(held[metric.code].shown) for name, held in newest.items()
                 if metric.code in held}  # fmt: skip
        rows.append({"code": metric.code, "question": metric.question, "newest": found})
        lines.append(f"{metric.code}: {metric.question}")
        lines += [f"  {name}: {each['said']}" for name, each in found.items()]
    answer("\n".join(lines), {"metrics": rows}, as_json=as_json)


@command.command("show")
@click.argument("code")
def show(code: str) -> None:
    """Say all about the metric CODE: what it counts, its caveat, and its definition."""
    start_with_database()
    from hearth.records.metrics import queries

    metric = queries.catalogue().by_code.get(code)
    if metric is None:
        raise click.ClickException(f"There is no metric called {code}. See `hearth metrics list`.")
    said = (
        metric.question, f"Of: {metric.of}.", f"Counted: {metric.count}.",
        f"Left out: {metric.left_out}.", f"Source: {metric.source}.", f"Mind: {metric.caveat}",
        f"Elements: {', '.join(metric.elements)}.", f"Definition {metric.hash}:", "",
    )  # fmt: skip
    click.echo("\n".join(said))
    click.echo(metric.definition, nl=False)


@command.command("export")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
def export(to: Path | None) -> None:
    """Write our shown figures as CSV, for other communities to hold beside theirs."""
    start_with_database()
    from hearth.jobs.metrics.exchange import ours

    if to is None:
        csv.writer(sys.stdout, lineterminator="\n").writerows(ours())
        return
    with to.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(ours())


@command.command("import-figures")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
def import_figures(file: Path, as_json: bool) -> None:
    """Take in the figures of other communities from the CSV FILE: all of it, or none."""
    start_with_database()
    from hearth.jobs.metrics.exchange import take_in

    with refusals_said(), file.open(encoding="utf-8-sig", newline="") as lines:
        taken = take_in(lines, by=None, at=datetime.now(UTC))
    answer(f"Took in {taken} figures.", {"taken": taken}, as_json=as_json)


@command.command("import-scores")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
def import_scores(file: Path, as_json: bool) -> None:
    """Take in scores of CollaboRATE and LTC-6 from the CSV FILE, for sites that may use them."""
    start_with_database()
    from hearth.jobs.metrics.scores import take_scores

    with refusals_said(), file.open(encoding="utf-8-sig", newline="") as lines:
        taken = take_scores(lines, by=None, at=datetime.now(UTC))
    answer(f"Took in {taken} answered forms.", {"taken": taken}, as_json=as_json)
