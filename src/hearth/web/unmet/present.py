"""What was done about what people could not find, as pages show it."""

from typing import Any

from hearth.core.feedback import DID_WORDS, Did
from hearth.records.unmet.queries import answers_for_everyone


def answers_to_unmet(community: Any) -> list[dict[str, Any]]:
    """Return, for everyone, the newest answers: only of kinds of need whose count is out."""
    return [
        {"need": need, "did": DID_WORDS[Did(row.did)], "row": row}
        for need, row in answers_for_everyone(community)
    ]
