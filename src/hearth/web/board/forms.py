"""What somebody writes for a board pack: the decisions wanted, and a few words of their own."""

from dataclasses import dataclass
from typing import Any

from hearth.web.practitioner.forms import PlainForm, text


@dataclass(frozen=True)
class Typed:
    """What was typed for a pack, as it was typed."""

    decisions: str = ""
    note: str = ""


class BoardForm(PlainForm):
    """All that a pack is asked for. The rest is gathered."""

    decisions = text("What does the board have to decide?", "One on each line.", 4)
    note = text("What do you want to tell them?", "Do not name anyone who gets care.", 4)

    def typed(self) -> Typed:
        """Return what was typed, with or without mistakes."""
        held: Any = self.data if self.is_bound else self.initial
        return Typed(_text(held.get("decisions")), _text(held.get("note")))


def _text(value: object) -> str:
    """Return what was typed without the one character that no database keeps."""
    return str(value or "").replace("\0", "")
