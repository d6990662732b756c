"""Open an assessment, answer it from one's seat, settle what a voice agreed on, and close it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from hearth.core.house.assessing import Evidence, Question, Rating, Voice, answer_obstacles
from hearth.core.house.framework import Framework, write
from hearth.core.words import Refusal, Refused
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.house.changes.framework import hash_of
from hearth.records.house.models import Assessment, AssessmentAnswer, Seat, Settlement
from hearth.records.house.queries import framework_at, framework_in_use
from hearth.records.house.sight import seats_on
from hearth.records.people.models import Account

LONGEST = {"title": 100, "words": 2000, "link": 500, "metric": 60, "figure": 300, "why": 300}


class CannotAssess(Refused):
    """This cannot be kept in the assessment. The reasons say why, and at which field."""


@transaction.atomic
def open_assessment(
    *, community: Community, title: str, by: Account | None, at: datetime
) -> Assessment:
    """Begin to rate the house, with the framework as it is now. One is open at a time."""
    if reasons := _needed("title", title, "Give it a name, like “Spring 2027”."):
        raise CannotAssess(reasons)
    now = framework_in_use(community)
    text = write(now.framework)
    try:
        with transaction.atomic():
            row = Assessment.objects.create(
                community=community, title=" ".join(title.split()), version=now.version,
                framework_text=text, framework_hash=hash_of(text), opened_at=at, opened_by=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise CannotAssess("An assessment is open already. Close it first.") from error
    audit.note(did="opened an assessment of the house", by=by, at=at, what=str(row))
    return row


@transaction.atomic
def close_assessment(*, assessment: Assessment, by: Account | None, at: datetime) -> None:
    """End the rating: from now on the house stands as this says, and no answer changes."""
    _held_open(assessment)
    assessment.closed_at, assessment.closed_by = at, by
    assessment.save(update_fields=["closed_at", "closed_by"])
    audit.note(did="closed an assessment of the house", by=by, at=at, what=str(assessment))


@dataclass(frozen=True)
class Reply:
    """What a member says to one question about one element. No rating: “I do not know”.

    `named`: the group may see whose words these are.
    """

    element: str
    question: Question
    rating: Rating | None
    evidence: Evidence = field(default_factory=Evidence)
    named: bool = False


def answer(
    *,
    assessment: Assessment,
    element: str,
    question: Question,
    rating: Rating | None,
    by: Account,
    at: datetime,
    evidence: Evidence = Evidence(),  # noqa: B008 a frozen value
    named: bool = False,
) -> None:
    """Answer one question about one element, in the voice of one's seat. The newest one counts."""
    reply = Reply(element, question, rating, evidence, named)
    answer_many(assessment=assessment, replies=[reply], by=by, at=at)


@transaction.atomic
def answer_many(
    *, assessment: Assessment, replies: Sequence[Reply], by: Account, at: datetime
) -> None:
    """Answer several questions at once: all are kept, or none. The newest of each counts.

    Raises CannotAssess. Each reason is at a field of the evidence, or at `element`; where there
    are several elements, the code of the element stands before it: `one-recall-link`.
    """
    seat = _seat_of(by, assessment, at)
    if reasons := _wrong_with(replies, framework_at(assessment)):
        raise CannotAssess(reasons)
    AssessmentAnswer.objects.bulk_create(
        _row(each, assessment=assessment, seat=seat, by=by, at=at) for each in replies
    )
    rated = ", ".join(dict.fromkeys(each.element for each in replies))
    audit.note(did="rated elements of the house", by=by, at=at, what=f"{assessment}: {rated}")


def _wrong_with(replies: Sequence[Reply], framework: Framework) -> list[Refusal]:
    codes = {each.element for each in replies}
    found = []
    for each in replies:
        before = f"{each.element}-" if len(codes) > 1 else ""
        reasons = answer_obstacles(each.rating, each.evidence) + _unasked(framework, each.element)
        for name in ("words", "link", "metric", "figure"):
            reasons += _too_long(name, getattr(each.evidence, name))
        found += [Refusal(reason.words, f"{before}{reason.where}") for reason in reasons]
    return list(dict.fromkeys(found))


def _row(reply: Reply, **known: Any) -> AssessmentAnswer:
    evidence = reply.evidence
    return AssessmentAnswer(
        element=reply.element, question=reply.question, voice=known["seat"].voice,
        rating=reply.rating, words=evidence.words.strip(), link=evidence.link.strip(),
        metric=evidence.metric, figure=evidence.figure, named=reply.named, **known,
    )  # fmt: skip


@transaction.atomic
def settle(
    *,
    assessment: Assessment,
    element: str,
    question: Question,
    voice: Voice,
    rating: Rating,
    why: str,
    by: Account,
    at: datetime,
) -> Settlement:
    """Record what one voice agreed on after it talked. No voice settles for the other."""
    seat = _seat_of(by, assessment, at)
    if seat.voice != voice:
        raise CannotAssess(f"Only who sits there as “{voice}” can settle this.")
    reasons = _unasked(framework_at(assessment), element)
    reasons += _needed("why", why, "Say what the group agreed, and why.")
    said = assessment.answers.filter(element=element, question=question, voice=voice)
    if not said.filter(rating__isnull=False).exists():
        reasons.append(Refusal("Nobody has answered this yet. Answer first, then settle."))
    if reasons:
        raise CannotAssess(reasons)
    row = Settlement.objects.create(
        assessment=assessment, element=element, question=question, voice=voice, rating=rating,
        why=why.strip(), at=at, by=by,
    )  # fmt: skip
    audit.note(did="settled a rating of the house", by=by, at=at, what=f"{assessment}: {element}")
    return row


def _held_open(assessment: Assessment) -> None:
    """Make sure that it is open, and that nobody closes it meanwhile."""
    rows = Assessment.objects.select_for_update(of=("self",))
    if not rows.filter(pk=assessment.pk, closed_at__isnull=True).exists():
        raise CannotAssess("This assessment is closed. What was said stays as it is.")


def _seat_of(account: Account, assessment: Assessment, at: datetime) -> Seat:
    _held_open(assessment)
    seats = seats_on(timezone.localdate(at))
    seat = seats.filter(account=account, community=assessment.community_id).first()
    if seat is None:
        raise CannotAssess("Only who has a seat in the steering group can rate the house.")
    return seat


def _unasked(framework: Framework, element: str) -> list[Refusal]:
    if any(each.code == element for each in framework.in_use):
        return []
    return [Refusal("This assessment does not ask about that element.", "element")]


def _needed(name: str, value: str, otherwise: str) -> list[Refusal]:
    return _too_long(name, value) if value.strip() else [Refusal(otherwise, name)]


def _too_long(name: str, value: str) -> list[Refusal]:
    most = LONGEST[name]
    return [Refusal(f"Use {most:,} letters or fewer.", name)] if len(value.strip()) > most else []
