"""Gathers what a board pack is made of, from every room of the House: counts, and no person."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from hearth.core.days import day_words
from hearth.core.feedback import how_many
from hearth.core.house.board import BoardFacts, BoardFigure, BoardPack, gather
from hearth.core.house.board_document import read
from hearth.core.learning import BY_CODE, State
from hearth.core.metrics.catalogue import Metric
from hearth.core.metrics.figures import HIDDEN_WORDS, Figure
from hearth.core.metrics.small_numbers import is_small, nearest
from hearth.records.feedback import queries as feedback
from hearth.records.house.queries import framework_of, standing_of
from hearth.records.learning.queries import due_table
from hearth.records.metrics import queries as metrics
from hearth.records.workplan import queries
from hearth.web.board.forms import Typed

QUARTER = 92
"""How many days the first pack looks back."""


def pack_of(community: Any, typed: Typed, *, on: date) -> BoardPack:
    """Return the pack as it would be given out today, with what was typed for it."""
    last = next(iter(queries.board_packs_of(community)), None)
    before = read(last.document) if last else None
    since = before.day if before else on - timedelta(days=QUARTER)
    return gather(
        BoardFacts(
            community=community.name,
            day=on,
            framework=framework_of(community),
            standing=standing_of(community, on=on),
            work=queries.work_of(community),
            figures=tuple(_figures(community)),
            feedback=tuple(_feedback(community, since, on)),
            learning=tuple(_learning(community, on)),
            since=since,
            then=standing_of(community, on=since),
            before=before,
            decisions=typed.decisions,
            note=typed.note,
        )
    )


def _figures(community: Any) -> Iterator[BoardFigure]:
    """Yield every metric in the order of the catalogue, also those that were not counted."""
    latest = metrics.latest_results(community)
    asking = {each.metric.code: each.why for each in metrics.out_of_range(community)}
    for metric in metrics.catalogue().metrics:
        if metric.code in latest:
            yield _figure(metric, latest[metric.code], asking.get(metric.code, ""))


def _figure(metric: Metric, figure: Figure, asks: str) -> BoardFigure:
    shown = figure.shown
    return BoardFigure(
        metric.code,
        metric.question,
        metric.count,
        metric.of,
        metric.caveat,
        day=figure.day,
        percent=shown.percent,
        numerator=shown.numerator,
        denominator=shown.denominator,
        hidden=HIDDEN_WORDS[shown.hidden] if shown.hidden else "",
        bands=tuple((row.name, row.percent) for row in shown.bands),
        target=metric.target,
        asks=asks,
        is_made_up=figure.is_made_up,
    )


def _feedback(community: Any, since: date, on: date) -> Iterator[str]:
    """Yield how many spoke, and the themes that wait, by their age. Nobody is quoted."""
    moment = timezone.make_aware(datetime.combine(since, time.min))
    spoke = feedback.new_since(community, moment)
    # Rounded: two packs of neighbouring days must not tell that one more spoke.
    told = spoke if is_small(spoke) else nearest(spoke)
    yield f"Since {day_words(since)}: {how_many(told)} told us how it went."
    waiting = feedback.open_themes(community, on=on)
    if not waiting:
        yield "No theme waits for an answer."
    for each in waiting:
        yield f"{each.name}: {each.standing.words}."


def _learning(community: Any, on: date) -> Iterator[str]:
    """Yield how many stand where with each kind of learning; small counts stay hidden."""
    for code, counts in due_table(community, on=on).rows.items():
        name = BY_CODE[code].name
        if counts is None:
            yield f"{name}: too few to show."
        else:
            held = dict(zip(State, counts, strict=True))
            said = [f"{count} {state}" for state, count in held.items() if count]
            yield f"{name}: {', '.join(said) or 'nobody needs it'}."
