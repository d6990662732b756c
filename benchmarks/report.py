"""The results in words: for the terminal, and as a page of the docs."""

import os
import platform
from datetime import date

from benchmarks.pages import CHECKOUT, Measured, Page

TARGET = 1.5
PAGE = CHECKOUT / "docs" / "reference" / "benchmarks.md"


def in_words(measured: Measured) -> str:
    """A table for the terminal."""
    rows = [
        f"{page.name:34} {page.small_ms:8.1f} ms {page.large_ms:8.1f} ms  x {page.ratio:.2f}"
        for page in measured.pages
    ]
    return "\n".join(
        [f"{'':34} {measured.small:>8,}    {measured.large:>8,}", *rows, _verdict(measured)]
    )


def _verdict(measured: Measured) -> str:
    slow = [page.name for page in measured.pages if page.ratio > TARGET]
    if not slow:
        return f"Every page is within {TARGET} times."
    return f"Over {TARGET} times: {', '.join(slow)}."


def write_page(measured: Measured) -> None:
    """Write docs/reference/benchmarks.md anew."""
    PAGE.write_text(_as_markdown(measured), encoding="utf-8")


def _as_markdown(measured: Measured) -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    rows = "\n".join(_row(page) for page in measured.pages)
    return f"""# Benchmarks

`make bench` makes two communities that differ only in their size, fetches each page from both in
turn, and writes this page. Read the ratio: the times themselves move with the machine. See
[how it works](../../benchmarks/README.md).

Measured on {date.today():%-d %B %Y}, {machine}, SQLite, {measured.turns} turns.
Medians. The two communities share the same two practices, so that each practice is a hundred
times larger in the second.

| page | {measured.small:,} people | {measured.large:,} people | ratio | queries | kB sent |
|---|---:|---:|---:|---:|---:|
{rows}

{_verdict(measured)} The target is {TARGET}.
"""


def _row(page: Page) -> str:
    queries = (
        str(page.queries[0]) if len(set(page.queries)) == 1 else "{} and {}".format(*page.queries)
    )
    sent = " and ".join(dict.fromkeys(f"{size / 1000:.1f}" for size in page.sent))
    times = f"{page.small_ms:.1f} ms | {page.large_ms:.1f} ms | {page.ratio:.2f}"
    return f"| {page.name} | {times} | {queries} | {sent} |"
