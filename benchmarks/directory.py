"""Search among 100,000 activities on each engine, beside the floor: the bare index of words.

    python -m benchmarks.directory

Each engine answers in a process of its own. Every kind of question is asked many times, with other
words and places each time; the floor is asked between them, so that both meet the same machine.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.directory_report import in_words, write_page

CHECKOUT = Path(__file__).parent.parent
HOMES = CHECKOUT / "build" / "benchmarks"


def main() -> None:
    """Ask on each engine that is here; print the times, and write them down."""
    answers = {}
    for engine, more in _engines():
        answers[engine] = _answers(more)
        print(in_words(engine, answers[engine]))  # noqa: T201  this is what the command is for
    write_page(answers)


def _engines() -> Iterator[tuple[str, dict[str, str]]]:
    """Give each engine, with the settings of its process: a folder, or a server of our own."""
    from tests.postgres import NoServer, server

    home = HOMES / f"{date.today():%Y-%m-%d}-directory"
    home.mkdir(parents=True, exist_ok=True)
    yield "SQLite", {"HEARTH_HOME": str(home)}
    with ExitStack() as stack:
        try:
            address = stack.enter_context(server())
        except NoServer:
            return
        other = home / "postgresql"
        other.mkdir(exist_ok=True)
        yield "PostgreSQL", {"HEARTH_HOME": str(other), "HEARTH_DATABASE_URL": address}


def _answers(more: dict[str, str]) -> dict[str, Any]:
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("HEARTH_", "DJANGO_"))}
    kept = {k: v for k, v in os.environ.items() if k.startswith("HEARTH_BENCH_")}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.directory_asking"], cwd=CHECKOUT, text=True, check=True,
        env=ours | kept | more | {"HEARTH_DEMO": "1"}, stdout=subprocess.PIPE,
    )  # fmt: skip
    answers: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answers


if __name__ == "__main__":
    main()
