"""Asks one engine, and says how long it took: run by benchmarks.directory, in its own process."""

import json
import os
import time
from collections.abc import Callable
from random import Random
from statistics import median, quantiles
from typing import Any

HOW_MANY = int(os.environ.get("HEARTH_BENCH_ACTIVITIES") or 100_000)
TURNS = int(os.environ.get("HEARTH_BENCH_TURNS") or 60)
COMMON = ("tea", "friend", "community", "welcome", "volunteers")
USUAL = ("walking", "choir", "bingo", "gardening", "yoga", "carers", "dementia", "books")
FELT = ("I feel lonely", "I want to sing again", "worried about bills", "my wife died", "get fit")
RARE = ("zumba", "lepidoptera", "mah jong", "xylophone")
SLIPS = ("gardning", "coir", "demenita", "swiming")


def main() -> None:
    """Fill what is not filled yet, then ask."""
    from hearth.site.commands.start import make_ready

    make_ready()
    from benchmarks.directory_made import fill

    fill(HOW_MANY)
    _settle()
    said = {"kinds": _ask_all(), "floor": FLOOR_SAYS, "how_many": HOW_MANY, "turns": TURNS}
    print(json.dumps(said))  # noqa: T201  the answer to who started this process


FLOOR_SAYS = "the first 20 listings with one usual word, from the bare index"


def _settle() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _kinds(rng: Random) -> dict[str, Callable[[], Any]]:
    """Return a way to ask for each kind of question, by its name."""
    from benchmarks.directory_made import towns
    from hearth.core.directory.activity import Cost
    from hearth.core.directory.searching import PartOfDay, Search
    from hearth.records.directory.search import search

    places = [point for _, point in towns(Random(7))]

    def where() -> Any:
        return places[min(int(rng.expovariate(0.1)), len(places) - 1)]

    def asked(words: tuple[str, ...] = ("",), page: int = 1, **more: Any) -> Callable[[], Any]:
        near = more.pop("near", None)

        def ask() -> Any:
            place = {"near": where()} if near else {}
            return search(Search(rng.choice(words), **more, **place), page=page)

        return ask

    free = {"costs": frozenset({Cost.FREE}), "step_free": True}
    tuesday = {"weekdays": frozenset({1}), "parts": frozenset({PartOfDay.MORNING})}
    return {
        "a usual word": asked(USUAL),
        "a common word": asked(COMMON),
        "a rare word, or none": asked(RARE),
        "a slip of the pen": asked(SLIPS),
        "words as people say them": asked(FELT),
        "a word, nearest first": asked(USUAL, near=True),
        "a word within 5 miles": asked(USUAL, near=True, within=5.0),
        "a common word within 10 miles": asked(COMMON, near=True, within=10.0),
        "all that is near": asked(near=True),
        "all within 25 miles": asked(near=True, within=25.0),
        "free and no steps": asked(**free),
        "free, no steps, Tuesday morning, near": asked(near=True, **free, **tuesday),
        "at the age of 70": asked(age=70),
        "an age and a word": asked(USUAL, age=40),
        "everything": asked(),
        "page 20 of a common word": asked(COMMON, page=20),
        "page 20 of choices": asked(page=20, step_free=True),
    }


def _ask_all() -> dict[str, dict[str, float]]:
    rng = Random(11)
    kinds = _kinds(rng)
    taken: dict[str, list[float]] = {name: [] for name in [*kinds, ""]}
    worked: dict[str, list[float]] = {name: [] for name in kinds}
    found: dict[str, int] = {}
    for turn in range(TURNS + 3):
        for name, ask in kinds.items():
            each, floor = _timed(ask), _timed(lambda: _floor(rng.choice(USUAL)))
            found[name] = each[2].total
            if turn >= 3:  # the first ones warm up
                taken[name].append(each[0])
                worked[name].append(each[1])
                taken[""].append(floor[0])
    floor_ms = median(taken.pop(""))
    return {
        name: {"p50": median(times), "p95": quantiles(times, n=20)[-1], "floor": floor_ms,
               "work": quantiles(worked[name], n=20)[-1],
               "found": found[name]}
        for name, times in taken.items()
    }  # fmt: skip


def _timed(ask: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return the time on the clock, that of the processor in this process, and the answer."""
    begins, work = time.perf_counter(), time.process_time()
    answer = ask()
    return (time.perf_counter() - begins) * 1000, (time.process_time() - work) * 1000, answer


def _floor(word: str) -> Any:
    from hearth.core.directory.terms import Group
    from hearth.records.directory.words_index import matching

    return matching([Group(words=(word,))], limit=20)


if __name__ == "__main__":
    main()
