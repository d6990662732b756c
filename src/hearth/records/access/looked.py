"""Who looked, as one reader may know it: rows about a part that is closed to them are left out."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from hearth.core.access import Footing
from hearth.core.looked import Event
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.access.models import BrokenGlass
from hearth.records.audit.models import AuditRow
from hearth.records.audit.queries import looks_at
from hearth.records.community.models import Post

SHARING = (
    "shared the plan", "ended a share", "made a link", "ended a link", "sealed a part",
    "lifted a seal", "invited a supporter", "became a supporter", "involved an organisation",
    "ended the part of an organisation",
    "changed what a supporter sees", "ended a supporter's access", "made a calendar address",
    "ended a calendar address",
)  # fmt: skip
EMERGENCY = ("broke the glass", "looked into an emergency opening")
RECENT = timedelta(days=30)
NOBODY_KNOWN = "link"
"""What stands for those who read through a link: they have no account."""


@dataclass(frozen=True)
class Wanted:
    """Which lines are asked for. `who`: the id of an account, or NOBODY_KNOWN."""

    event: Event | None = None
    who: str = ""
    first: date | None = None
    last: date | None = None


def looks_shown(record: Record, wanted: Wanted = Wanted()) -> QuerySet[AuditRow]:
    """Every look and every change that this reader may know of, newest first."""
    closed = [section.value for section in Section if not record.sees(section)]
    # A row without a thread is kept: NOT IN alone would lose it.
    unsealed = Q(thread__isnull=True) | ~Q(thread__in=record.hidden)
    rows = looks_at(record.person.pk).exclude(section__in=closed).filter(unsealed)
    return rows.filter(_event(wanted.event), _who(wanted.who), _days(wanted))


def _event(event: Event | None) -> Q:
    glass = Q(did__in=EMERGENCY) | Q(reason__startswith=Footing.BROKEN_GLASS.value)
    match event:
        case Event.LOOKED:
            return Q(is_change=False, allowed=True)
        case Event.CHANGED:
            return Q(is_change=True) & ~Q(did__in=(*SHARING, *EMERGENCY))
        case Event.SHARED:
            return Q(did__in=SHARING)
        case Event.EMERGENCY:
            return glass
        case Event.STOPPED:
            return Q(allowed=False)
        case None:
            return Q()


def _who(who: str) -> Q:
    if who == NOBODY_KNOWN:
        return Q(account_id__isnull=True)
    return Q(account_id=int(who)) if who.isascii() and who.isdigit() else Q()


def _days(wanted: Wanted) -> Q:
    found = Q()
    if wanted.first:
        found &= Q(at__date__gte=wanted.first)
    if wanted.last:
        found &= Q(at__date__lte=wanted.last)
    return found


def everyone_who_looked(record: Record) -> list[tuple[str, str]]:
    """Each account that is named in the lines, with its name, by name."""
    rows = looks_shown(record).order_by("who").values_list("account_id", "who").distinct()
    named = {str(pk): who for pk, who in rows if pk is not None}
    unnamed = [(NOBODY_KNOWN, "No name (a link, or Hearth)")]
    has_unnamed = looks_shown(record).filter(account_id__isnull=True).exists()
    return [*named.items(), *(unnamed if has_unnamed else [])]


def looks_by_service(record: Record, *, at: datetime) -> list[tuple[str, int]]:
    """How often each service looked in the last 30 days, the most often first."""
    rows = looks_shown(record, Wanted(event=Event.LOOKED)).filter(at__gte=at - RECENT)
    counts = list(
        rows.order_by().values_list("account_id", "through").annotate(Count("pk")).distinct()
    )
    posts = Post.objects.filter(account__in={account for account, _, _ in counts})
    titles = {(post.account_id, str(post)): post for post in posts.select_related("organisation")}
    found: Counter[str] = Counter()
    for account, through, count in counts:
        post = titles.get((account, through.removesuffix(", in an emergency")))
        if post is not None:
            found[post.organisation.name] += count
    return found.most_common()


def glass_reason(record: Record, rows: list[AuditRow]) -> dict[int, str]:
    """The reason that was given, for each of these lines in which somebody broke the glass."""
    broken = list(BrokenGlass.objects.filter(person=record.person))
    return {row.pk: said for row in rows if (said := _reason_of(row, broken))}


def _reason_of(row: AuditRow, broken: list[BrokenGlass]) -> str:
    is_glass = row.reason.startswith(Footing.BROKEN_GLASS.value) or row.did in EMERGENCY[:1]
    if not is_glass:
        return ""
    said = (
        each.reason
        for each in broken
        if each.account_id == row.account_id and each.starts_at <= row.at < each.ends_at
    )
    return next(said, "")
