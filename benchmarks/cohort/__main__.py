"""`python -m benchmarks.cohort`: race, and write the page."""

import os

from benchmarks.cohort.race import race
from benchmarks.cohort.report import in_words, write_page

SIZES = os.environ.get("HEARTH_BENCH_COHORT") or "10000,100000,1000000"
TURNS = int(os.environ.get("HEARTH_BENCH_COHORT_TURNS") or 5)


def main() -> None:
    """Race at each size, and write docs/reference/benchmarks-cohorts.md."""
    races = [race(int(size), TURNS) for size in SIZES.split(",")]
    print(in_words(races))  # noqa: T201  this is what the command is for
    write_page(races)


if __name__ == "__main__":
    main()
