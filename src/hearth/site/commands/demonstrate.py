"""hearth demo: make a believable community, the same one from the same seed."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import click

from hearth.site.commands.start import make_ready, start
from hearth.site.commands.terminal import Progress, answer, as_json


@click.command("demo")
@click.option("--people", default=500, show_default=True, type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True, type=int)
@click.option("--reset", is_flag=True, help="Throw the demonstration away first.")
@as_json
def command(people: int, seed: int, reset: bool, as_json: bool) -> None:
    """Make made-up people, and the community around them."""
    if reset:
        throw_away()
    make_ready()
    from hearth.core.words import Refused
    from hearth.jobs import demo
    from hearth.jobs.demo.finding import leave_for_finding
    from hearth.jobs.demo.searches import run_a_search

    try:
        with Progress() as progress:
            at = datetime.now(UTC)
            counts = demo.build(people=people, seed=seed, at=at, progress=progress)
            leave_for_finding(at=at)
            run_a_search(at=at)
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    answer(in_words(counts), counts, as_json=as_json)


def in_words(counts: dict[str, int]) -> str:
    """Return what was made in one line."""
    made = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in counts.items())
    return f"The demonstration has {made}." if made else "The demonstration is ready."


def throw_away() -> None:
    """Empty the demonstration's database; refuse where real people may be."""
    start()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from hearth.records.audit.append_only import lifted

    if not settings.DEMO:
        raise click.ClickException("Only a demonstration can be thrown away: set HEARTH_DEMO=1.")
    settings.ANCHOR_FILE.unlink(missing_ok=True)  # It speaks of the trail that goes now.
    shutil.rmtree(settings.HOME / "extracts", ignore_errors=True)  # And these of its people.
    if connection.vendor == "sqlite":
        database = Path(connection.settings_dict["NAME"])
        for path in database.parent.glob(f"{database.name}*"):  # with its -wal and -shm
            path.unlink()
    else:
        with lifted():
            call_command("flush", interactive=False, verbosity=0)
