"""One visitor of one community, in a process of its own: fetches pages when told, and times them.

Told by lines on standard input; answers each with a line of JSON. Used by `benchmarks.pages`.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

TARGETS = ("Mo Hargreaves", "Grace Okafor", "Jan Kowalczyk", "Danny Boyce", "Kev Ashworth")


def main() -> None:
    """Make the community, then answer until the input ends."""
    people = int(sys.argv[1])
    from hearth.site.commands.start import make_ready

    make_ready()
    from hearth.jobs import demo

    counts = demo.build(
        people=people, seed=1, at=datetime.now(UTC), progress=_say_progress, practices=2
    )
    _answer(counts)
    sys.stdin.readline()  # wait for the other community, so that no session ends meanwhile
    pages = _pages()
    _answer({"pages": list(pages)})
    for line in sys.stdin:
        _answer(_visit(pages[line.strip()]))


def _say_progress(stage: str, done: int, total: int) -> None:
    print(f"\r{stage}: {done:,} of {total:,}", end="", file=sys.stderr)  # noqa: T201


def _answer(facts: dict[str, Any]) -> None:
    print(json.dumps(facts), flush=True)  # noqa: T201


def _visit(fetch: Callable[[], Any]) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        fetch()
    asked = len(queries)  # read now: the next request empties the list
    began = time.perf_counter()
    response = fetch()
    took = time.perf_counter() - began
    return {
        "status": response.status_code, "ms": took * 1000, "queries": asked,
        "bytes": len(response.content),
    }  # fmt: skip


def _pages() -> dict[str, Callable[[], Any]]:
    """What is fetched, by whom. The people of the story are the same in a community of any size."""
    from django.urls import reverse

    from hearth.jobs.demo.calendar import Calendar
    from hearth.records.access.queries import own_person_id
    from hearth.records.people.queries import demo_accounts

    accounts = {account.full_name: account for account in demo_accounts()}
    clients = {name: _signed_in(account) for name, account in accounts.items() if name in TARGETS}
    ids = {name: own_person_id(accounts[name]) for name in ("Mo Hargreaves", "Danny Boyce")}
    nurse, clerk = clients["Grace Okafor"], clients["Jan Kowalczyk"]
    mo, danny = ids["Mo Hargreaves"], ids["Danny Boyce"]
    born = Calendar(datetime.now(UTC)).born(71, 4, 9)  # as her story says

    def of(client: Any, name: str, *args: object, **query: str) -> Callable[[], Any]:
        address = reverse(name, args=args)
        return lambda: client.get(address, query, headers={"accept-encoding": "gzip"})

    return {
        "Today, a nurse": of(nurse, "today"),
        "Today, an administrator": of(clerk, "today"),
        "What has not happened": of(nurse, "missed-dates"),
        "People, first page": of(nurse, "people"),
        "People, page 8": of(nurse, "people", page="8"),
        "Search by the start of a name": of(nurse, "people", q="har mau"),
        "A search that fills the page": of(nurse, "people", q="h"),
        "Search by birth date": of(nurse, "people", q=f"{born:%d/%m/%Y}"),
        "Search by number": of(nurse, "people", q="999"),
        "A plan, read by a nurse": of(nurse, "my-plan", mo),
        "The conversation": of(nurse, "conversation", mo),
        "The round": of(clerk, "round", mo),
        "A person’s own plan": of(clients["Danny Boyce"], "my-plan", danny),
        "The list of questions": of(clients["Mo Hargreaves"], "prepare", mo),
        "Who looked": of(clients["Danny Boyce"], "who-looked", danny),
    }


def _signed_in(account: Any) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.post("/demo", {"who": account.pk})
    return client


if __name__ == "__main__":
    main()
