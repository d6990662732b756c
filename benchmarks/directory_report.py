"""The times of search in words: for the terminal, and as a page of the docs."""

import os
import platform
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "benchmarks-directory.md"
TARGET_MS = 30


def in_words(engine: str, answers: Mapping[str, Any]) -> str:
    """A table for the terminal."""
    rows = [
        f"{name:40} {each['p50']:7.1f} {each['p95']:7.1f} ms, work {each['work']:6.1f}"
        f"  x {each['p50'] / each['floor']:.1f}"
        for name, each in answers["kinds"].items()
    ]
    floor = next(iter(answers["kinds"].values()))["floor"]
    return "\n".join([f"{engine}, floor {floor:.1f} ms", *rows, _verdict(answers)])


def _verdict(answers: Mapping[str, Any]) -> str:
    slow = [name for name, each in answers["kinds"].items() if each["p95"] > TARGET_MS]
    if not slow:
        return f"Of each kind, 95 in 100 are answered within {TARGET_MS} ms."
    return f"Over {TARGET_MS} ms: {', '.join(slow)}."


def write_page(answers: Mapping[str, Mapping[str, Any]]) -> None:
    """Write docs/reference/benchmarks-directory.md anew."""
    PAGE.write_text(_as_markdown(answers), encoding="utf-8")


def _as_markdown(answers: Mapping[str, Mapping[str, Any]]) -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    parts = "\n".join(_engine(name, each) for name, each in answers.items())
    first = next(iter(answers.values()))
    return f"""# Search in the directory: how quick

`python -m benchmarks.directory` makes {first["how_many"]:,} activities in 160 towns, asks each
engine in a process of its own, and writes this page. A time holds all from the search to the page
of 20 activities with their places and times: the index, the sorting and the rows. Not the page in
HTML, and not the network. The target is 95 in 100 within {TARGET_MS} ms. *Our own work* is the time
of the processor in our process, 95 in 100: on a machine that does other things too, the clock says
more. SQLite works in our process, PostgreSQL beside it.

Measured on {date.today():%-d %B %Y}, {machine}, {first["turns"]} turns. Read the ratio where the
machine is another one: it is the median beside that of the floor, {first["floor"]}.
{parts}"""


def _engine(engine: str, answers: Mapping[str, Any]) -> str:
    rows = "\n".join(
        f"| {name} | {each['found']:,} | {each['p50']:.1f} | {each['p95']:.1f}"
        f" | {each['work']:.1f} | {each['p50'] / each['floor']:.1f} |"
        for name, each in answers["kinds"].items()
    )
    return f"""
## {engine}

| what is asked | found, at most 400 | median, ms | 95 in 100, ms | of it our own work, ms | ratio |
|---|---:|---:|---:|---:|---:|
{rows}

{_verdict(answers)}
"""
