"""The same pages in a community of 500 and of 50,000, fetched in turn, within one run.

Absolute times move with the machine; the ratio of two medians from one interleaved run is steady.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

CHECKOUT = Path(__file__).parent.parent
HOMES = CHECKOUT / "build" / "benchmarks"


def _number(name: str, default: int) -> int:
    return int(os.environ.get(f"HEARTH_BENCH_{name}") or default)


@dataclass(frozen=True)
class Page:
    """Medians of one page: milliseconds in each community, queries, and bytes as sent."""

    name: str
    small_ms: float
    large_ms: float
    queries: tuple[int, int]
    sent: tuple[int, int]

    @property
    def ratio(self) -> float:
        return self.large_ms / self.small_ms


@dataclass(frozen=True)
class Measured:
    """One run."""

    small: int
    large: int
    turns: int
    pages: tuple[Page, ...]


@dataclass
class Visitor:
    """A process with a community of its own."""

    people: int
    process: subprocess.Popen[str] = field(init=False)
    facts: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        home = HOMES / f"{date.today():%Y-%m-%d}-{self.people}"
        home.mkdir(parents=True, exist_ok=True)
        ours = {k: v for k, v in os.environ.items() if not k.startswith(("HEARTH_", "DJANGO_"))}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.visitor", str(self.people)], cwd=CHECKOUT, text=True,
            env=ours | {"HEARTH_HOME": str(home), "HEARTH_DEMO": "1"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.facts = self._read()

    def ask(self, line: str) -> dict[str, Any]:
        """Tell the visitor a line, and wait for the answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return self._read()

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=30)

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"The visitor of {self.people:,} people stopped. See above.")
        facts: dict[str, Any] = json.loads(line)
        return facts


def measure() -> Measured:
    """Make both communities (or take those of today), and fetch each page from both in turn."""
    _clear_older()
    turns = _number("TURNS", 40)
    small, large = Visitor(_number("SMALL", 500)), Visitor(_number("LARGE", 50_000))
    names: list[str] = small.ask("begin")["pages"]
    large.ask("begin")
    seen: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = defaultdict(list)
    for turn in range(turns + 1):
        for name in names:
            both = _in_turn(small, large, name, large_first=bool(turn % 2))
            if turn:  # the first one warms up
                seen[name].append(both)
    small.close()
    large.close()
    pages = tuple(_page(name, seen[name]) for name in names)
    return Measured(small.facts["people"], large.facts["people"], turns, pages)


def _clear_older() -> None:
    """Throw away the communities of other days: their “today” is not today."""
    for home in HOMES.glob("*"):
        if not home.name.startswith(f"{date.today():%Y-%m-%d}"):
            shutil.rmtree(home)


def _in_turn(
    small: Visitor, large: Visitor, name: str, *, large_first: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    if large_first:
        there = large.ask(name)
        here = small.ask(name)
    else:
        here, there = small.ask(name), large.ask(name)
    for facts in (here, there):
        if facts["status"] != 200:
            raise SystemExit(f"{name}: answered {facts['status']}")
    return here, there


def _page(name: str, seen: list[tuple[dict[str, Any], dict[str, Any]]]) -> Page:
    last_here, last_there = seen[-1]
    return Page(
        name, median(here["ms"] for here, _ in seen), median(there["ms"] for _, there in seen),
        (last_here["queries"], last_there["queries"]), (last_here["bytes"], last_there["bytes"]),
    )  # fmt: skip
