"""Asks that wait, asks about one person, and what an extract says of them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from hearth.core.access import STAFF_MAY, Action, Role
from hearth.core.referral import ASKER_WORDS, Answer, Asker, Standing, standing
from hearth.records.access.door import Record
from hearth.records.access.queries import people_visible_to, posts_of
from hearth.records.community.models import Organisation
from hearth.records.people.models import Account, Death, Person
from hearth.records.plans.models import Round
from hearth.records.referrals.models import PublicAsk, Referral, ReferralAnswer

ANSWERING = [role.value for role in Role if Action.PLAN_ROUND in STAFF_MAY.get(role, frozenset())]
TAKES_ASKS = (
    Organisation.Kind.PRACTICE.value,
    Organisation.Kind.TRUST.value,
    Organisation.Kind.COUNCIL.value,
)


@dataclass(frozen=True)
class Asked:
    """One ask as a page shows it."""

    row: Referral
    standing: Standing
    answer: ReferralAnswer | None
    told: PublicAsk | None

    @property
    def who_asks(self) -> str:
        """Who asks, in words; the public has no name until somebody has checked it."""
        words = ASKER_WORDS[Asker(self.row.asker)]
        return f"{words}: {self.row.asked_by_name}" if self.row.asked_by_name else words

    @property
    def words(self) -> str:
        """Why, in the words of who asks."""
        return self.told.words if self.told else self.row.words


def as_asked(row: Referral, *, today: date) -> Asked:
    """Say where an ask stands. The row brings its answer and what was told with it."""
    held: ReferralAnswer | None = getattr(row, "answered", None)
    answer = Answer(held.answer) if held else None
    days = settings.JURISDICTION.referral_days
    stands = standing(timezone.localdate(row.asked_at), answer, today=today, days=days)
    return Asked(row, stands, held, getattr(row, "told", None))


def _whole(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    return rows.select_related("organisation", "person", "asked_by", "answered", "told")


def obstacles_to_asking(record: Record) -> list[str]:
    """Why there is no need to ask: it was asked, or a round is under way. Empty: the form."""
    rows = Referral.objects.filter(person=record.person, answered__isnull=True)
    if record.role is Role.SUPPORTER:
        # What the person or anybody else asks is not told to who helps them.
        rows = rows.filter(asked_by=record.account)
    found = []
    if first := rows.order_by("asked_at").first():
        day = timezone.localdate(first.asked_at)
        found.append(f"This was asked for on {day:%-d %B %Y}. It waits for an answer.")
    if Round.objects.filter(person=record.person, ended_at__isnull=True).exists():
        found.append("This is on its way. You can see the next step on the plan.")
    return found


def asks_about(record: Record, *, today: date, mine_only: bool) -> list[Asked]:
    """The asks about a person, the newest first; a supporter or staff see the answers to theirs."""
    rows = _whole(Referral.objects.filter(person=record.person)).order_by("-asked_at")
    if mine_only:
        rows = rows.filter(asked_by=record.account)
    return [as_asked(row, today=today) for row in rows[:10]]


def ask_about(record: Record, pk: UUID, *, today: date) -> Asked | None:
    """One ask about this person, for who may answer at the organisation that was asked."""
    row = _whole(Referral.objects.filter(person=record.person, pk=pk)).first()
    return as_asked(row, today=today) if row else None


def answers_for(account: Account, *, on: date) -> list[int]:
    """The organisations for which somebody may answer what is asked."""
    return [post.organisation_id for post in posts_of(account, on=on) if post.role in ANSWERING]


def waiting_asks(organisations: Collection[int]) -> QuerySet[Referral]:
    """What was asked of these organisations and has no answer, the oldest first.

    Nobody waits for an answer about somebody who has died.
    """
    died = Death.objects.filter(person=OuterRef("person"), undone_at__isnull=True)
    rows = Referral.objects.filter(
        ~Exists(died), organisation__in=organisations, answered__isnull=True
    )
    return _whole(rows).order_by("asked_at", "pk")


def unmatched_ask(organisations: Collection[int], pk: UUID, *, today: date) -> Asked | None:
    """An ask from the public of which nobody has said yet whom it is about."""
    row = waiting_asks(organisations).filter(pk=pk, person__isnull=True).first()
    return as_asked(row, today=today) if row else None


def likely_people(asked: Asked, account: Account, *, on: date) -> list[Person]:
    """Whom an ask may be about, among those whom this member of staff may know of.

    By the date of birth and a part of the name; or, without a date, by the whole name.
    """
    if asked.told is None:
        return []
    words = [word.casefold() for word in asked.told.person_name.split()]
    rows = people_visible_to(account, on=on)
    if asked.told.born:
        rows = rows.filter(born=asked.told.born)
    else:
        rows = rows.filter(family_key__in=words)
    found = rows.order_by("family_key", "given_key")[:50]
    return [each for each in found if _named(each, words)][:10]


def _named(person: Person, words: list[str]) -> bool:
    keys = {person.family_key, person.given_key, person.preferred_key}
    return bool(keys & set(words))


def open_to_asks() -> QuerySet[Organisation]:
    """The organisations that anybody may ask: practices, trusts and councils, by name."""
    return Organisation.objects.filter(kind__in=TAKES_ASKS).order_by("name")


def rows_for_extract() -> Iterator[tuple[UUID, date, str]]:
    """(person, on, by) of every ask about somebody known, for the population extract."""
    rows = Referral.objects.filter(person__isnull=False).order_by("person", "asked_at")
    for person, at, asker in rows.values_list("person", "asked_at", "asker").iterator():
        yield person, timezone.localdate(at), asker
