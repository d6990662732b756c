"""An agenda from before the group used Hearth: brought, tagged, and all about the roof."""

from hearth.core.house.brought import Kind
from hearth.jobs.brought import read_text
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.town import Town
from hearth.records.brought.changes.bringing import bring
from hearth.records.brought.changes.tagging import Ticked, tag_lines
from hearth.records.brought.queries import lines_of

AGENDA: dict[str, tuple[str, ...]] = {
    "1. Welcome and apologies (5 min)": (),
    "2. Minutes of the last meeting (5 min)": (),
    "3. Recall letters: who has not replied (20 min)": ("one-recall",),
    "4. Which room for the longer appointments? (15 min)": ("roles-and-rooms",),
    "5. The template in the clinical system (15 min)": ("one-shared-plan",),
    "6. Cleaning up the diabetes and COPD registers (15 min)": ("who-may-gain",),
    "7. Training dates for the two new nurses (5 min). Lead: Grace": ("partnership-training",),
    "8. Small grant for the walking group (5 min)": ("groups-can-last",),
    "9. Update from the trust (5 min)": (),
}


def bring_an_agenda(town: Town, days: Calendar) -> None:
    """Bring one agenda of half a year ago, and tag what is about the House."""
    lead = town.staff["priya"].account
    document = bring(
        community=town.organisations["trust"].community,
        title="Long-term conditions group, summer",
        kind=Kind.AGENDA,
        day=days.due(-165),
        file_name="LTC group agenda.docx",
        lines=read_text("\n".join(AGENDA), near=days.today),
        by=lead,
        at=days.ago(20),
    )
    wanted = zip(lines_of(document), AGENDA.values(), strict=True)
    ticked = {line.number: Ticked(frozenset(codes), frozenset(codes)) for line, codes in wanted}
    tag_lines(document=document, ticked=ticked, by=lead, at=days.ago(20, "10:20"))
