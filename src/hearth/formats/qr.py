"""An address as a QR code: a small black and white picture that a telephone reads."""

import segno

QUIET = 4
"""Modules of white around the code; readers need them."""


def qr_address(address: str) -> str:
    """Draw an address as a QR code: a `data:` address of an SVG picture, for a page or a print.

    A quarter of it may be dirty or torn (error correction Q), as a card in a purse will be.
    """
    code = segno.make_qr(address, error="q")
    return str(code.svg_data_uri(scale=4, border=QUIET, dark="#000", light="#fff"))
