"""hearth serve: bring the home up to date, then serve pages until told to stop."""

import socket
import time
from importlib import import_module
from threading import Thread

import click

from hearth.site.commands.start import make_ready

OPEN_DOORS = "The demonstration has open doors, so it listens on this machine only."


@click.command("serve")
@click.option("--host", default="127.0.0.1", envvar="HEARTH_HOST", show_default=True)
@click.option("--port", default=8000, envvar="HEARTH_PORT", show_default=True, type=int)
@click.option(
    "--workers",
    default=2,
    envvar="HEARTH_WORKERS",
    show_default=True,
    type=click.IntRange(1),
    help="Processes. Each takes one request at a time.",
)
def command(host: str, port: int, workers: int) -> None:
    """Serve the pages, and say at which address."""
    make_ready()
    from django.conf import settings

    if settings.DEMO and host not in ("127.0.0.1", "localhost", "::1"):
        raise click.ClickException(OPEN_DOORS)
    require_free(host, port)
    load_pages()
    serve(host, port, workers, greeting(host, port, demo=settings.DEMO))


def require_free(host: str, port: int) -> None:
    """Refuse a port that something else listens on, before any worker starts."""
    try:
        socket.create_server((host, port)).close()
    except OSError:
        raise click.ClickException(
            f"Something else listens on {host}:{port}. Try another: hearth serve --port 8001"
        ) from None


def load_pages() -> None:
    """Load every page before the workers part, so that they start at once and share the memory.

    A worker that is told to stop while it loads would not hear it.
    """
    from django.db import connections

    for name in ("hearth.site.wsgi", "hearth.site.urls"):
        import_module(name)
    import_module("hearth.site.wsgi").keep_connections()
    connections.close_all()  # a connection must not be shared by two processes


def greeting(host: str, port: int, *, demo: bool) -> str:
    """Return the line that tells people where to go."""
    where = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}/"
    return f"Hearth{' (demonstration)' if demo else ''} is at {where}  Press Ctrl+C to stop."


def serve(host: str, port: int, workers: int, greeting: str) -> None:
    """Run until a signal. One thread in each worker: SQLite's writers then never wait in line."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "hearth.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )
    greeter = Thread(target=greet_when_open, args=(host, port, greeting), daemon=True)
    server.on_startup(greeter.start)
    server.serve()


def greet_when_open(host: str, port: int, greeting: str) -> None:
    """Say the greeting once a worker answers: the address is of no use before."""
    time.sleep(0.2)  # the workers part from this process meanwhile, and take no thread with them
    while not answers(host, port):
        time.sleep(0.1)
    click.echo(greeting)


def answers(host: str, port: int) -> bool:
    """Say whether something listens there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True
