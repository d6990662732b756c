"""For whom a worklist is, and the rows of which all lists are made: rounds, recalls, letters."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from hearth.core.recall.facts import Answer
from hearth.core.recall.facts import Letter as RecallLetter
from hearth.core.rounds import Step
from hearth.core.worklists import PAUSED, Worklist
from hearth.records.people.models import Death
from hearth.records.plans.models import Round, StepReached
from hearth.records.recall.models import BatchLine, Recall, Reply
from hearth.records.recall.queries.batches import running_exceptions
from hearth.records.recall.queries.facts import nobody_died, not_stopped, tied_to

Found = QuerySet[Any, Any]
TALKED = (Step.DOCUMENT.value, Step.REVIEW.value)
ASKING = (
    RecallLetter.INVITATION.value,
    RecallLetter.REMINDER.value,
    RecallLetter.NO_REPLY.value,
)


@dataclass(frozen=True)
class Place:
    """For whom the lists are: organisations, or only some posts in them; and the day."""

    organisations: tuple[int, ...]
    today: date
    posts: tuple[int, ...] = ()

    def led(self, path: str) -> Q:
        """Rows for which one of the posts answers; without posts, anybody at the organisations."""
        if self.posts:
            return Q(**{f"{path}__in": self.posts})
        return Q(**{f"{path}__organisation__in": self.organisations})

    def by(self, worklist: Worklist) -> date:
        """The last day of a fact that is late today."""
        return self.today - timedelta(days=settings.JURISDICTION.worklists[worklist])

    def before(self, worklist: Worklist) -> datetime:
        """The first moment after that day."""
        day = self.by(worklist) + timedelta(days=1)
        return timezone.make_aware(datetime.combine(day, time.min))


def shaped(found: QuerySet[Any], fact: str, post: str, about: str = "pk") -> Found:
    """Give the rows one shape, so that any list can be counted and paged."""
    return found.values(
        row_person=F("person"), row_fact=F(fact), row_post=F(post), row_about=F(about)
    )


def people_on(place: Place, worklist: Worklist, path: str = "person") -> Q:
    """Only people of these places who live; and, where they are asked to come, who may be asked."""
    dead = Death.objects.filter(person=OuterRef(path), undone_at__isnull=True)
    found = tied_to(place.organisations, on=place.today, person=path) & ~Q(Exists(dead))
    if worklist not in PAUSED:
        return found
    # Nobody is asked to come whose death somebody told us of, checked or not.
    found &= nobody_died(path)
    out = running_exceptions(place.today).filter(person=OuterRef(path))
    return found & ~Q(Exists(out))


def running_rounds(place: Place, worklist: Worklist) -> QuerySet[Round]:
    """The running rounds for which somebody here answers."""
    led = place.led("accountable")
    return Round.objects.filter(led, people_on(place, worklist), ended_at__isnull=True)


def has_met(place: Place) -> Q:
    """They talked: the plan is being written, or the time of the conversation has gone by.

    A round stands at “discuss” from the day on which it is prepared, before anybody has met.
    """
    written = StepReached.objects.filter(round=OuterRef("pk"), step__in=TALKED)
    begun = StepReached.objects.filter(round=OuterRef("pk"), step=Step.DISCUSS.value)
    tomorrow = place.today + timedelta(days=1)
    over = timezone.make_aware(datetime.combine(tomorrow, time.min))
    return Q(Exists(written)) | Q(Exists(begun), conversation_at__lt=over)


def recalls_without_round(place: Place, worklist: Worklist) -> QuerySet[Recall]:
    """Open recalls of people without a round under way.

    A round that waits for its review is not: the review is what they are asked to
    (`core.recall.deciding`).
    """
    led = place.led("accountable") if place.posts else Q(organisation__in=place.organisations)
    reviewing = StepReached.objects.filter(round=OuterRef("pk"), step=Step.REVIEW.value)
    rounds = Round.objects.filter(~Exists(reviewing), person=OuterRef("person"), ended_at=None)
    return Recall.objects.filter(
        led, ~Exists(rounds), people_on(place, worklist), ended_at__isnull=True
    )


def said_yes() -> Exists:
    """Their last answer to a recall is yes."""
    newer = Reply.objects.filter(recall=OuterRef("recall"), pk__gt=OuterRef("pk"))
    yes = Reply.objects.filter(~Exists(newer), recall=OuterRef("pk"), answer=Answer.YES.value)
    return Exists(yes)


def letters_out() -> QuerySet[BatchLine]:
    """What went out to ask somebody, since they last said “later”, and was not taken back."""
    later = Reply.objects.filter(
        recall=OuterRef("recall"), answer=Answer.LATER.value, at__gt=OuterRef("batch__sent_at")
    )
    rows = BatchLine.objects.filter(
        ~Exists(later),
        not_stopped(),
        recall=OuterRef("pk"),
        batch__undone_at__isnull=True,
        batch__letter__in=ASKING,
    )
    return rows.exclude(how=BatchLine.How.NOTHING)
