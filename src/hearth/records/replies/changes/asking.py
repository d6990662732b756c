"""Ask a group or a person one question by a link; and close the links of an introduction.

The token goes into the message alone: here only its hash is kept, and the message forgets it once
it has left (`records.outbox`).
"""

import secrets
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from hearth.core.codes import hashed
from hearth.core.introductions.replying import ASKED, LASTS, Question
from hearth.core.introductions.states import Kind, Teller
from hearth.core.messages import MessageKind, Recipient, Silence
from hearth.core.words import Section
from hearth.records.audit import changes as audit
from hearth.records.introductions.models import Introduction
from hearth.records.outbox import changes as outbox
from hearth.records.outbox.bulk import stop_waiting
from hearth.records.people.models import Account
from hearth.records.people.queries import silence_about
from hearth.records.replies.models import ReplyLink, ReplyLinkClosed
from hearth.records.replies.reaching import group_recipient, person_recipient

TOKEN_BYTES = 24
"""192 bits from the system's source of chance: nobody guesses one."""


def ask_group(
    *,
    introduction: Introduction,
    by: Account | None,
    at: datetime,
    question: Question = Question.CAN_THEY_COME,
    is_reminder: bool = False,
) -> ReplyLink | None:
    """Ask the group by e-mail or text. None: no message reaches it, so somebody has to call.

    A newer link for the same question ends the older one.
    """
    to = group_recipient(introduction)
    if to is None or introduction.kind == Kind.TOLD.value:
        return None
    kind = MessageKind.GROUP_ASKED
    if is_reminder:
        kind = MessageKind.GROUP_REMINDED
    elif question is not Question.CAN_THEY_COME:
        kind = MessageKind.GROUP_HOW
    return _ask(introduction, question, kind, to, is_reminder, by=by, at=at)


def ask_person(
    *,
    introduction: Introduction,
    by: Account | None,
    at: datetime,
    question: Question = Question.DID_YOU_GO,
) -> ReplyLink | None:
    """Ask the person by e-mail or text, in words that name nothing. None: no link reaches them."""
    to = person_recipient(introduction, on=timezone.localdate(at))
    if to is None:
        return None
    kind = MessageKind.INTRODUCTION_HOW
    return _ask(introduction, question, kind, to, is_reminder=False, by=by, at=at)


@transaction.atomic
def _ask(
    introduction: Introduction,
    question: Question,
    kind: MessageKind,
    to: Recipient,
    is_reminder: bool,
    *,
    by: Account | None,
    at: datetime,
) -> ReplyLink | None:
    if silence_about(introduction.person_id) is not Silence.NONE:
        return None
    _stop_older(introduction, question, at)
    token, reference = secrets.token_urlsafe(TOKEN_BYTES), uuid4()
    link = ReplyLink.objects.create(
        introduction=introduction, question=question.value, token_hash=hashed(token),
        reference=reference, is_reminder=is_reminder, made_at=at, ends_at=at + LASTS, by=by,
    )  # fmt: skip
    outbox.post(
        kind=kind, to=to, by=by, at=at, person_id=introduction.person_id, about="an introduction",
        path=f"/reply/{token}/", reference=reference,
    )  # fmt: skip
    whom = "the group" if ASKED[question].asks is Teller.GROUP else "them"
    _note(introduction, f"asked {whom} by a link", question.value, by=by, at=at)
    return link


def _stop_older(introduction: Introduction, question: Question, at: datetime) -> None:
    """A message that has not left yet would bring a link that opens nothing."""
    older = ReplyLink.objects.filter(introduction=introduction, question=question.value)
    references = list(older.values_list("reference", flat=True))
    stop_waiting(references, at=at, why="A newer message takes its place.")


@transaction.atomic
def close_links(*, introduction: Introduction, by: Account | None, at: datetime) -> int:
    """Close each link that was not answered, and stop its message. Say how many were closed."""
    Introduction.objects.select_for_update().get(pk=introduction.pk)
    rows = ReplyLink.objects.filter(
        introduction=introduction, reply__isnull=True, closed__isnull=True
    )
    links = list(rows)
    stop_waiting([each.reference for each in links], at=at, why="It is not needed any more.")
    ReplyLinkClosed.objects.bulk_create(
        ReplyLinkClosed(link=each, why="It is not needed any more.", at=at, by=by) for each in links
    )
    if links:
        _note(introduction, "closed the links of an introduction", "", by=by, at=at)
    return len(links)


def _note(
    introduction: Introduction, did: str, what: str, *, by: Account | None, at: datetime
) -> None:
    audit.note(
        did=did, by=by, at=at, person_id=introduction.person_id, what=what,
        section=Section.COMMUNITY.value, thread=introduction.thread,
    )  # fmt: skip
