"""Where entries wait between reading and keeping: a file that nobody else sees.

Memory stays small however large a feed is. Nothing here outlives the reading.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO, Any

from hearth.formats.open_referral.reading import Problem, Read, read_service

MOST_LISTED = 500
"""So many refused entries, and so many warnings, are listed; all are counted."""


@dataclass
class Spool:
    """The entries of one feed: those that are good in a file, the others with their reasons."""

    read: int = 0
    refused: int = 0
    warned: int = 0
    refusals: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    _digests: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    _providers: dict[str, dict[str, Any]] = field(default_factory=dict)
    _file: IO[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._file = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 (closed by `close`)

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def good(self) -> int:
        """How many entries wait."""
        return len(self._digests)

    def take(self, raw: object) -> None:
        """Read one entry, and let it wait or note why it cannot come in."""
        self.read += 1
        found = read_service(raw)
        if found.key:
            self.keys.add(found.key)
        if found.document is None:
            self._refuse(found.key, found.problems)
        else:
            self._wait(found, found.document)

    def _wait(self, found: Read, document: dict[str, Any]) -> None:
        line = json.dumps(document, ensure_ascii=False, sort_keys=True)
        digest = sha256(line.encode()).digest()
        number, before = self._digests.get(found.key, (0, b""))
        if number:
            if before != digest:
                words = f"Entry {number} has the same id, and says something else."
                self._refuse(found.key, (Problem("id", words),))
            return
        self._digests[found.key] = (self.read, digest)
        self._keep_provider(document)
        self._file.write(line + "\n")
        self._warn(found)

    def _keep_provider(self, document: dict[str, Any]) -> None:
        """Remember what says most of each provider: lists often tell only its name."""
        provider = document.get("organization")
        if provider and len(str(provider)) > len(str(self._providers.get(provider["id"], ""))):
            self._providers[provider["id"]] = provider

    def _refuse(self, key: str, problems: tuple[Problem, ...]) -> None:
        self.refused += 1
        if len(self.refusals) < MOST_LISTED:
            self.refusals += [self._row(key, problem) for problem in problems]

    def _warn(self, found: Read) -> None:
        self.warned += bool(found.problems)
        if len(self.warnings) < MOST_LISTED:
            self.warnings += [self._row(found.key, problem) for problem in found.problems]

    def _row(self, key: str, problem: Problem) -> dict[str, Any]:
        return {"number": self.read, "id": key, "field": problem.field, "why": problem.words}

    def documents(self) -> Iterator[dict[str, Any]]:
        """Give the entries in their order, each with all that is known of its provider."""
        self._file.seek(0)
        for line in self._file:
            document = json.loads(line)
            if provider := document.get("organization"):
                document["organization"] = self._providers[provider["id"]]
            yield document
