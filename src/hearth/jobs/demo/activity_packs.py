"""Packs to take home of Calderwick: of the ward, of a practice, and for carers."""

from dataclasses import replace

from hearth.core.activity_packs import Selection, Setting
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.directory import activity_key
from hearth.jobs.demo.town import Town
from hearth.records.activity_packs import changes, queries
from hearth.records.directory.queries import activity, facts_of

# title: (organisation, who made it, setting, what it looks for)
PACKS = {
    "Going home from hospital": (
        "trust", "callum", Setting.HOSPITAL,
        Selection(needs=frozenset({"home", "food", "getting-about"}), near="XW1", most=10),
    ),
    "After our conversation": (
        "mill_lane", "grace", Setting.CONVERSATION,
        Selection(needs=frozenset({"company", "moving"}), low_cost=True, near="XW1", most=10),
    ),
    "If you care for someone": (
        "canal_street", "tessa", Setting.CARERS,
        Selection(needs=frozenset({"caring"}), near="XW1", most=5),
    ),
}  # fmt: skip

CHANGED = ("bowls", "friendship-cafe")
"""What was in Grace’s pack in spring, and has not been checked, or is closed for now."""


def make_packs(town: Town, days: Calendar) -> None:
    """Three packs; Grace printed hers in spring, and some of it has not been checked since."""
    for title, (place, who, setting, selection) in PACKS.items():
        changes.make(
            organisation=town.organisations[place], title=title, setting=setting,
            selection=selection, by=town.staff[who].account, at=days.ago(200, "10:30"),
        )  # fmt: skip
    grace, place = town.staff["grace"].account, town.organisations["mill_lane"]
    (hers,) = (
        each for each in queries.packs_in({place.community_id}) if each.organisation_id == place.pk
    )
    choir = activity(activity_key("mill-lane-singers"))
    assert choir
    changes.choose(pack=hers, activity=choir, is_pinned=True, by=grace, at=days.ago(199, "10:00"))
    shown = [each.activity for each in queries.entries_of(hers, today=days.today)]
    rows = [activity(activity_key(key)) for key in CHANGED]
    shown += [replace(facts_of(row), key=str(row.pk)) for row in rows if row]
    then = [replace(each, assured_on=days.due(-190)) for each in shown]
    changes.note_use(
        pack=hers, organisation=place, entries=then, today=days.due(-180), by=grace,
        at=days.ago(180, "16:45"),
    )  # fmt: skip
