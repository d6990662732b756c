from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.measures.models import GoalScaled, Response


def responses(record: Record, instrument: str) -> list[Response]:
    """Answers to one instrument, newest first; none for those who may not see the conversation."""
    if not record.sees(Section.CONVERSATION):
        return []
    return list(
        Response.objects.filter(person=record.person, instrument=instrument).order_by("-at")[:12]
    )


def goals_scaled(record: Record) -> dict[str, list[GoalScaled]]:
    """How each goal was scaled, newest first, by its thread. One query."""
    found: dict[str, list[GoalScaled]] = {}
    if record.sees(Section.GOALS):
        for row in GoalScaled.objects.filter(person=record.person).order_by("-at"):
            if record.shows(Section.GOALS, row.thread):
                found.setdefault(str(row.thread), []).append(row)
    return found
