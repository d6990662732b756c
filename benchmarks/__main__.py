"""`make bench`: measure pages in a small and in a large community, and write down the ratios.

Then race a Hearth cohort against SQL written by hand.
"""

from benchmarks.cohort.__main__ import main as race_cohorts
from benchmarks.pages import measure
from benchmarks.report import in_words, write_page

if __name__ == "__main__":
    measured = measure()
    print(in_words(measured))  # noqa: T201  this is what the command is for
    write_page(measured)
    race_cohorts()
