"""Take in what other systems know: all of it, or none where a row is bad.

Every file is read and checked first; only then, in one transaction, is anything written.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from hearth.jobs.imports.checking import check
from hearth.jobs.imports.facts import Context
from hearth.jobs.imports.fhir.patient import source_scheme
from hearth.jobs.imports.keeping import Keeper, Tie
from hearth.jobs.imports.opening import Progress, Source, silent, sources
from hearth.jobs.imports.people import People
from hearth.jobs.imports.reading import Reader
from hearth.jobs.imports.report import Count, Problem, Report
from hearth.jobs.imports.spool import Spool
from hearth.jobs.imports.tally import Place, Tally, TooManyProblems
from hearth.jobs.imports.values import Bad
from hearth.records.audit.changes import together
from hearth.records.community import queries as community
from hearth.records.results import changes as results

__all__ = ["Count", "Problem", "Report", "run"]

UNNAMED_SOURCE = "files"


def run(
    paths: Iterable[Path], *, dry_run: bool, by: Any, at: datetime, organisation: str = "",
    source: str = "", progress: Progress = silent,
) -> Report:  # fmt: skip
    """Import files and folders. Nothing is written in a dry run, nor when anything is refused.

    `organisation` names who the people are tied to (the first practice when it is left out);
    `source` names the system that the files come from, so that its ids can be told from others'.
    """
    files, passed_over = sources(paths)
    importing = _Import(files, Spool(), Tally(), _context(at, source), progress, by, at)
    try:
        importing.read()
        importing.check_and_keep(organisation, dry_run=dry_run)
    except TooManyProblems:
        importing.tally.problems.append(
            Problem("", 0, "rows", "Too many rows are bad. We stopped here.")
        )
    finally:
        importing.spool.close()
    return importing.tally.report(dry_run=dry_run, passed_over=passed_over)


def _context(at: datetime, source: str) -> Context:
    """What the readers need. A day is left for time zones that are ahead of ours."""
    jurisdiction = settings.JURISDICTION
    codes = (code for each in jurisdiction.measurements for code in each.codes)
    return Context(
        latest=at.date() + timedelta(days=1),
        scheme=source_scheme(source or UNNAMED_SOURCE),
        source=source,
        number_uri=jurisdiction.identifier.uri,
        explained=frozenset((code.system, code.code) for code in codes),
    )


@dataclass
class _Import:
    files: Sequence[Source]
    spool: Spool
    tally: Tally
    context: Context
    progress: Progress
    by: Any
    at: datetime

    def read(self) -> None:
        """Read all files; what they say waits in the spool."""
        total = sum(each.size for each in self.files if each.path.is_file())
        reader = Reader(self.context, self.tally, self.spool, self.progress, total=total)
        for each in self.files:
            reader.read(each)

    def check_and_keep(self, organisation: str, *, dry_run: bool) -> None:
        """Check every row against its person; keep all when nothing was refused."""
        with transaction.atomic(), together():
            tie = self._tie(organisation)
            people = People(settings.JURISDICTION.identifier, self.tally)
            decisions = check(self.spool, people, self.tally, self.context)
            run = None if dry_run or self.tally.problems else self._start()
            Keeper(self.spool, self.tally, self.progress, run, self.by, self.at).keep(
                decisions, tie
            )
            if run:
                counts = {name: vars(count) for name, count in self.tally.counts.items()}
                results.finish_run(run=run, counts=counts, by=self.by, at=self.at)

    def _start(self) -> Any:
        digest = hashlib.sha256()
        for each in self.files:
            with each.path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        names = self.context.source or ", ".join(each.name for each in self.files)
        return results.start_run(source=names, sha256=digest.hexdigest(), by=self.by, at=self.at)

    def _tie(self, name: str) -> Tie:
        """Find the organisation that was named; else the first practice."""
        held = list(community.organisations())
        if name:
            found = next((each for each in held if each.name.casefold() == name.casefold()), None)
            if found is None:
                self.tally.name(
                    "", 0, Bad("organisation", "No organisation has this name.", "Check its name.")
                )
            return Tie(found, is_named=True)
        practice = next((each for each in held if each.kind == "practice"), None)
        if practice is None:
            words = "There is no practice yet, so no one on the staff can see these people."
            mend = "Add one, then import again and name it with --organisation."
            self.tally.remark(Place("", 0, ""), [Bad("organisation", words, mend)])
        return Tie(practice, is_named=False)
