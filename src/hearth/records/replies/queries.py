"""What a link opens, what was asked and answered, and which introductions are to be followed up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from hearth.core.codes import hashed
from hearth.core.introductions.passing_on import Passed, as_read
from hearth.core.introductions.replying import (
    ASKED,
    Asked,
    Before,
    DoesNotOpen,
    LinkFacts,
    Question,
    opens,
)
from hearth.core.introductions.standing import Standing
from hearth.core.introductions.states import State, Teller
from hearth.records.introductions.models import Introduction
from hearth.records.introductions.queries import standing_of, whole
from hearth.records.outbox.queries import any_may_have_left
from hearth.records.people.queries import silence_about
from hearth.records.replies.models import Reply, ReplyLink
from hearth.records.replies.reaching import hides_hope

CHUNK = 500


@dataclass(frozen=True)
class OpenLink:
    """A link that opens: what it asks, of which activity, and what the person let us pass on."""

    row: ReplyLink
    question: Question
    standing: Standing
    passed_on: list[tuple[str, str]]

    @property
    def state(self) -> State:
        return self.standing.state

    @property
    def asked(self) -> Asked:
        return ASKED[self.question]

    @property
    def activity_name(self) -> str:
        return self.row.introduction.activity_name


def open_link(token: str, *, at: datetime) -> OpenLink:
    """Return what a link opens at this moment, and change nothing. Raises DoesNotOpen."""
    row = _with(token)
    if row is None:
        raise DoesNotOpen
    introduction, question = row.introduction, Question(row.question)
    stands = standing_of(introduction)
    if not opens(_facts(row, stands.state), at):
        raise DoesNotOpen
    shown = _passed_on(introduction) if ASKED[question].tells_who else []
    return OpenLink(row, question, stands, shown)


def _with(token: str) -> ReplyLink | None:
    rows = ReplyLink.objects.select_related("introduction__person", "introduction__activity")
    return rows.filter(token_hash=hashed(token)).first()


def _facts(row: ReplyLink, state: State) -> LinkFacts:
    newer = ReplyLink.objects.filter(
        introduction=row.introduction_id, question=row.question, pk__gt=row.pk
    )
    return LinkFacts(
        question=Question(row.question),
        ends_at=row.ends_at,
        is_answered=Reply.objects.filter(link=row).exists(),
        is_closed=hasattr(row, "closed"),
        is_newest=not newer.exists(),
        state=state,
        silence=silence_about(row.introduction.person_id),
    )


def _passed_on(introduction: Introduction) -> list[tuple[str, str]]:
    """Only what the person agreed to; and their hope no more, once its goal has been closed."""
    held = dict(introduction.passed_on)
    if Passed.HOPE.value in held and hides_hope(introduction):
        del held[Passed.HOPE.value]
    return as_read(held)


@dataclass(frozen=True)
class ToFollow:
    """One introduction, where it stands, and what was asked of it by links, oldest first."""

    row: Introduction
    standing: Standing
    before: list[Before]


def to_follow(*, since: datetime) -> Iterator[ToFollow]:
    """Give each introduction made since then that is not over, with what was asked already."""
    asked = Prefetch("links", ReplyLink.objects.order_by("pk"))
    rows = whole(Introduction.objects.filter(made_at__gte=since)).prefetch_related(asked)
    for row in rows.order_by("pk").iterator(CHUNK):
        stands = standing_of(row)
        if not stands.is_over:
            its: Any = row
            yield ToFollow(row, stands, [_before(each) for each in its.links.all()])


def _before(link: ReplyLink) -> Before:
    return Before(Question(link.question), timezone.localdate(link.made_at), link.is_reminder)


def group_has_heard(introduction: Introduction) -> bool:
    """Say whether the group may know of it: a message has left, or none was ever sent by us.

    Stop what waits first (`close_links`): then nothing can leave between the two.
    """
    links = ReplyLink.objects.filter(introduction=introduction)
    of_group = [each.value for each, asked in ASKED.items() if asked.asks is Teller.GROUP]
    references = list(links.filter(question__in=of_group).values_list("reference", flat=True))
    return not references or any_may_have_left(references)


def links_of(introduction: Introduction) -> list[ReplyLink]:
    """Return what was asked of one introduction by links, the newest first, with the answers."""
    rows = ReplyLink.objects.filter(introduction=introduction)
    return list(rows.select_related("reply", "closed").order_by("-pk"))
