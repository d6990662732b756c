"""Running a rule over a whole population, and the record of it: counts, engine, rows, seconds."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from hearth.analytics.asking import write_list
from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.rules import NotARule
from hearth.core.cohorts.text import definition_hash, parse
from hearth.core.words import Refused
from hearth.jobs.cohorts.figures import counted
from hearth.jobs.cohorts.population import FEW_PEOPLE, NO_EXTRACT, Population, population
from hearth.jobs.cohorts.registers import Register, put_found
from hearth.records.cohorts import changes, queries

log = logging.getLogger(__name__)

DROPPED_AFTER = timedelta(hours=2)
"""A run that began so long ago, and did not end, was dropped: its worker was ended."""


FAILED = "Something went wrong here. It was written down for those who look after the software."


@dataclass(frozen=True)
class How:
    """How a run is to be done; each is left open where it is empty."""

    engine: str = ""
    master: str | None = None
    extract: str = ""
    day: date | None = None
    out: Path | None = None


def ask(definition: Definition, *, version: Any = None, by: Any, at: datetime) -> Any:
    """Ask for a run. It waits until somebody does it."""
    name, mark = definition.name, definition_hash(definition)
    return changes.ask_for_run(name=name, hash=mark, version=version, by=by, at=at)


def run_now(run: Any, *, at: datetime) -> None:
    """Do a run at once where that is quick; leave it to the worker where it is not."""
    asked = population()
    if asked is None or asked.people <= FEW_PEOPLE:
        _run(run, at=at)


def run_waiting(*, at: datetime) -> int:
    """Do every run that waits, oldest first. Return how many there were."""
    waiting = queries.runs_waiting(stale=at - DROPPED_AFTER)
    for run in waiting:
        _run(run, at=at)
    return len(waiting)


def _run(run: Any, *, at: datetime) -> None:
    """Do a run of a saved rule. What goes wrong is said on its page."""
    if changes.claim_run(run=run, at=at, stale=at - DROPPED_AFTER):
        try:
            do(run, parse(run.version.text), How())
        except Refused as refusal:
            log.info("A search for people was refused: %s", refusal)
        except Exception:  # the edge: one run must not take the worker down
            log.exception("A search for people failed.")


def run_at_terminal(definition: Definition, *, version: Any, how: How, at: datetime) -> Any:
    """Run a file or a saved rule for somebody at a terminal. Raises Refused."""
    run = ask(definition, version=version, by=None, at=at)
    changes.claim_run(run=run, at=at, stale=at - DROPPED_AFTER)
    return do(run, definition, how)


def do(run: Any, definition: Definition, how: How) -> Any:
    """Count, write the list if asked to, fill the register, and record how it ended."""
    try:
        told = _done(run, definition, how)
    except Refused as refusal:
        words = " ".join(str(each) for each in refusal.reasons)
        changes.end_run(run=run, by=run.asked_by, at=_ended(run), problem=words)
        raise
    except Exception:
        changes.end_run(run=run, by=run.asked_by, at=_ended(run), problem=FAILED)
        raise
    return changes.end_run(run=run, by=run.asked_by, at=_ended(run), **told)


def _ended(run: Any) -> datetime:
    # A test, or a terminal, may have begun with a clock of its own.
    return max(timezone.now(), run.begun_at)


def _done(run: Any, definition: Definition, how: How) -> dict[str, Any]:
    if how.out and (how.out.exists() or not how.out.parent.is_dir()):
        raise NotARule(f"{how.out} is there already, or its folder is not. Choose another file.")
    asked = population(how.extract)
    if asked is None:
        raise NO_EXTRACT
    if how.day:
        asked = replace(asked, asked_on=how.day)
    engine = asked.engine(how.engine, master=how.master)
    told = counted(definition, asked, engine)
    # A list is for today: what was so on another day, or in an old extract, fills none.
    is_for_now = run.version and not how.day and not how.extract
    if how.out:
        write_list(definition, asked.extract, asked.lists, to=how.out, engine=engine, day=asked.day)
    return {
        "extract": asked.extract.name,
        "extract_day": asked.extract.day,
        "engine": told.engine,
        "rows": told.rows,
        "seconds": told.seconds,
        "figures": told.figures.to_json(),
        "put_on_register": _registered(run, definition, asked, engine) if is_for_now else 0,
    }


def _registered(run: Any, definition: Definition, asked: Population, engine: Any) -> int:
    community = run.version.definition.community
    register = Register(
        name=f"{definition.name} ({community.name})",
        source=f"run {run.pk} of “{run.version}”",
        community=community,
        by=run.asked_by,
    )
    return put_found(definition, asked, engine, register, at=run.begun_at)


def lines(run: Any, out: Path | None) -> Sequence[str]:
    """Say at a terminal what a run found."""
    words = [
        f"{run.name}: {run.rows:,} people in {run.extract} ({run.engine}, {run.seconds:.2f} s).",
        f"Definition {run.definition_hash[:16]}.",
    ]
    if run.put_on_register:
        words.append(f"On the lists of their practices: {run.put_on_register:,}.")
    if out:
        words.append(f"The list is in {out}.")
    return words


def to_json(run: Any, out: Path | None) -> dict[str, Any]:
    """Say to a program what a run found."""
    names = ("name", "definition_hash", "extract", "engine", "rows", "seconds", "put_on_register")
    told = {name: getattr(run, name) for name in names}
    return told | {"run": run.pk, "figures": run.figures, "out": str(out) if out else None}
