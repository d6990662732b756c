"""Hearth's FHIR API beside a floor, on the same work, in one run: CPU for each request.

The floor is one file that stores and returns JSON and does nothing else (no door, no audit, no
validation, no history). It is not part of Hearth: HEARTH_FLOOR names it. Absolute figures move
with the machine; what each does in the same minute, and so the ratio, is steadier.

    python -m benchmarks.fhir --floor path/to/floor/app.py
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.fhir_load import WORK, Load, Target
from benchmarks.fhir_report import Line, in_words, write_page

CHECKOUT = Path(__file__).parent.parent
HOME = CHECKOUT / "build" / "benchmarks-fhir"
WORKERS = 2


@dataclass(frozen=True)
class Options:
    """How long, and how often."""

    floor: Path | None
    seconds: float
    turns: int
    clients: int
    database: str


def main() -> None:
    """Measure both in turn, and write down what came of it."""
    options = _options()
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    with _hearth(options) as hearth, _floor(options) as floor:
        lines = [_measured(work, hearth, floor, options) for work in WORK]
    print(in_words(lines, options.clients))  # noqa: T201  this is what the command is for
    if not options.database and floor is not None:
        write_page(lines, options.clients, options.turns, options.seconds)


def _options() -> Options:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--floor", default=os.environ.get("HEARTH_FLOOR", ""))
    asked.add_argument("--seconds", type=float, default=5)
    asked.add_argument("--turns", type=int, default=3)
    asked.add_argument("--clients", type=int, default=8)
    asked.add_argument("--database", default="", help="postgresql://..., empty for SQLite")
    told = asked.parse_args()
    floor = Path(told.floor) if told.floor else None
    return Options(floor, told.seconds, told.turns, told.clients, told.database)


def _measured(work: str, hearth: Target, floor: Target | None, options: Options) -> Line:
    """One kind of work, the two in turn; the first turn warms up."""
    found: dict[str, list[Load]] = {"hearth": [], "floor": []}
    for turn in range(options.turns + 1):
        for name, target in (("hearth", hearth), ("floor", floor)):
            if target is not None:
                seconds = options.seconds if turn else 1
                load = target.loaded(work, clients=options.clients, seconds=seconds)
                found[name] += [load] if turn else []
    ours, theirs = found["hearth"], found["floor"]
    return Line(
        work,
        median(each.cpu_ms for each in ours),
        median(each.cpu_ms for each in theirs) if theirs else None,
        median(each.per_second for each in ours),
        median(each.p95_ms for each in ours),
    )


@contextmanager
def _hearth(options: Options) -> Iterator[Target]:
    """Hearth as it is served: granian, two workers, an SQLite that survives a power cut."""
    port = _free_port()
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("HEARTH_", "DJANGO_"))}
    more = {"HEARTH_HOME": str(HOME), "HEARTH_DEMO": "1", "HEARTH_DATABASE_URL": options.database}
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.fhir_machine"], cwd=CHECKOUT, env=ours | more,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    token = json.loads(made.stdout.splitlines()[-1])["authorization"]
    command = [sys.executable, "-c", _SERVE, str(port)]
    with _served(command, ours | more, port) as process:
        target = Target(f"http://127.0.0.1:{port}/fhir", process.pid, token)
        target.set_up()
        yield target


_SERVE = (
    "import sys; from hearth.site.commands.start import make_ready; make_ready(); "
    "from hearth.site.commands.serve import load_pages, serve; load_pages(); "
    f"serve('127.0.0.1', int(sys.argv[1]), {WORKERS}, 'ready')"
)


@contextmanager
def _floor(options: Options) -> Iterator[Target | None]:
    if options.floor is None:
        yield None
        return
    port = _free_port()
    where = f"sqlite:{HOME / 'floor.sqlite3'}" if not options.database else ""
    env = os.environ | {"FLOOR_DB": where or f"pg:{options.database}", "FLOOR_SYNC": "FULL"}
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host",
        "127.0.0.1", "--port", str(port), "--workers", str(WORKERS), "--blocking-threads", "1",
        "--no-ws", "--log-level", "warning", "app:application",
    ]  # fmt: skip
    with _served(command, env, port, options.floor.parent) as process:
        target = Target(f"http://127.0.0.1:{port}", process.pid, "")
        target.set_up()
        yield target


@contextmanager
def _served(
    command: list[str], env: dict[str, str], port: int, folder: Path = CHECKOUT
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, cwd=folder, env=env)
    try:
        _wait(lambda: _answers(port), process)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(is_there: Callable[[], bool], process: subprocess.Popen[Any]) -> None:
    for _ in range(600):
        if is_there():
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit("A server did not start. See above.")


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


if __name__ == "__main__":
    main()
