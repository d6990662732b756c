"""A process that builds extracts in children, so that a test can kill each of them.

`python -m tests.resilience.extract_building FOLDER` loads everything once. For each line that it
reads, a number of seconds, it starts a child, kills it after so long, and says how it ended.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.real_inputs import CHECKOUT

PART_ROWS = 1000
SMALL_BLOCK = 2**16
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def build_in(folder: Path, into: Path, *, progress: Any = lambda *_: None) -> Any:
    """Build the extract of a folder, in small parts so that there is much to stop between."""
    from hearth.jobs.extract.building import Sources, build
    from hearth.jobs.extract.fhir import bulk_files
    from hearth.jobs.extract.means import Means
    from hearth.jobs.extract.pseudonyms import Pseudonyms
    from hearth.jobs.imports.opening import sources

    means = Means(Pseudonyms(b"k" * 32), "test", ("nhs-number", "urn:number"))
    readers, _ = bulk_files(sources([folder])[0], means)
    return build(
        Sources("fhir", "test", readers), day=date(2026, 11, 22), into=into, at=AT,
        progress=progress, part_rows=PART_ROWS,
    )  # fmt: skip


@contextmanager
def killing_builders(folder: Path, into: Path) -> Iterator[subprocess.Popen[str]]:
    """Run the process that starts and kills builders, until the test is over."""
    run = [sys.executable, "-m", "tests.resilience.extract_building", str(folder), str(into)]
    starter = subprocess.Popen(
        run, cwd=CHECKOUT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{CHECKOUT / 'src'}{os.pathsep}{CHECKOUT}"},
    )  # fmt: skip
    with starter:
        try:
            yield starter
        finally:
            starter.stdin.close()  # type: ignore[union-attr]


def _kill_each_that_is_asked_for(folder: Path, into: Path) -> None:
    # Only its parent kills a child: until it has looked, the number is nobody else's.
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            build_in(folder, into)
            os._exit(0)
        time.sleep(float(line))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print(status, flush=True)  # noqa: T201  the test reads it


if __name__ == "__main__":
    import django

    django.setup()
    import pyarrow.parquet  # noqa: F401  loaded before there are children

    from hearth.jobs.extract.fhir import lines

    lines.BLOCK = SMALL_BLOCK
    _kill_each_that_is_asked_for(Path(sys.argv[1]), Path(sys.argv[2]))
