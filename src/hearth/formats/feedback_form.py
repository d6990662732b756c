"""The sheet on which people say how it went: three ticks, and a few words. Tagged A4."""

from dataclasses import dataclass

from hearth.formats.paper import page_of, print_pdf
from hearth.formats.qr import qr_address


@dataclass(frozen=True)
class FeedbackSheet:
    """All that is asked: the words of each choice, in their order, the best face first."""

    community: str
    how: tuple[str, ...]
    about: tuple[str, ...]
    may_quote: tuple[str, ...]
    danger: str
    address: str
    large_print: bool = False


def feedback_sheet_page(sheet: FeedbackSheet) -> str:
    """Write the sheet as the HTML that is printed."""
    return page_of(
        "feedback_form.html", large_print=sheet.large_print, sheet=sheet,
        qr=qr_address(sheet.address),
    )  # fmt: skip


def feedback_sheet_pdf(sheet: FeedbackSheet) -> bytes:
    """Print the sheet as tagged PDF (PDF/UA-1)."""
    identifier = f"feedback {sheet.community} {sheet.address} {sheet.large_print}"
    return print_pdf(feedback_sheet_page(sheet), identifier=identifier)
