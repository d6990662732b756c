"""The emergency card on paper: a sheet for the fridge, and a card to cut out for the purse."""

from dataclasses import dataclass
from datetime import date

from hearth.formats.emergency_copy import EmergencyCopy
from hearth.formats.paper import page_of, print_pdf
from hearth.formats.qr import qr_address


@dataclass(frozen=True)
class EmergencyCard:
    """All that is printed. `address` is where the newest page is, until `last_day`."""

    copy: EmergencyCopy
    address: str
    printed_on: date
    last_day: date
    large_print: bool = False

    @property
    def codes(self) -> str:
        """What the foot says: when this was printed, and the check code of the plan."""
        check = f" Check code {self.copy.code}." if self.copy.code else ""
        return f"Printed on {self.printed_on.day} {self.printed_on:%B %Y}.{check}"


def emergency_card_page(card: EmergencyCard) -> str:
    """Write the sheet and the card as the HTML that is printed."""
    return page_of(
        "emergency_card.html",
        large_print=card.large_print,
        card=card,
        copy=card.copy,
        qr=qr_address(card.address),
    )


def emergency_card_pdf(card: EmergencyCard) -> bytes:
    """Print a sheet of A4 with a card to cut out, as PDF/UA-1."""
    identifier = f"{card.address} {card.printed_on} {card.copy.code}"
    return print_pdf(emergency_card_page(card), identifier=identifier)
