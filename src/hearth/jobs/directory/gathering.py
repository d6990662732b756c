"""Gather all entries of a feed: page by page over HTTP, or from files. All of them, or CannotRead.

Feeds break in many ways: a page that comes again, a page that is empty, fewer entries than were
promised. Each of these would make good entries look gone, so each ends the reading.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from hearth.core.directory.bodies import parsed
from hearth.formats.open_referral.versions import (
    Page,
    Profile,
    page_of,
    profile_named,
    profile_of,
)
from hearth.jobs.imports.opening import Unreadable, opened, sources
from hearth.outside.hsds import Absent, CannotRead, Reader

MOST_PAGES = 5_000
PER_PAGE = "100"
LARGEST_FILE = 512 * 2**20

Take = Callable[[object], None]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Gathered:
    """What was gathered. `is_whole`: it is all that the feed has, so what is missing is gone."""

    profile: Profile
    is_whole: bool


@dataclass
class FromWeb:
    """Gathers from an address. `since`: only what changed after that moment."""

    reader: Reader
    address: str
    take: Take
    progress: Progress
    since: datetime | None = None

    def gather(self) -> Gathered:
        """Take every entry of the feed. Raises CannotRead."""
        named = self._find_services()
        profile, got, promised = named, 0, None
        for page in self._pages():
            if profile is Profile.UNKNOWN:
                profile = profile_of([*page.services])
            promised = page.total if promised is None else promised
            for raw in page.services:
                self.take(self._whole(raw) if page.is_minimal else raw)
                got += 1
                self.progress("Reading the feed", got, max(promised or 0, got))
        if promised is not None and got < promised - promised // 50:
            raise CannotRead(f"The feed speaks of {promised} entries, and gave {got}.")
        is_all = promised is None or got >= promised
        return Gathered(profile, is_whole=self.since is None and is_all)

    def _find_services(self) -> Profile:
        """Find where the services are listed, from an address of an API or of its list."""
        if self._path().endswith("/services"):
            return Profile.UNKNOWN
        try:
            root = self.reader.json(self.address)
        except Absent:
            root = None
        page = page_of(root)
        if page is None or not (page.is_wrapped or isinstance(root, list)):
            self.address = _under(self.address, "services")
        return profile_named(root)

    def _path(self) -> str:
        return urlsplit(self.address).path.rstrip("/").lower()

    def _pages(self) -> Iterator[Page]:
        """Yield the pages until the last. Raises CannotRead for one that cannot be so."""
        seen: set[bytes] = set()
        got, first, link = 0, 1, ""
        for number in count(1):
            page = self._linked(link, number) if link else self._page(number + first - 1, got)
            if number == 1 and page.is_first is False and page.number == 1:
                first, page = 0, self._page(0)  # it counts from nought
            digest = _digest(page)
            if digest in seen:
                if page.pages is None and page.total is None:
                    return  # it knows no pages: the same list, whatever is asked for
                raise CannotRead(f"Page {number} of the feed is the same as one before it.")
            seen.add(digest)
            got += len(page.services)
            yield page
            link = page.next if page.pages is None else ""
            if not link and _is_end(page, number, got):
                if first == 1 and page.is_first is None and got < (page.total or 0):
                    yield from self._page_nought(seen)
                return
            if number >= MOST_PAGES:
                raise CannotRead(f"The feed has more than {MOST_PAGES} pages.")

    def _page_nought(self, seen: set[bytes]) -> Iterator[Page]:
        """Give the page before page 1, where there is one: its feed does not say which is first."""
        with suppress(CannotRead):
            page = self._page(0)
            if _digest(page) not in seen:
                yield page

    def _linked(self, link: str, number: int) -> Page:
        """Fetch the page to which one before it links, of the same host alone."""
        address = urljoin(self.address, link)
        if urlsplit(address).hostname != urlsplit(self.address).hostname:
            raise CannotRead(f"Page {number} of the feed is said to be at another host.")
        page = page_of(self.reader.json(address))
        if page is None:
            raise CannotRead(f"Page {number} of the feed holds no list of services.")
        return page

    def _page(self, number: int, got: int = 0) -> Page:
        asked = {"page": str(number), "per_page": PER_PAGE}
        if self.since:
            asked["modified_after"] = self.since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        page = page_of(self.reader.json(self.address, **asked))
        if page is None:
            raise CannotRead(f"Page {number} of the feed holds no list of services.")
        is_all = page.total is not None and got >= page.total > 0
        if not page.services and page.pages and 0 < number < page.pages and not is_all:
            raise CannotRead(f"Page {number} of {page.pages} of the feed is empty.")
        return page

    def _whole(self, raw: object) -> object:
        """Fetch all of a service, where a list says little of it."""
        key = raw.get("id") if isinstance(raw, Mapping) else None
        if not isinstance(key, str | int) or not _is_part_of_an_address(str(key)):
            return raw
        try:
            found = self.reader.json(_under(self.address, str(key)))
        except Absent:
            return raw
        page = page_of(found)
        one = page.services[0] if page and len(page.services) == 1 else None
        return one if isinstance(one, Mapping) and str(one.get("id")) == str(key) else raw


def _is_end(page: Page, number: int, got: int) -> bool:
    """Say whether a page is the last: what counts the pages is believed before what says so."""
    if not page.is_wrapped or not page.services:
        return True
    if page.pages is not None:
        return number >= page.pages
    if page.is_last is not None:
        return page.is_last
    return page.total is not None and got >= page.total


def _digest(page: Page) -> bytes:
    return sha256(json.dumps(page.services, default=str).encode(errors="replace")).digest()


def _is_part_of_an_address(key: str) -> bool:
    return 0 < len(key) <= 200 and all(each.isalnum() or each in "-_.~:" for each in key)


def _under(address: str, name: str) -> str:
    """Return the address of something under another, which may ask for something itself."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{name}"))


def from_files(paths: Iterable[Path], *, take: Take, progress: Progress, whole: bool) -> Gathered:
    """Take every entry of these files. Raises CannotRead for one that cannot be read."""
    found, _ = sources(paths)
    profile, got, promised = Profile.UNKNOWN, 0, None
    for number, source in enumerate(found, start=1):
        payload = _parsed(source)
        page = page_of(payload)
        if page is None:
            raise CannotRead(f"{source.name} holds no services.")
        profile = profile_of(payload) if profile is Profile.UNKNOWN else profile
        promised = page.total if promised is None else promised
        for raw in page.services:
            take(raw)
            got += 1
        progress("Reading the files", number, len(found))
    if not found:
        raise CannotRead("There is no file that can be read.")
    return Gathered(profile, is_whole=whole or (promised is not None and got >= promised))


def _parsed(source: Any) -> object:
    try:
        with opened(source, largest=LARGEST_FILE) as stream:
            body = stream.read()
        return parsed(body)
    except Unreadable as error:
        raise CannotRead(f"{source.name}: {error}") from error
    except (ValueError, RecursionError) as error:
        raise CannotRead(f"{source.name} is not JSON.") from error
