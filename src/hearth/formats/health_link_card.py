"""A health link on paper: the picture to scan, and what it opens, in plain words."""

from dataclasses import dataclass
from datetime import date

from hearth.formats.paper import page_of, print_pdf
from hearth.formats.qr import qr_address


@dataclass(frozen=True)
class HealthLinkCard:
    """All that is printed. The passcode is not: who finds the card must not have both."""

    name: str
    label: str
    address: str
    shows: tuple[str, ...]
    has_passcode: bool
    uses: str
    last_day: date
    printed_on: date
    large_print: bool = False

    @property
    def foot(self) -> str:
        """What stands at the foot of the page."""
        return f"Printed on {self.printed_on.day} {self.printed_on:%B %Y}."


def health_link_card_page(card: HealthLinkCard) -> str:
    """Write the card as the HTML that is printed."""
    return page_of(
        "health_link_card.html",
        large_print=card.large_print,
        card=card,
        qr=qr_address(card.address),
    )


def health_link_card_pdf(card: HealthLinkCard) -> bytes:
    """Print the card on A4, as PDF/UA-1."""
    identifier = f"{card.address} {card.printed_on}"
    return print_pdf(health_link_card_page(card), identifier=identifier)
