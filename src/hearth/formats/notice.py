"""A short letter: what waits for somebody, and how to read it. It holds nothing of a record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hearth.formats.paper import page_of, print_pdf, print_together


@dataclass(frozen=True)
class Notice:
    """All that a short letter says. `address`: the lines below the name on the envelope."""

    reference: str
    name: str
    address: tuple[str, ...]
    subject: str
    paragraphs: tuple[str, ...]
    made_on: date
    large_print: bool = False


def notice_page(notice: Notice) -> str:
    """Write the letter as the HTML that is printed."""
    return page_of("notice.html", large_print=notice.large_print, notice=notice)


def notice_pdf(notice: Notice) -> bytes:
    """Print the letter as tagged PDF (PDF/UA-1)."""
    return print_pdf(notice_page(notice), identifier=notice.reference)


def notices_pdf(notices: Sequence[Notice], *, identifier: str) -> bytes:
    """Print many short letters as one PDF, in their order, each in its own size of print."""
    return print_together(map(notice_page, notices), identifier=identifier)
