"""Try the addresses of the web that entries show, each once, politely, and note which are dead."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from django.conf import settings

from hearth.core.directory.quality import urls_of
from hearth.outside.hsds import Reader
from hearth.records.directory.queries import document_of, listed
from hearth.records.feeds.changes import Answered, note_links

AT_ONCE = 8
"""So many sites are asked at a time, each site only once at a time."""
A_BATCH = 200


def check(
    *, feed: str = "", by: object, at: datetime, progress: Callable[[str, int, int], None]
) -> tuple[int, int]:
    """Try the links of all listed entries, or of one feed. Returns how many, and how many dead."""
    urls = _urls(feed)
    waiting, done, dead = iter(_by_site(urls)), 0, 0
    with ThreadPoolExecutor(AT_ONCE) as together:
        while batch := list(islice(waiting, A_BATCH)):
            answers = [each for found in together.map(_try, batch) for each in found]
            note_links(answers=answers, by=by, at=at)
            done, dead = done + len(answers), dead + sum(each.is_dead for each in answers)
            progress("Trying links", done, len(urls))
    return done, dead


def _urls(feed: str) -> list[str]:
    rows = listed().filter(feed__name=feed) if feed else listed()
    found = (url for row in rows.iterator(500) for url in urls_of(document_of(row)))
    return list(dict.fromkeys(url for url in found if len(url) <= 500))


def _by_site(urls: list[str]) -> Iterator[list[str]]:
    """Give the addresses of each site together: one site is asked one thing after another."""
    sites: dict[str, list[str]] = {}
    for url in urls:
        sites.setdefault(_host(url), []).append(url)
    yield from sites.values()


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _try(urls: list[str]) -> list[Answered]:
    """Try the addresses of one site. Nothing here touches the database: it runs in a thread."""
    reader = Reader(inside=settings.FEEDS_INSIDE)
    said = [(url, reader.answers(url)) for url in urls]
    return [Answered(url, is_dead=bool(why), why=why) for url, why in said]
