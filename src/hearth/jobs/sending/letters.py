"""The paper of a message: printed only when a letter is really made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from hearth.core.messages import MessageKind, MessageWay, Written, write
from hearth.records.people.queries import needs_large_print
from hearth.records.recall.queries.batches import letter_with

if TYPE_CHECKING:
    from hearth.formats.notice import Notice


def paper_for(message: Any, written: Written, *, on: date) -> Callable[[], bytes]:
    """Return what prints this message as a letter, in large print for whoever needs it."""

    def printed() -> bytes:
        from hearth.formats.notice import notice_pdf

        large = needs_large_print(message.person_id)
        if message.kind == MessageKind.RECALL_PREPARATION:
            made = letter_with(message.reference)
            return papers_together([Paper(message, large, made)], name=str(message.reference))
        reference = str(message.reference)
        return notice_pdf(
            notice_of(message, written, on=on, large_print=large, reference=reference)
        )

    return printed


def notice_of(
    to: Any, written: Written, *, on: date, large_print: bool, reference: str
) -> "Notice":
    """Return the letter as it is printed. `to`: a message, or whoever will receive one."""
    from hearth.formats.notice import Notice

    return Notice(
        reference=reference,
        name=to.name,
        address=tuple(to.address.splitlines()),
        subject=written.subject,
        paragraphs=tuple(part for part in written.body.split("\n\n") if part.strip()),
        made_on=on,
        large_print=large_print,
    )


def written_of(message: Any) -> Written:
    """Return the words of a message that waits, or has left."""
    return write(
        MessageKind(message.kind),
        MessageWay(message.way),
        name=message.name,
        fields=message.fields,
        site=settings.ADDRESS,
        path=message.path,
        signs_in=message.account_id is not None,
    )


@dataclass(frozen=True)
class Paper:
    """One letter to print. `made`: the preparation letter that it brings, if it brings one."""

    message: Any
    large_print: bool
    made: Any = None


def papers_together(papers: Sequence[Paper], *, name: str) -> bytes:
    """Print letters as one file, in their order, each in its own size of print."""
    from hearth.formats.paper import print_together

    return print_together(map(_page_of, papers), identifier=name)


def _page_of(paper: Paper) -> str:
    """The preparation letter says all that its message would; without one, the message itself."""
    from hearth.formats.letter import Letter, letter_page
    from hearth.formats.notice import notice_page

    row, large = paper.message, paper.large_print
    if paper.made is not None:
        return letter_page(replace(Letter.from_json(paper.made.content), large_print=large))
    on, reference = timezone.localdate(row.posted_at), str(row.reference)
    return notice_page(
        notice_of(row, written_of(row), on=on, large_print=large, reference=reference)
    )
