"""Anchors: how far the audit trail has come, written down each day outside the database.

Whoever can write to the database could rewrite a whole trail, with new hashes. They cannot make
it agree with what was written elsewhere before. One anchor is one line of JSON in a file.
"""

import json
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import send_mail

from hearth.core.chain import LANES, START, Finding, Head, root
from hearth.records.audit.queries import heads

FORMAT = "hearth-anchor/1"
# What findings about the anchors themselves name as their lane.
NO_LANE = -1


@dataclass(frozen=True)
class Anchor:
    """What was written down: the root over all lanes, and how many rows there were."""

    at: datetime
    root: str
    rows: int


@dataclass
class Anchors:
    """What a file of anchors says. `lanes`: lane -> number -> (hash, day). `roots`: root -> day."""

    lanes: dict[int, dict[int, tuple[str, str]]] = field(default_factory=lambda: defaultdict(dict))
    roots: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def add_anchor(file: Path, heads: Sequence[Head], *, at: datetime) -> Anchor:
    """Add one line to the file, which names the line before it; it is on the disk when done."""
    rows = sum(head.number for head in heads)
    line = {
        "format": FORMAT,
        "at": at.isoformat(timespec="seconds"),
        "rows": rows,
        "root": root(heads),
        "lanes": {lane: [head.number, head.hash] for lane, head in enumerate(heads) if head.number},
        "before": _hash(_last_line(file)),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as writing:
        writing.write(json.dumps(line, separators=(",", ":")) + "\n")
        writing.flush()
        os.fsync(writing.fileno())
    return Anchor(at, root(heads), rows)


def anchor_and_send(*, at: datetime, file: Path, to: str = "") -> Anchor:
    """Write down how far the trail has come, and send the root to somebody else, if named."""
    made = add_anchor(file, heads(), at=at)
    if to:
        subject, text = in_a_letter(made)
        send_mail(subject, text, None, [to])
    return made


def anchor_daily(*, at: datetime) -> None:
    """The chore: anchor into the file, and to the address, of the settings."""
    anchor_and_send(at=at, file=settings.ANCHOR_FILE, to=settings.ANCHOR_EMAIL)


def _last_line(file: Path) -> str:
    last = ""
    if file.exists():
        with file.open(encoding="utf-8") as reading:
            for line in reading:
                last = line
    return last


def _hash(line: str) -> str:
    return sha256(line.strip().encode()).hexdigest() if line else START


def read_anchors(file: Path) -> Anchors:
    """Read a file of anchors. What shows that the file itself was changed is among the findings."""
    anchors, before = Anchors(), ""
    with file.open(encoding="utf-8", errors="replace") as reading:
        for number, line in enumerate(reading, 1):
            if problem := _take(anchors, line, before):
                words = f"Line {number} of the anchors: {problem}"
                anchors.findings.append(Finding(NO_LANE, number, words))
            before = line
    return anchors


def _take(anchors: Anchors, line: str, before: str) -> str:
    """Take in one line; return what is wrong with it, in words, or nothing."""
    try:
        said = json.loads(line)
        lanes = {int(lane): Head(int(row[0]), str(row[1])) for lane, row in said["lanes"].items()}
        day, named, follows = str(said["at"])[:10], said["root"], said["before"]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return "it cannot be read."
    if root([lanes.get(lane, Head()) for lane in range(LANES)]) != named:
        return "it was edited: its root does not fit its lanes."
    _keep(anchors, lanes, day)
    anchors.roots.setdefault(named, day)
    return "" if follows == _hash(before) else "it does not follow the line before it."


def _keep(anchors: Anchors, lanes: dict[int, Head], day: str) -> None:
    """Keep where each lane stood. Of two anchors for one row, the first is believed."""
    for lane, head in lanes.items():
        anchors.lanes[lane].setdefault(head.number, (head.hash, day))


def in_a_letter(anchor: Anchor) -> tuple[str, str]:
    """Return the subject and the text of an e-mail that takes the anchor to somebody else."""
    subject = f"Hearth: the audit trail on {anchor.at:%d %B %Y}"
    text = (
        "Please keep this message. It shows later that nobody rewrote the audit trail.\n\n"
        f"Written at: {anchor.at.isoformat(timespec='seconds')}\n"
        f"Rows: {anchor.rows}\n"
        f"Root: {anchor.root}\n\n"
        f"To check: hearth audit verify --root {anchor.root}\n"
    )
    return subject, text


def facts(anchor: Anchor, file: Path) -> dict[str, Any]:
    """Return an anchor for programs."""
    return {"at": anchor.at.isoformat(), "rows": anchor.rows, "root": anchor.root, "file": file}
