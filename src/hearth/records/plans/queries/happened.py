"""What happened to plans, found in the rows themselves, for other systems that asked to be told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Q, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from hearth.core.agreement import IN_FORCE, Asked, standing
from hearth.core.agreement import Signature as SignatureValue
from hearth.records.plans.models import Entry, GoingOn, Signature, Version
from hearth.records.plans.queries.answers import answers_under, asked_under

OVER = ("done", "not_done", "stopped")


@dataclass(frozen=True)
class Agreed:
    """A version came into force, with the last answer that it needed."""

    version: int
    person_id: UUID
    at: datetime


def newest_answers() -> tuple[int, int]:
    """The keys of the newest signature, and of the newest decision to go on without one."""
    return _newest(Signature), _newest(GoingOn)


def _newest(model: type[Signature] | type[GoingOn]) -> int:
    found: int | None = model.objects.aggregate(newest=Max("pk"))["newest"]
    return found or 0


def agreed_since(signature: int, decision: int) -> list[Agreed]:
    """The versions in force that got an answer after these keys, and since when they are."""
    signed = Signature.objects.filter(pk__gt=signature).values_list("version_id", flat=True)
    decided = GoingOn.objects.filter(pk__gt=decision)
    touched = {*signed, *decided.values_list("refusal__version_id", flat=True)}
    rows = list(Version.objects.filter(pk__in=touched).defer("document").order_by("pk"))
    answers = list(Signature.objects.filter(version__in=rows).order_by("pk"))
    under, asked = answers_under(answers), asked_under(rows)
    found = []
    for row in rows:
        times = [each.at for each in answers if each.version_id == row.pk]
        said = under.get(row.pk, [])
        if at := _enough_at(row, said, times, asked.get(row.pk, ())):
            found.append(Agreed(row.pk, row.person_id, at))
    return found


def _enough_at(
    row: Version,
    said: Sequence[SignatureValue],
    times: Sequence[datetime],
    asked: tuple[Asked, ...],
) -> datetime | None:
    """When the answers were enough: at the first after which it was in force, and no sooner than
    the last decision to go on without somebody."""
    for count, at in enumerate(times, start=1):
        if standing(said[:count], replaced=False, asked=asked) in IN_FORCE:
            decided = GoingOn.objects.filter(refusal__version=row).aggregate(last=Max("at"))["last"]
            return max(at, decided) if decided else at
    return None


def actions_due(since: date, until: date) -> Iterator[tuple[UUID, UUID, str]]:
    """(person, thread, day) of actions that are still open and whose day lies between these two."""
    rows = Entry.objects.filter(
        kind="action", replaced_at__isnull=True, withdrawn=False
    ).annotate(
        due=_said("due_on"), standing=Coalesce(_said("status"), Value("", TextField()))
    )  # fmt: skip
    due = rows.filter(Q(due__gte=since.isoformat()) & Q(due__lte=until.isoformat()))
    found = due.exclude(standing__in=OVER).order_by("due", "pk")
    yield from found.values_list("person_id", "thread", "due").iterator()


def _said(name: str) -> Cast:
    return Cast(KeyTextTransform(name, "content"), TextField())
