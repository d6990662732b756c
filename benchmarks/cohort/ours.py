"""The question as a Hearth cohort (`question.cohort`), on an engine, over a Hearth extract."""

import json
import sys
import time
from pathlib import Path

from benchmarks.cohort import QUESTION, extract_in, lists_in, peak_megabytes
from hearth.analytics.asking import engine_called, run, write_list
from hearth.core.cohorts.text import parse


def main(name: str, kept: str, folder: Path, to: Path) -> None:
    """Answer once into a file, then three times warm, and say how long that took."""
    definition, lists, extract = parse(QUESTION.read_text()), lists_in(folder), extract_in(folder)
    engine = engine_called(name, master="local[2]", kept=folder / "sql" if kept == "kept" else None)
    write_list(definition, extract, lists, to=to, engine=engine)
    most = peak_megabytes()
    began, warm = time.perf_counter(), []
    for _ in range(4):  # the first one loads what a file alone has not needed
        start = time.perf_counter()
        run(definition, extract, lists, engine=engine)
        warm.append(time.perf_counter() - start)
    after = time.perf_counter() - began
    told = {"warm": min(warm[1:]), "after": after, "megabytes": most}
    print(json.dumps(told))  # noqa: T201  the race reads it


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
