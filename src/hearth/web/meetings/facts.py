"""What an agenda is drafted from: gathered from all that the House keeps."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from hearth.core.days import day_words
from hearth.core.house.agenda import AgendaFacts, Concern
from hearth.core.house.framework import Framework
from hearth.core.house.meetings import Kind, touched
from hearth.core.house.work import in_order
from hearth.records.feedback.queries import open_themes
from hearth.records.house.queries import framework_of, standing_of
from hearth.records.house.sight import Sight
from hearth.records.meetings import queries
from hearth.records.metrics.queries import out_of_range
from hearth.records.unmet.queries import unanswered
from hearth.records.workplan.queries import work_of

MOST_OF_A_KIND = 4
NEEDED_HERE = "what-people-need-here"
"""The element that what people could not find is about."""


def facts_for(sight: Sight, moment: datetime) -> AgendaFacts:
    """Return what a meeting at this moment should know."""
    community, day = sight.community, timezone.localdate(moment)
    framework = framework_of(community)
    return AgendaFacts(
        framework=framework,
        standing=standing_of(community),
        touched=touched(queries.held_before(community, moment), framework),
        concerns=tuple(_concerns(sight, framework, moment, day)),
        today=day,
    )


def _concerns(sight: Sight, framework: Framework, moment: datetime, day: date) -> Iterator[Concern]:
    needed = tuple(each.code for each in framework.in_use if each.code == NEEDED_HERE)
    for decision in queries.open_decisions(sight.community, before=moment)[:MOST_OF_A_KIND]:
        elements = tuple(decision.item.elements) if decision.item else ()
        yield Concern(Kind.LAST_TIME, decision.words, elements)
    late = [each for each in work_of(sight.community) if each.days_late(day)]
    for work in in_order(late, day)[:MOST_OF_A_KIND]:
        due = day_words(work.due) if work.due else ""
        yield Concern(Kind.LATE, f"{work.title}: {work.owner}, due {due}.", work.elements)
    for judged in out_of_range(sight.community)[:MOST_OF_A_KIND]:
        words = f"{judged.metric.question} {judged.why}"
        yield Concern(Kind.FIGURE, words, judged.metric.elements)
    for theme in open_themes(sight.community, on=day)[:MOST_OF_A_KIND]:
        yield Concern(Kind.FEEDBACK, theme.name, tuple(theme.theme.elements))
    for need in unanswered(sight.community)[:MOST_OF_A_KIND]:
        yield Concern(Kind.FEEDBACK, f"People could not find: {need}.", needed)
