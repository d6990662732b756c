"""Each worklist as one query: who is on it, from which fact, and who answers.

A row has `row_person`, `row_fact` (a day, a moment, or a day as text), `row_post` and `row_about`.
"""

from collections.abc import Callable, Mapping

from django.db.models import Exists, F, Min, OuterRef, Q, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from hearth.core.people import Format, NeedKind
from hearth.core.rounds import Step
from hearth.core.words import Section
from hearth.core.worklists import Worklist
from hearth.records.access.models import Seal
from hearth.records.accountability.models import TestVisit
from hearth.records.accountability.queries.place import (
    TALKED,
    Found,
    Place,
    has_met,
    letters_out,
    people_on,
    recalls_without_round,
    running_rounds,
    said_yes,
    shaped,
)
from hearth.records.community.models import Post
from hearth.records.people.models import CommunicationNeed
from hearth.records.plans.models import Entry, KeyWorker, StepDate, StepReached, Version
from hearth.records.preparation.models import Letter, Returned, UrgentTask
from hearth.records.recall.models import Reply
from hearth.records.referrals.models import Referral

OVER = ("done", "not_done", "stopped")


def red_flags(place: Place) -> Found:
    """The first open urgent result of each person."""
    first = UrgentTask.objects.filter(
        person=OuterRef("person"), done_at__isnull=True, pk__lt=OuterRef("pk")
    )
    rows = UrgentTask.objects.filter(
        place.led("for_post"),
        people_on(place, Worklist.RED_FLAG),
        ~Exists(first),
        done_at__isnull=True,
        raised_at__lt=place.before(Worklist.RED_FLAG),
    )
    return shaped(rows, "raised_at", "for_post")


def not_invited(place: Place) -> Found:
    """Recalls whose month has begun and for which no letter left."""
    rows = recalls_without_round(place, Worklist.NOT_INVITED).filter(
        ~Exists(letters_out()), ~said_yes(), month__lte=place.by(Worklist.NOT_INVITED)
    )
    return shaped(rows, "month", "accountable")


def no_reply(place: Place) -> Found:
    """Recalls with a letter that nobody answered."""
    newest = letters_out().order_by("-batch__sent_at").values("batch__sent_at")[:1]
    rows = recalls_without_round(place, Worklist.NO_REPLY).annotate(asked=Subquery(newest))
    late = rows.filter(~said_yes(), asked__lt=place.before(Worklist.NO_REPLY))
    return shaped(late, "asked", "accountable")


def results_pending(place: Place) -> Found:
    """Visits for tests whose results are not all here."""
    visits = TestVisit.objects.filter(round=OuterRef("pk"), results_in_at__isnull=True)
    came = Subquery(visits.values("came_on")[:1])
    rows = running_rounds(place, Worklist.RESULTS_PENDING).annotate(came=came)
    late = rows.filter(~has_met(place), came__lte=place.by(Worklist.RESULTS_PENDING))
    return shaped(late, "came", "accountable")


def unbooked(place: Place) -> Found:
    """Rounds without a day for the conversation, and a yes without a round."""
    before = place.before(Worklist.UNBOOKED)
    rounds = running_rounds(place, Worklist.UNBOOKED).filter(
        ~has_met(place), conversation_at__isnull=True, started_at__lt=before
    )
    newest = Reply.objects.filter(recall=OuterRef("pk")).order_by("-pk").values("at")[:1]
    recalls = recalls_without_round(place, Worklist.UNBOOKED).annotate(yes=Subquery(newest))
    said = recalls.filter(said_yes(), yes__lt=before)
    return shaped(rounds, "started_at", "accountable").union(shaped(said, "yes", "accountable"))


def letter(place: Place) -> Found:
    """Conversations that are near without a letter, or with one that they cannot read."""
    made = Letter.objects.filter(round=OuterRef("pk")).order_by("-made_at")
    needs = CommunicationNeed.objects.filter(
        person=OuterRef("person"),
        kind=NeedKind.FORMAT.value,
        ended_at__isnull=True,
        words__in=[each.value for each in Format],
    )
    rows = running_rounds(place, Worklist.LETTER).annotate(
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
    late = rows.filter(~has_met(place), wrong | near)
    fact = late.annotate(fact=Coalesce(F("made_at"), F("conversation_at")))
    return shaped(fact, "fact", "accountable").annotate(row_wrong=Q(made__isnull=False))


def plan_not_issued(place: Place) -> Found:
    """Rounds in which they met, and no plan was read back and given."""
    first = StepReached.objects.filter(round=OuterRef("pk"), step__in=TALKED).order_by("pk")
    rows = running_rounds(place, Worklist.PLAN_NOT_ISSUED).annotate(
        met=Coalesce(F("conversation_at"), Subquery(first.values("at")[:1]))
    )
    plans = Version.objects.filter(round=OuterRef("pk"))
    late = rows.filter(
        has_met(place), ~Exists(plans), met__lt=place.before(Worklist.PLAN_NOT_ISSUED)
    )
    return shaped(late, "met", "accountable")


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
        people_on(place, Worklist.ACTION_OVERDUE),
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
    return shaped(first, "first", "keeper", "person")


def reviews_overdue(place: Place) -> Found:
    """Reviews whose day went by, of rounds that have a plan."""
    rows = StepDate.objects.filter(
        place.led("round__accountable"),
        people_on(place, Worklist.REVIEW_OVERDUE, "round__person"),
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
        holders = Post.objects.filter(pk__in=place.posts)
        asked = Q(asked_by__in=holders.values("account"))  # Once, also with two posts.
    rows = Referral.objects.filter(
        asked,
        people_on(place, Worklist.REFERRAL),
        person__isnull=False,
        answered__isnull=True,
        asked_at__lt=place.before(Worklist.REFERRAL),
    ).annotate(nobody=Value(None, output_field=Referral._meta.pk))
    return shaped(rows, "asked_at", "nobody")


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
