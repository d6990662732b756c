"""Minutes of a meeting on paper and in Word, with the House as it stood, drawn small."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from hearth.core.days import day_words
from hearth.core.house.minutes import ItemMinutes, Minutes
from hearth.core.house.picture import picture_of
from hearth.core.house.standing import HouseStanding
from hearth.formats.house_picture import address_of, png_of
from hearth.formats.paper import on_each_page, page_of, print_pdf, written_day

if TYPE_CHECKING:
    from hearth.formats.word import WordFile

NOT_AGREED = "These minutes are not agreed yet."
HEAD = ("What", "Who", "By when")
WIDE = 10.0
"""How wide the house is drawn in Word, in centimetres."""


def where_and_when(minutes: Minutes) -> str:
    """Say when and where the meeting was, on one line."""
    starts = minutes.starts
    ends = starts + timedelta(minutes=minutes.length)
    when = f"{written_day(starts)}, {starts:%H:%M}–{ends:%H:%M}"
    return ", ".join(filter(None, (when, minutes.place)))


def standing_words(minutes: Minutes) -> str:
    """Say whether, when and by whom the minutes were agreed."""
    if minutes.agreed_on is None:
        return NOT_AGREED
    return f"Agreed on {day_words(minutes.agreed_on)}. Noted by {minutes.agreed_by}."


def minutes_page(minutes: Minutes, house: HouseStanding) -> str:
    """Write the minutes as the HTML that is printed."""
    return page_of(
        "minutes.html",
        large_print=False,
        minutes=minutes,
        when=where_and_when(minutes),
        agreed=standing_words(minutes),
        house=house,
        picture=address_of(house),
        shown=_shown(house),
        numbers=on_each_page((minutes.community, written_day(minutes.starts))),
    )


def minutes_pdf(minutes: Minutes, house: HouseStanding) -> bytes:
    """Print the minutes as tagged PDF (PDF/UA-1)."""
    identifier = f"minutes {minutes.community} {minutes.starts} {minutes.agreed_on}"
    identifier += f" {len(minutes.corrections)}"
    return print_pdf(minutes_page(minutes, house), identifier=identifier)


def minutes_word(minutes: Minutes, house: HouseStanding) -> bytes:
    """Write the minutes as a Word file."""
    from hearth.formats.word import WordFile  # On the first file: it takes a while to load.

    file = WordFile(f"{minutes.title}: minutes", author=minutes.community, made=minutes.starts)
    for bold, words in _facts(minutes):
        file.line(words, bold=bold)
    for place, item in enumerate(minutes.items, 1):
        _item(file, place, item)
    file.heading("What the meeting covered")
    file.points(minutes.covered)
    file.heading("The House on that day")
    file.picture(png_of(house), words=_shown(house), width=WIDE)
    file.line(house.words)
    if minutes.corrections:
        file.heading("Put right later")
        for each in minutes.corrections:
            file.paragraphs(each.words)
            file.line(f"{each.by}, {day_words(each.on)}")
    return file.written()


def _shown(house: HouseStanding) -> str:
    """Say what the picture shows, to who cannot see it."""
    picture = picture_of(house)
    return f"{picture.title} {picture.words}"


def _facts(minutes: Minutes) -> Iterator[tuple[str, str]]:
    facts = {
        "When and where:": where_and_when(minutes),
        "Led by:": minutes.chair,
        "Here:": ", ".join(minutes.present),
        "Could not come:": ", ".join(minutes.sorry),
        "Agreed:": standing_words(minutes),
    }
    yield from ((bold, words) for bold, words in facts.items() if words)


def _item(file: "WordFile", place: int, item: ItemMinutes) -> None:
    file.heading(f"{place}. {item.title}")
    if item.elements:
        file.line(". ".join(item.elements))
    file.paragraphs(item.words)
    file.points(f"Decided: {each}" for each in item.decisions)
    if item.tasks:
        rows = ((t.what, t.who, day_words(t.due) if t.due else "") for t in item.tasks)
        file.table(HEAD, rows)
