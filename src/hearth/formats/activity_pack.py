"""A pack to take home on paper: tagged A4, large print, or Easy Read; the same facts in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hearth.core.activity_packs import stamp
from hearth.core.days import day_words
from hearth.core.directory.activity import Activity, Cost, Way
from hearth.core.directory.distance import miles_words
from hearth.formats.activity_pack_symbols import symbol
from hearth.formats.paper import page_of, print_pdf
from hearth.formats.qr import qr_address

ENOUGH = 220
"""So many letters of what a group says about itself; the rest is where the code leads."""

COST = {
    Cost.FREE: "It is free.",
    Cost.LOW: "It costs little.",
    Cost.PAID: "It costs money.",
    Cost.UNKNOWN: "Ask what it costs.",
}
STEPS = {
    True: "You can get in without steps.",
    False: "There are steps.",
    None: "Ask if there are steps.",
}


class Layout(StrEnum):
    """How it is printed."""

    STANDARD = "standard"
    LARGE = "large"
    EASY = "easy"


LAYOUT_WORDS = {
    Layout.STANDARD: "Standard print",
    Layout.LARGE: "Large print",
    Layout.EASY: "Easy Read, with pictures",
}


@dataclass(frozen=True)
class Line:
    """One fact: the code of its picture, what it is, and the words."""

    code: str
    label: str
    words: str

    @property
    def picture(self) -> tuple[str, str]:
        """Return its picture, and what the picture shows."""
        return symbol(self.code)


@dataclass(frozen=True)
class EntryPaper:
    """One activity as it is printed."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class PackPaper:
    """All that is printed. `called`: a first name that was typed there and then, and is not kept.

    `address`: where to look again. `from_day`: from when on it is for.
    """

    title: str
    entries: tuple[EntryPaper, ...]
    made_on: date
    address: str
    layout: Layout = Layout.STANDARD
    called: str = ""
    from_day: date | None = None

    @property
    def heading(self) -> str:
        """Return what stands on top."""
        return f"{self.title}, for {self.called}" if self.called else self.title

    @property
    def dates(self) -> str:
        """Return from when on it is for, and when it was printed."""
        begins = f"From {day_words(self.from_day)}. " if self.from_day else ""
        return f"{begins}Printed on {day_words(self.made_on)}."


def entry_paper(
    activity: Activity, *, today: date, miles: float | None = None, near: str = ""
) -> EntryPaper:
    """Put what is known of an activity in lines. What is not known, is said: ask."""
    return EntryPaper(activity.name, tuple(_lines(activity, today, miles, near)))


def _lines(activity: Activity, today: date, miles: float | None, near: str) -> Iterator[Line]:
    if activity.alert:
        yield Line("news", "News", activity.alert)
    if activity.description:
        yield Line("what", "What", first_words(activity.description))
    yield Line("when", "When", _when(activity))
    yield Line("where", "Where", _where(activity))
    if who := _who(activity):
        yield Line("who", "Who for", who)
    yield Line("cost", "Cost", activity.cost_words or COST[activity.cost])
    yield Line("access", "Getting in", STEPS[activity.step_free])
    yield Line("telephone", "Call", activity.telephone or activity.email or "There is no number.")
    if way := _way(activity, miles, near):
        yield Line("way", "How to get there", way)
    yield Line("checked", "Is it right?", stamp(activity, today=today))


def first_words(text: str) -> str:
    """Return the first sentences of a text, as many as fit; one that is too long is cut."""
    text = " ".join(text.split())
    if len(text) <= ENOUGH:
        return text
    sentences = text[:ENOUGH].rpartition(". ")[0]
    return f"{sentences}." if sentences else text[:ENOUGH].rpartition(" ")[0] + " …"


def _when(activity: Activity) -> str:
    if activity.meets:
        return "; ".join(each.words for each in activity.meets) + "."
    return activity.when_words or "Ask when it is on."


def _where(activity: Activity) -> str:
    places = dict.fromkeys(place.name or place.town for place in activity.places)
    named = [each for each in places if each]
    if Way.ONLINE in activity.ways:
        named.append("online")
    return " or ".join(named)[:300] or "Ask where it is."


def _who(activity: Activity) -> str:
    low, high = activity.minimum_age, activity.maximum_age
    ages = ""
    if low and high:
        ages = f"People from {low} to {high}."
    elif low:
        ages = f"People of {low} and over."
    elif high:
        ages = f"People up to {high}."
    spoken = f"In {', '.join(activity.languages)}." if activity.languages else ""
    return " ".join(filter(None, (ages, first_words(activity.who_for), spoken)))


def _way(activity: Activity, miles: float | None, near: str) -> str:
    if not activity.places:
        return ""
    place = activity.places[0]
    parts = filter(None, (place.address, place.town, place.postcode))
    away = f"It is {miles_words(miles)} from {near or 'you'}." if miles is not None else ""
    address = ", ".join(parts)
    return " ".join(filter(None, (f"{address}." if address else "", away)))


def pack_page(pack: PackPaper) -> str:
    """Write the pack as the HTML that is printed."""
    return page_of(
        "activity_pack.html", large_print=pack.layout is Layout.LARGE, pack=pack,
        easy=pack.layout is Layout.EASY, qr=qr_address(pack.address),
    )  # fmt: skip


def pack_pdf(pack: PackPaper) -> bytes:
    """Print the pack as tagged PDF (PDF/UA-1)."""
    identifier = f"pack {pack.heading} {pack.dates} {pack.layout} {pack.address}"
    return print_pdf(pack_page(pack), identifier=identifier)
