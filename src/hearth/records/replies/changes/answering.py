"""Take the answer to a link, once. It is kept in the same breath as what it says happened."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from hearth.core.introductions.replying import (
    ASKED,
    Choice,
    DoesNotOpen,
    NotAnAnswer,
    Question,
    answer_problems,
)
from hearth.core.introductions.states import CannotMove, State, Teller
from hearth.core.messages import MessageKind
from hearth.core.words import Section
from hearth.records.audit import changes as audit
from hearth.records.curation.changes.keeping_over import say_places
from hearth.records.introductions.changes.telling import tell
from hearth.records.introductions.models import Introduction
from hearth.records.outbox import alone
from hearth.records.outbox import changes as outbox
from hearth.records.people.models import Account
from hearth.records.replies.models import Reply, ReplyLink
from hearth.records.replies.queries import OpenLink, open_link
from hearth.records.replies.reaching import news_recipient

NEWS = frozenset({State.ACCEPTED, State.WAITING, State.REJECTED})
"""Answers of a group of which the person is told that there is news."""


@transaction.atomic
def answer(
    *,
    token: str,
    choice: str,
    at: datetime,
    words: str = "",
    free_places: int | None = None,
    by: Account | None = None,
) -> tuple[OpenLink, Choice]:
    """Take one answer. Raises DoesNotOpen, or NotAnAnswer with what is wrong with it.

    `by` is None: who holds the link has no account. A death that is recorded at this moment is
    waited for, and two answers at once are one: the other finds that the link does not open.
    """
    found = open_link(token, at=at)
    alone.hold_until_committed(found.row.introduction.person_id)
    Introduction.objects.select_for_update().get(pk=found.row.introduction_id)
    found = open_link(token, at=at)
    chosen = found.asked.choice(choice)
    if problems := answer_problems(words, free_places):
        raise NotAnAnswer(problems)
    told = chosen.state is not None and _happens(found, chosen, words, free_places, by=by, at=at)
    if free_places is not None and found.asked.asks is Teller.GROUP:
        say_places(activity=found.row.introduction.activity, free=free_places, by=by, at=at)
    if chosen.is_last:
        _use(found.row, chosen, "" if told else words, free_places, by=by, at=at)
    return found, chosen


def _happens(
    found: OpenLink,
    chosen: Choice,
    words: str,
    places: int | None,
    *,
    by: Account | None,
    at: datetime,
) -> bool:
    """Write down what the answer says. False: it stood like that already."""
    assert chosen.state is not None
    introduction = found.row.introduction
    if chosen.state is State.RECEIVED and found.state is not State.REQUESTED:
        return False
    said = " ".join(filter(None, (words.strip(), _free(places))))
    try:
        tell(
            introduction=introduction, state=chosen.state, on=timezone.localdate(at),
            teller=found.asked.asks, reason=chosen.reason, words=said, by=by, at=at,
        )  # fmt: skip
    except CannotMove as refusal:  # It stands elsewhere since: the link is for what was.
        raise DoesNotOpen from refusal
    if found.asked.asks is Teller.GROUP and chosen.state in NEWS:
        _tell_person(introduction, by=by, at=at)
    return True


def _free(places: int | None) -> str:
    if places is None:
        return ""
    return "1 place is free now." if places == 1 else f"{places} places are free now."


def _use(
    link: ReplyLink,
    chosen: Choice,
    words: str,
    places: int | None,
    *,
    by: Account | None,
    at: datetime,
) -> None:
    try:
        with transaction.atomic():
            Reply.objects.create(
                link=link, choice=chosen.code, words=words.strip(), free_places=places, at=at
            )
    except IntegrityError as taken:
        raise DoesNotOpen from taken
    asks = ASKED[Question(link.question)].asks
    audit.note(
        did="answered by a link", by=by, at=at, through=f"a link to reply: {asks.value}",
        person_id=link.introduction.person_id, what=link.question,
        section=Section.COMMUNITY.value, thread=link.introduction.thread,
    )  # fmt: skip


def _tell_person(introduction: Introduction, *, by: Account | None, at: datetime) -> None:
    to = news_recipient(introduction, on=timezone.localdate(at))
    if to is not None:
        outbox.post(
            kind=MessageKind.INTRODUCTION_NEWS, to=to, by=by, at=at,
            person_id=introduction.person_id, about="an introduction",
        )  # fmt: skip
