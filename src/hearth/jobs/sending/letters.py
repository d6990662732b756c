"""The paper of a message: printed only when a letter is really made."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hearth.core.messages import Written


def paper_for(message: Any, written: Written, *, on: date) -> Callable[[], bytes]:
    """Return what prints this message as a letter, in large print for whoever needs it."""

    def printed() -> bytes:
        from hearth.formats.notice import Notice, notice_pdf
        from hearth.records.people.queries import needs_large_print

        return notice_pdf(
            Notice(
                reference=str(message.reference),
                name=message.name,
                address=tuple(message.address.splitlines()),
                subject=written.subject,
                paragraphs=tuple(part for part in written.body.split("\n\n") if part.strip()),
                made_on=on,
                large_print=needs_large_print(message.person_id),
            )
        )

    return printed
