"""What waits for members of staff, across the people whom they answer for."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from hearth.core.agreement import THEIRS, Answer, Standing
from hearth.records.plans.models import KeyWorker, ReviewRequest, Round, Signature, Version
from hearth.records.plans.queries.answers import VersionStanding, standing_of_each

MOST = 20
MOST_ROUNDS = 200
WITHOUT_A_YES = frozenset({Standing.OFFERED, Standing.PARTLY_AGREED, Standing.NOT_AGREED})


def review_requests_for(posts: list[int]) -> QuerySet[ReviewRequest]:
    """Open requests for a review, by people whose round or key work these staff hold."""
    led = Round.objects.filter(
        person=OuterRef("person"), accountable__in=posts, ended_at__isnull=True
    )
    kept = KeyWorker.objects.filter(person=OuterRef("person"), post__in=posts, ends__isnull=True)
    rows = ReviewRequest.objects.filter(Exists(led) | Exists(kept), answered_at__isnull=True)
    return rows.select_related("person").order_by("asked_at")


def plans_without_a_yes(posts: list[int], *, at: datetime) -> list[VersionStanding]:
    """The newest plans of running rounds that the person has not answered, or that someone refused.

    It looks at their newest conversations only, so that it costs the same for any caseload.
    """
    newer = Version.objects.filter(person=OuterRef("person"), number__gt=OuterRef("number"))
    theirs = Signature.objects.filter(
        version=OuterRef("pk"), party__in=[party.value for party in THEIRS]
    )
    refused = Signature.objects.filter(version=OuterRef("pk"), answer=Answer.NOT_AGREED.value)
    rows = (
        Version.objects.filter(
            ~Exists(newer),
            ~Exists(theirs) | Exists(refused),
            round__in=_newest_rounds(posts, at),
        )
        .select_related("person")
        .defer("document")
        .order_by("frozen_at")[:MOST]
    )
    return [each for each in standing_of_each(list(rows)) if each.standing in WITHOUT_A_YES]


def _newest_rounds(posts: list[int], at: datetime) -> list[int]:
    running = Round.objects.filter(accountable__in=posts, ended_at__isnull=True)
    talked = running.filter(conversation_at__lte=at).order_by("-conversation_at")
    undated = running.filter(conversation_at__isnull=True).order_by("-pk")
    return [
        *talked.values_list("pk", flat=True)[:MOST_ROUNDS],
        *undated.values_list("pk", flat=True)[:MOST_ROUNDS],
    ]
