"""Say what was done about a kind of need, and tell those who asked; look at what may be quoted."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hearth.core.feedback import Did, answer_problems
from hearth.core.messages import MessageKind
from hearth.core.unmet import ALL_PLACES, CannotWriteDown
from hearth.core.words import Refusal
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.people.models import Account, Person
from hearth.records.people.telling import tell_person
from hearth.records.unmet.models import QuotationLooked, UnmetAnswer
from hearth.records.unmet.queries import places_out, standing_asks, to_look_at


@transaction.atomic
def answer(
    *,
    community: Community,
    need: str,
    place: str,
    did: Did | None,
    words: str,
    by: Account,
    at: datetime,
    due: date | None = None,
) -> UnmetAnswer:
    """Answer a kind of need: done, promised by a day, or not possible, and why.

    Those who asked and said that we may come back to them are told that there is an answer. How
    many they are, and who, is shown to nobody.
    """
    if problems := _problems(community, need, place) + answer_problems(
        did, words, due, today=timezone.localdate(at)
    ):
        raise CannotWriteDown(problems)
    assert did is not None
    row = UnmetAnswer.objects.create(
        community=community, need=need, place=place, did=did.value, words=words.strip(),
        due=due if did is Did.WILL else None, by=by, at=at,
    )  # fmt: skip
    audit.note(did="answered what people could not find", by=by, at=at, what=need)
    _tell(row, at)
    return row


def _problems(community: Community, need: str, place: str) -> list[Refusal]:
    found = []
    if need not in settings.INTERESTS.need_by_code:
        found.append(Refusal("Choose what it is about.", "need"))
    if place not in {ALL_PLACES, *places_out(community)}:
        found.append(Refusal("Choose a place, or all of them.", "place"))
    return found


def _tell(row: UnmetAnswer, at: datetime) -> None:
    """Tell each person once. Hearth tells them: no row says that the commissioner knew whom."""
    asks: Any = standing_asks(row.community).filter(need=row.need, may_come_back=True)
    if row.place != ALL_PLACES:
        asks = asks.filter(place=row.place)
    asked = set(asks.values_list("person_id", flat=True))
    for person in Person.objects.filter(pk__in=asked).order_by("pk"):
        tell_person(
            person=person, kind=MessageKind.UNMET_ANSWERED, by=None, at=at,
            path=_page(person.pk),
        )  # fmt: skip


def _page(person: UUID) -> str:
    return reverse("could-not-find", args=[person])


@transaction.atomic
def look_at_quotation(
    *, community: Community, unmet: UUID, may_show: bool, by: Account, at: datetime
) -> QuotationLooked | None:
    """Say if words may be shown, once. Whose they are is not kept beside it, nor asked."""
    held = to_look_at(community).filter(pk=unmet).first()
    if held is None:
        return None
    row = QuotationLooked.objects.create(unmet=held, may_show=may_show, by=by, at=at)
    audit.note(did="looked at words to be quoted", by=by, at=at, what=community.name)
    return row
