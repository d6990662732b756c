"""Make the demonstration: the town, its people and their stories, then the crowd around them."""

from collections.abc import Callable
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import transaction

from hearth.core.quality import month_before
from hearth.core.words import Refused
from hearth.jobs.demo.activity_packs import make_packs
from hearth.jobs.demo.apps import register_apps
from hearth.jobs.demo.asking import tell_asks
from hearth.jobs.demo.brought import bring_an_agenda
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.crowd import Crowd
from hearth.jobs.demo.crowd.in_touch import put_the_crowd_in_touch
from hearth.jobs.demo.crowd.teams import teams_for
from hearth.jobs.demo.curating import tell_curating
from hearth.jobs.demo.directory import fill_directory
from hearth.jobs.demo.feedback import tell_feedback
from hearth.jobs.demo.house import build_house
from hearth.jobs.demo.introductions import tell_introductions
from hearth.jobs.demo.learning import tell_learning
from hearth.jobs.demo.meetings import hold_meetings
from hearth.jobs.demo.messages import let_messages_leave
from hearth.jobs.demo.metrics import tell_metrics
from hearth.jobs.demo.numbers import nhs_numbers
from hearth.jobs.demo.recall import list_the_crowd, tell_recall
from hearth.jobs.demo.searches import save_searches
from hearth.jobs.demo.stories import STORIES
from hearth.jobs.demo.suggestions import tell_what_is_near
from hearth.jobs.demo.town import COMMUNITY, build_town, found_organisations
from hearth.jobs.demo.unmet import tell_unmet
from hearth.jobs.demo.workplan import plan_work
from hearth.records.people.bulk import how_many
from hearth.records.people.queries import demo_accounts
from hearth.records.quality.changes import draw_month
from hearth.records.quality.queries import communities_to_draw

SEED = "calderwick"  # A real draw takes its seed by chance; here all see the same plans.
Progress = Callable[[str, int, int], None]


class NotADemonstration(Refused):
    """Made-up people may not come among real ones."""


def build(
    *, people: int, seed: int, at: datetime, progress: Progress, practices: int | None = None
) -> dict[str, int]:
    """Fill a demonstration with a believable community, the same one from the same seed.

    `people` counts everyone with a plan, those with a story included. It goes on where it stopped,
    and makes nothing twice. `practices` holds their number still, whatever the size (benchmarks).
    Returns how many there are of each.
    """
    if not settings.DEMO:
        raise NotADemonstration("Only a demonstration can be filled: set HEARTH_DEMO=1.")
    days = Calendar(at)
    if not demo_accounts().exists():
        _tell_stories(days, progress)
    held = how_many() - len(STORIES)
    wanted = people - len(STORIES)
    if held < wanted:
        crowd = _crowd(wanted, held, seed, practices, days)
        crowd.gather(held, wanted, progress)
        put_the_crowd_in_touch(seed, wanted, crowd.teams, days)
        list_the_crowd(days)
        _draw_for_a_look(days)
    return {"people": how_many(), "stories": len(STORIES)}


@transaction.atomic
def _tell_stories(days: Calendar, progress: Progress) -> None:
    town = build_town(days)
    told = {}
    for count, tell in enumerate(STORIES, start=1):
        told[tell.__module__.rpartition(".")[2]] = tell(town, days)
        progress("Telling the stories", count, len(STORIES))
    fill_directory(days)
    tell_introductions(told, days)
    tell_what_is_near(told, days)
    tell_unmet(town, told, days)
    make_packs(town, days)
    tell_curating(town, days)
    tell_recall(town, told, days)
    save_searches(town, days)
    tell_asks(town, days)
    tell_feedback(town, days)
    tell_learning(town, days)
    tell_metrics(town, days)
    build_house(town, told, days)
    bring_an_agenda(town, days)
    plan_work(town, told, days)
    hold_meetings(town, days)
    register_apps(town, days)
    let_messages_leave(days, printed_by=town.staff["jan"].account)


def _draw_for_a_look(days: Calendar) -> None:
    """Draw some of last month’s plans, once: an auditor finds them on their page."""
    month = month_before(days.today)
    for community in communities_to_draw(month, on=days.today):
        if community.name == COMMUNITY:
            draw_month(
                community=community, month=month, rule=settings.JURISDICTION.quality, seed=SEED,
                by=None, at=days.at,
            )  # fmt: skip


@transaction.atomic
def _crowd(people: int, held: int, seed: int, practices: int | None, days: Calendar) -> Crowd:
    organisations = found_organisations(days)
    first = [organisations["mill_lane"], organisations["canal_street"]]
    teams = teams_for(people, first=first, practices=practices, days=days)
    numbers = islice(nhs_numbers(), len(STORIES) + max(0, held), None)
    return Crowd(seed, days, teams, organisations, numbers)
