"""Who looked: what kinds of lines there are, and what each rests on, in plain words."""

from enum import StrEnum

from hearth.core.access import Footing


class Event(StrEnum):
    """What a line in "who looked" is about."""

    LOOKED = "looked"
    CHANGED = "changed"
    SHARED = "shared"
    EMERGENCY = "emergency"
    STOPPED = "stopped"


EVENT_WORDS: dict[Event, str] = {
    Event.LOOKED: "Someone looked",
    Event.CHANGED: "Something changed",
    Event.SHARED: "Who sees what",
    Event.EMERGENCY: "Opened in an emergency",
    Event.STOPPED: "Someone was stopped",
}

FOOTING_WORDS: dict[Footing, str] = {
    Footing.OWN: "It is your own plan.",
    Footing.SUPPORT: "You chose them to help.",
    Footing.INVOLVED: "Their service has a part in your care.",
    Footing.SHARED: "You shared it with them.",
    Footing.LINK: "They had a link that you made.",
    Footing.QUALITY: "This plan was drawn by chance, to see how well we work.",
    Footing.BROKEN_GLASS: "They opened it in an emergency.",
}


def footing_of(reason: str) -> Footing | None:
    """Read back on what a look rested, from the reason that was kept with it.

    The reason begins with the words of the footing (`Grant.reason`). None where it rested on none.
    """
    return next((each for each in Footing if reason.startswith(f"{each.value}: ")), None)
