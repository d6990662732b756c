"""SMART Health Links: what stands in the link, and the rules of making one.

Source: HL7 SMART Health Cards and Links 1.0.0, "SMART Health Links Specification". The key that
opens the files stands only in the link; the service that keeps the files never holds it in clear.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from hearth.core.sharing import LONGEST_LINK, MOST_USES, LinkState
from hearth.core.words import Refusal, Section

SCHEME = "shlink:/"
LONGEST_LABEL = 80
LONGEST_ADDRESS = 128
LONGEST_WITHOUT_PASSCODE = timedelta(hours=48)
MOST_WRONG_PASSCODES = 5
FILE_LASTS = timedelta(minutes=15)
"""How long the address of one file works: an hour at most, says the specification."""


@dataclass(frozen=True)
class HealthLink:
    """What a link says to who opens it. `key` is 32 bytes, in base64url: 43 characters."""

    url: str
    key: str
    label: str
    ends_at: datetime
    flag: str = ""

    def __str__(self) -> str:
        """The link as it is copied, or drawn as a QR code."""
        said: dict[str, object] = {"url": self.url, "key": self.key}
        said["exp"] = int(self.ends_at.timestamp())
        if self.flag:
            said["flag"] = self.flag
        said |= {"label": self.label, "v": 1}
        text = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
        return SCHEME + urlsafe_b64encode(text.encode()).decode().rstrip("=")


def flags(*, has_passcode: bool, opens_again: bool) -> str:
    """Name how a link opens: L it may be kept and asked again; P with a passcode; U by one GET."""
    return ("L" if opens_again else "") + ("P" if has_passcode else "U")


def health_link_problems(
    *,
    label: str,
    sections: Collection[Section],
    passcode: str,
    ends_at: datetime,
    most_uses: int | None,
    at: datetime,
) -> list[Refusal]:
    """List what is wrong with a link to be made. Without a passcode it lasts two days at most."""
    found = []
    if not label.strip():
        found.append(Refusal("Give the link a name, so that you know it again.", "label"))
    if len(label.strip()) > LONGEST_LABEL:
        found.append(Refusal(f"Use at most {LONGEST_LABEL} letters.", "label"))
    if not sections:
        found.append(Refusal("Choose at least one part to show.", "sections"))
    if ends_at <= at or ends_at > at + LONGEST_LINK:
        found.append(Refusal(f"Choose a day in the next {LONGEST_LINK.days} days.", "until"))
    elif not passcode and ends_at > at + LONGEST_WITHOUT_PASSCODE:
        found.append(Refusal("A link without a passcode can only last until tomorrow.", "passcode"))
    if passcode and len(passcode) < 6:
        found.append(Refusal("Choose a passcode of at least 6 letters or numbers.", "passcode"))
    if not (most_uses and 1 <= most_uses <= MOST_USES):
        found.append(Refusal(f"Choose how often it opens: 1 to {MOST_USES} times.", "most_uses"))
    return found


def tries_left(link: LinkState) -> int:
    """How many more wrong passcodes a link bears before it opens nothing for good."""
    return max(0, MOST_WRONG_PASSCODES - link.wrong_tries)


def decoded(link: str) -> dict[str, object]:
    """Read what stands in a link, with or without the address of a viewer before it."""
    _, _, text = link.rpartition(SCHEME)
    read: dict[str, object] = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return read
