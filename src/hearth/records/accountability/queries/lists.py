"""Each worklist as one query: who is on it, from which fact, and who answers.

A row has `row_person`, `row_fact` (a day, a moment, or a day as text), `row_post` and `row_about`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from hearth.core.people import Format, NeedKind
from hearth.core.recall.facts import Answer
from hearth.core.recall.facts import Letter as RecallLetter
from hearth.core.rounds import Step
from hearth.core.words import Section
from hearth.core.worklists import PAUSED, Worklist
from hearth.records.access.models import Seal
from hearth.records.accountability.models import TestVisit
from hearth.records.people.models import CommunicationNeed, Death
from hearth.records.plans.models import Entry, KeyWorker, Round, StepDate, StepReached, Version
from hearth.records.preparation.models import Letter, Returned, UrgentTask
from hearth.records.recall.models import BatchLine, Recall, RecallException, Reply
from hearth.records.recall.queries.facts import tied_to
from hearth.records.referrals.models import Referral

Found = QuerySet[Any, Any]
TALKED = (Step.DOCUMENT.value, Step.REVIEW.value)
OVER = ("done", "not_done", "stopped")
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


def _rows(found: QuerySet[Any], fact: str, post: str, about: str = "pk") -> Found:
    """Give the rows one shape, so that any list can be counted and paged."""
    return found.values(
        row_person=F("person"), row_fact=F(fact), row_post=F(post), row_about=F(about)
    )


def _people(place: Place, worklist: Worklist, path: str = "person") -> Q:
    """Only people of these places who live; and, where they are asked to come, who may be asked."""
    dead = Death.objects.filter(person=OuterRef(path), undone_at__isnull=True)
    found = tied_to(place.organisations, on=place.today, person=path) & ~Q(Exists(dead))
    if worklist not in PAUSED:
        return found
    running = Q(until__isnull=True) | Q(until__gte=place.today)
    out = RecallException.objects.filter(
        running, person=OuterRef(path), end__isnull=True, since__lte=place.today
    )
    return found & ~Q(Exists(out))


def _rounds(place: Place, worklist: Worklist) -> QuerySet[Round]:
    """The running rounds for which somebody here answers."""
    led = place.led("accountable")
    return Round.objects.filter(led, _people(place, worklist), ended_at__isnull=True)


def _met(place: Place) -> Q:
    """They talked: the plan is being written, or the time of the conversation has gone by.

    A round stands at “discuss” from the day on which it is prepared, before anybody has met.
    """
    written = StepReached.objects.filter(round=OuterRef("pk"), step__in=TALKED)
    begun = StepReached.objects.filter(round=OuterRef("pk"), step=Step.DISCUSS.value)
    tomorrow = place.today + timedelta(days=1)
    over = timezone.make_aware(datetime.combine(tomorrow, time.min))
    return Q(Exists(written)) | Q(Exists(begun), conversation_at__lt=over)


def _recalls(place: Place, worklist: Worklist) -> QuerySet[Recall]:
    """Open recalls of people without a round under way."""
    led = place.led("accountable") if place.posts else Q(organisation__in=place.organisations)
    rounds = Round.objects.filter(person=OuterRef("person"), ended_at__isnull=True)
    return Recall.objects.filter(
        led, ~Exists(rounds), _people(place, worklist), ended_at__isnull=True
    )


def _said_yes() -> Exists:
    """Their last answer to a recall is yes."""
    newer = Reply.objects.filter(recall=OuterRef("recall"), pk__gt=OuterRef("pk"))
    yes = Reply.objects.filter(~Exists(newer), recall=OuterRef("pk"), answer=Answer.YES.value)
    return Exists(yes)


def _letters() -> QuerySet[BatchLine]:
    """What went out to ask somebody, since they last said “later”, and was not taken back."""
    later = Reply.objects.filter(
        recall=OuterRef("recall"), answer=Answer.LATER.value, at__gt=OuterRef("batch__sent_at")
    )
    rows = BatchLine.objects.filter(
        ~Exists(later),
        recall=OuterRef("pk"),
        batch__undone_at__isnull=True,
        batch__letter__in=ASKING,
    )
    return rows.exclude(how=BatchLine.How.NOTHING)


def red_flags(place: Place) -> Found:
    """The first open urgent result of each person."""
    first = UrgentTask.objects.filter(
        person=OuterRef("person"), done_at__isnull=True, pk__lt=OuterRef("pk")
    )
    rows = UrgentTask.objects.filter(
        place.led("for_post"),
        _people(place, Worklist.RED_FLAG),
        ~Exists(first),
        done_at__isnull=True,
        raised_at__lt=place.before(Worklist.RED_FLAG),
    )
    return _rows(rows, "raised_at", "for_post")


def not_invited(place: Place) -> Found:
    """Recalls whose month has begun and for which no letter left."""
    rows = _recalls(place, Worklist.NOT_INVITED).filter(
        ~Exists(_letters()), ~_said_yes(), month__lte=place.by(Worklist.NOT_INVITED)
    )
    return _rows(rows, "month", "accountable")


def no_reply(place: Place) -> Found:
    """Recalls with a letter that nobody answered."""
    newest = _letters().order_by("-batch__sent_at").values("batch__sent_at")[:1]
    rows = _recalls(place, Worklist.NO_REPLY).annotate(asked=Subquery(newest))
    late = rows.filter(~_said_yes(), asked__lt=place.before(Worklist.NO_REPLY))
    return _rows(late, "asked", "accountable")


def results_pending(place: Place) -> Found:
    """Visits for tests whose results are not all here."""
    visits = TestVisit.objects.filter(round=OuterRef("pk"), results_in_at__isnull=True)
    came = Subquery(visits.values("came_on")[:1])
    rows = _rounds(place, Worklist.RESULTS_PENDING).annotate(came=came)
    late = rows.filter(~_met(place), came__lte=place.by(Worklist.RESULTS_PENDING))
    return _rows(late, "came", "accountable")


def unbooked(place: Place) -> Found:
    """Rounds without a day for the conversation, and a yes without a round."""
    before = place.before(Worklist.UNBOOKED)
    rounds = _rounds(place, Worklist.UNBOOKED).filter(
        ~_met(place), conversation_at__isnull=True, started_at__lt=before
    )
    newest = Reply.objects.filter(recall=OuterRef("pk")).order_by("-pk").values("at")[:1]
    recalls = _recalls(place, Worklist.UNBOOKED).annotate(yes=Subquery(newest))
    said = recalls.filter(_said_yes(), yes__lt=before)
    return _rows(rounds, "started_at", "accountable").union(_rows(said, "yes", "accountable"))


def letter(place: Place) -> Found:
    """Conversations that are near without a letter, or with one that they cannot read."""
    made = Letter.objects.filter(round=OuterRef("pk")).order_by("-made_at")
    needs = CommunicationNeed.objects.filter(
        person=OuterRef("person"),
        kind=NeedKind.FORMAT.value,
        ended_at__isnull=True,
        words__in=[each.value for each in Format],
    )
    rows = _rounds(place, Worklist.LETTER).annotate(
        made=Subquery(made.values("format")[:1]),
        made_at=Subquery(made.values("made_at")[:1]),
        wanted=Coalesce(
            Subquery(needs.order_by("-recorded_at").values("words")[:1]),
            Value(Format.STANDARD.value),
        ),
    )
    wrong = Q(made__isnull=False) & ~Q(made=F("wanted"))
    # Answers that came back say that they had it, even where it was made elsewhere.
    answered = Exists(Returned.objects.filter(round=OuterRef("pk")))
    soon = Q(conversation_at__lt=place.before(Worklist.LETTER))
    near = Q(made__isnull=True) & soon & ~Q(answered)
    late = rows.filter(~_met(place), wrong | near)
    fact = late.annotate(fact=Coalesce(F("made_at"), F("conversation_at")))
    return _rows(fact, "fact", "accountable").annotate(row_wrong=Q(made__isnull=False))


def plan_not_issued(place: Place) -> Found:
    """Rounds in which they met, and no plan was read back and given."""
    first = StepReached.objects.filter(round=OuterRef("pk"), step__in=TALKED).order_by("pk")
    rows = _rounds(place, Worklist.PLAN_NOT_ISSUED).annotate(
        met=Coalesce(F("conversation_at"), Subquery(first.values("at")[:1]))
    )
    plans = Version.objects.filter(round=OuterRef("pk"))
    late = rows.filter(_met(place), ~Exists(plans), met__lt=place.before(Worklist.PLAN_NOT_ISSUED))
    return _rows(late, "met", "accountable")


def _kept(place: Place) -> Q:
    """People whose key worker is here, or who have none."""
    held = KeyWorker.objects.filter(person=OuterRef("person"), ends__isnull=True)
    here = Q(Exists(held.filter(place.led("post"))))
    return here if place.posts else here | ~Q(Exists(held))


def _keeper() -> Subquery:
    held = KeyWorker.objects.filter(person=OuterRef("person"), ends__isnull=True)
    return Subquery(held.values("post")[:1])


def _said(name: str) -> Cast:
    """What a field of an entry says, as text."""
    return Cast(KeyTextTransform(name, "content"), TextField())


def actions_overdue(place: Place) -> Found:
    """The first open action past its date of each person. Nothing that is sealed is told."""
    sealed = Seal.objects.filter(
        Q(section=Section.ACTIONS.value, thread__isnull=True) | Q(thread=OuterRef("thread")),
        person=OuterRef("person"),
        lifted_at__isnull=True,
    )
    rows = Entry.objects.filter(
        _kept(place),
        _people(place, Worklist.ACTION_OVERDUE),
        ~Exists(sealed),
        kind="action",
        replaced_at__isnull=True,
        withdrawn=False,
    ).annotate(
        due=_said("due_on"),
        standing=Coalesce(_said("status"), Value("", TextField())),
        keeper=_keeper(),
    )
    late = rows.filter(due__gt="", due__lte=place.by(Worklist.ACTION_OVERDUE).isoformat())
    first = late.exclude(standing__in=OVER).values("person", "keeper").annotate(first=Min("due"))
    return _rows(first, "first", "keeper", "person")


def reviews_overdue(place: Place) -> Found:
    """Reviews whose day went by, of rounds that have a plan."""
    rows = StepDate.objects.filter(
        place.led("round__accountable"),
        _people(place, Worklist.REVIEW_OVERDUE, "round__person"),
        Exists(Version.objects.filter(round=OuterRef("round"))),
        round__ended_at__isnull=True,
        step=Step.REVIEW.value,
        due__lte=place.by(Worklist.REVIEW_OVERDUE),
        met_at__isnull=True,
        replaced_at__isnull=True,
    )
    return rows.values(
        row_person=F("round__person"),
        row_fact=F("due"),
        row_post=F("round__accountable"),
        row_about=F("round"),
    )


def referrals(place: Place) -> Found:
    """Asks about people whom we know that have no answer, of us or of those whom we asked."""
    asked = Q(organisation__in=place.organisations)
    if place.posts:
        asked = Q(asked_by__posts__in=place.posts)
    rows = Referral.objects.filter(
        asked,
        _people(place, Worklist.REFERRAL),
        person__isnull=False,
        answered__isnull=True,
        asked_at__lt=place.before(Worklist.REFERRAL),
    ).annotate(nobody=Value(None, output_field=Referral._meta.pk))
    return _rows(rows, "asked_at", "nobody")


FINDERS: Mapping[Worklist, Callable[[Place], Found]] = {
    Worklist.RED_FLAG: red_flags,
    Worklist.NOT_INVITED: not_invited,
    Worklist.NO_REPLY: no_reply,
    Worklist.RESULTS_PENDING: results_pending,
    Worklist.UNBOOKED: unbooked,
    Worklist.LETTER: letter,
    Worklist.PLAN_NOT_ISSUED: plan_not_issued,
    Worklist.ACTION_OVERDUE: actions_overdue,
    Worklist.REVIEW_OVERDUE: reviews_overdue,
    Worklist.REFERRAL: referrals,
}
