"""hearth worker: send the messages that wait, and do what is due at its hour."""

import signal
import threading

import click

from hearth.site.commands.start import start
from hearth.site.commands.terminal import answer, as_json


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, and end: for cron.")
@click.option(
    "--every", default=3.0, show_default=True, type=click.FloatRange(0.01), help="Seconds between."
)
@as_json
def command(once: bool, every: float, as_json: bool) -> None:
    """Send messages and do the day's chores, until told to stop."""
    start()
    require_database()
    from django.utils import timezone

    from hearth.jobs import worker

    if once:
        told, chores = worker.once(at=timezone.now())
        facts = {"sent": {k.value: v for k, v in told.ended.items()}, "chores": chores}
        answer(f"Messages: {told}. Chores: {', '.join(chores) or 'none'}.", facts, as_json=as_json)
        return
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    click.echo("The worker is at work. Press Ctrl+C to stop.", err=True)
    worker.work(stop=stop, seconds_between=every)


def require_database() -> None:
    """Refuse to start before the database is up to date: another command brings it there."""
    from hearth.site.commands.check import database_problems

    if problems := database_problems():
        raise click.ClickException(problems[0]["words"])
