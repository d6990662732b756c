"""The poster of what people said and what was done: one sheet of A4 for the wall, tagged PDF."""

from dataclasses import dataclass
from datetime import date

from hearth.formats.paper import page_of, print_pdf
from hearth.formats.qr import qr_address


@dataclass(frozen=True)
class Pair:
    """What people said, in our words and in theirs (if they let us), and what was done."""

    said: str
    quotation: str
    did: str
    words: str
    on: date


@dataclass(frozen=True)
class Poster:
    """All that it says. `waiting`: what has no answer yet, each with how long it waits."""

    community: str
    pairs: tuple[Pair, ...]
    waiting: tuple[tuple[str, str], ...]
    address: str
    made_on: date
    large_print: bool = False


def poster_page(poster: Poster) -> str:
    """Write the poster as the HTML that is printed."""
    return page_of(
        "you_said.html",
        large_print=poster.large_print,
        poster=poster,
        qr=qr_address(poster.address),
    )


def poster_pdf(poster: Poster) -> bytes:
    """Print the poster as tagged PDF (PDF/UA-1)."""
    identifier = f"you said {poster.community} {poster.made_on} {poster.large_print}"
    return print_pdf(poster_page(poster), identifier=identifier)
