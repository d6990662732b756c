"""What people of the stories could not find, in two quarters that are over; and what was done."""

from collections.abc import Mapping
from datetime import date, datetime

from hearth.core.days import months_before, quarter_of
from hearth.core.feedback import Did
from hearth.core.unmet import ALL_PLACES, Asked, Reason
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.telling import Telling
from hearth.jobs.demo.town import Town
from hearth.records.unmet import queries
from hearth.records.unmet.changes.answering import answer, look_at_quotation
from hearth.records.unmet.changes.asking import write_down
from hearth.records.unmet.changes.counting import put_out

EVENING = "All the groups are in the day. I looked for one in the evening."
# By kind of need: what they said, why not, and who.
LAST_QUARTER = {
    "company": (
        EVENING, Reason.NOTHING,
        ("mo", "nadia", "rhys", "joseph", "tomasz", "george", "pat", "kev", "betty"),
    ),
    "making": (
        "A place to paint that has room for a wheelchair.", Reason.ACCESS,
        ("danny", "kev", "ivy", "chloe", "pat", "george", "rhys"),
    ),
    "getting-about": (
        "There is no bus back after five.", Reason.TOO_FAR,
        ("mo", "betty", "ivy", "george", "surinder", "joseph"),
    ),
    "mind": (
        "Someone to talk to in Polish. I would wait, but not a year.", Reason.LANGUAGE,
        ("tomasz", "nadia", "chloe"),
    ),
}  # fmt: skip
BEFORE = {
    "company": (EVENING, Reason.NOTHING, ("ivy", "surinder", "danny", "chloe", "betty")),
    "food": ("A hot meal at the weekend.", Reason.NOTHING, ("kev", "joseph", "pat")),
}
SAID_YES = frozenset({"mo", "danny", "rhys"})
"""Who let us show their words, and come back to them."""


def tell_unmet(town: Town, told: Mapping[str, Telling], days: Calendar) -> None:
    """Two quarters: the older one hides nearly all. One answer is done, and one promised."""
    this = quarter_of(days.today)
    for asks, quarter in ((BEFORE, months_before(this, 6)), (LAST_QUARTER, months_before(this, 3))):
        for need, (words, reason, who) in asks.items():
            for number, key in enumerate(who):
                _ask(told[key], key, need, Asked(words, need, reason=reason), days, quarter, number)
    put_out(by=None, at=days.at)
    _look_and_answer(town, days)
    mo = told["mo"]
    now = Asked("A choir that sings the old mill songs.", "making", reason=Reason.FULL)
    _ask(mo, "mo", "making", now, days, days.today, 0, at=days.ago(2, "18:10"))


def _ask(
    them: Telling, key: str, need: str, asked: Asked, days: Calendar, quarter: date, number: int,
    at: datetime | None = None,
) -> None:  # fmt: skip
    """Write it down as they did, on a day of that quarter."""
    gone = (days.today - quarter).days - 12 - 5 * number
    moment = at or days.ago(gone, "18:30")
    community = queries.community_of(them.person, on=days.today)
    assert community
    places = queries.places_for(them.person, community)
    yes = key in SAID_YES
    write_down(
        record=them.record(them.me, moment), community=community, places=places, by=them.me,
        at=moment, asked=Asked(
            asked.words, need, places[0], asked.reason, may_count=True, may_come_back=yes,
            may_quote=yes,
        ),
    )  # fmt: skip


def _look_and_answer(town: Town, days: Calendar) -> None:
    community = town.organisations["icb"].community
    dee, marcus = town.staff["dee"].account, town.staff["marcus"].account
    for row in queries.to_look_at(community)[:2]:
        look_at_quotation(
            community=community, unmet=row.pk, may_show=True, by=dee, at=days.ago(9, "11:20")
        )
    answer(
        community=community, need="company", place=ALL_PLACES, did=Did.WILL, due=days.due(60),
        words="We will pay for the library to stay open until nine on Thursdays.",
        by=marcus, at=days.ago(8, "15:00"),
    )  # fmt: skip
    answer(
        community=community, need="making", place=ALL_PLACES, did=Did.DID,
        words="The art room on Canal Street has a ramp now. All its classes can be reached by it.",
        by=marcus, at=days.ago(8, "15:20"),
    )  # fmt: skip
