"""Population extracts: from bulk FHIR, from CSV, or from Hearth's own records, into Parquet."""

import shutil
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from hearth.analytics.extract import Extract, NoExtract, extracts_in
from hearth.jobs.extract.building import CannotBuild, Progress, Sources, build
from hearth.jobs.extract.own import SOURCE
from hearth.jobs.extract.sources import from_csv, from_fhir, from_own_records
from hearth.records.audit import changes as audit

__all__ = [
    "CannotBuild", "from_csv", "from_fhir", "from_own_records", "make", "make_daily", "readable",
]  # fmt: skip

KEPT = timedelta(days=7)


def extracts_folder() -> Path:
    """Where this site keeps its extracts."""
    return Path(settings.HOME) / "extracts"


def make(
    sources: Sources,
    *,
    by: Any,
    at: datetime,
    day: date | None = None,
    into: Path | None = None,
    progress: Progress = lambda *_: None,
) -> Extract:
    """Build an extract, and note that it was: one row for the whole. Raises CannotBuild."""
    day = day or timezone.localdate(at)
    made = build(sources, day=day, into=into or extracts_folder(), at=at, progress=progress)
    what = f"{made.name} from {sources.source}: {made.counts['persons']} persons"
    audit.note(did="made a population extract", by=by, at=at, what=what[:200], is_change=False)
    return made


def make_daily(*, at: datetime) -> None:
    """The chore: an extract of Hearth's own records, and away with those that are a week old.

    What is sealed today still lies in the extracts of yesterday, so they are not kept for long.
    A site that brings its newest extract from elsewhere gets none: ours would stand before it.
    """
    today = timezone.localdate(at)
    held = readable(extracts_folder())
    own = [each for each in held if each.note["from"] == SOURCE]
    if held and held[-1].note["from"] != SOURCE:
        return
    if not any(each.day == today for each in own):
        make(from_own_records(at=at), by=None, at=at)
    for each in own:
        if each.day < today - KEPT:
            shutil.rmtree(each.folder)


def readable(folder: Path) -> list[Extract]:
    """List the extracts that this version can read, the newest day last."""

    def isreadable(each: Extract) -> bool:
        try:
            return bool(each.note)
        except NoExtract:
            return False

    return [each for each in extracts_in(folder) if isreadable(each)]


def in_words(made: Extract, *, most: int = 30) -> Sequence[str]:
    """Say what came in, file by file, and what was left out."""
    note = made.note
    lines = [f"Made {made.folder}, as of {made.day:%-d %B %Y}."]
    lines += [f"  {name}: {count:,} rows" for name, count in made.counts.items() if count]
    for each in note["files"][:most]:
        left_out = f", left out {each['rejected']:,}" if each["rejected"] else ""
        lines.append(f"  {each['name']}: read {each['read']:,}, kept {each['kept']:,}{left_out}")
    if note["not_used"]:
        lines.append(f"Not used: {', '.join(note['not_used'][:most])}.")
    if any(each["rejected"] for each in note["files"]):
        lines.append("What was left out, and why: rejected.csv beside the tables.")
    return lines
