"""What every provider of messages has in common: it takes a parcel, or says why not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from hearth.core.messages import Written

SECONDS_TO_ANSWER = 10


class NotNow(Exception):
    """It was not taken, and may be later."""


class Unsure(Exception):
    """No answer came: it may have been taken, or not."""


class NotTaken(Exception):
    """It will never be taken: the address is not one, or the provider refuses the words."""


@dataclass(frozen=True)
class Parcel:
    """One message, ready to leave. `paper` prints it, for those who take paper."""

    reference: UUID
    address: str
    name: str
    written: Written
    paper: Callable[[], bytes]


class Provider(Protocol):
    """Something that takes messages of one way out of the house."""

    def hand_over(self, parcel: Parcel) -> None:
        """Take it; raises NotNow, Unsure or NotTaken."""

    def has(self, reference: UUID) -> bool:
        """Say whether a parcel of this reference was taken before; raises NotNow."""
