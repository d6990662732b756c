"""What a community brought, as rows for lists and as values for the rules."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from hearth.core.house.brought import TaggedLine
from hearth.records.brought.models import BroughtDocument, BroughtLine, LineTag
from hearth.records.community.models import Community


@dataclass(frozen=True)
class KeptLine:
    """A line as it is kept: `said` is what the rules know of it. `number` is its key."""

    number: int
    place: int
    said: TaggedLine
    left_out: bool
    is_looked_at: bool
    became: str


def brought_to(community: Community) -> QuerySet[BroughtDocument]:
    """Return what was brought, the newest first, with `counted` and `tagged` lines. One query."""
    rows = BroughtDocument.objects.filter(community=community).defer("table").select_related("by")
    counted = Q(lines__left_out=False)
    tagged = Q(lines__tags__isnull=False, lines__tags__ended_at__isnull=True)
    return rows.annotate(
        counted=Count("lines", filter=counted, distinct=True),
        tagged=Count("lines", filter=counted & tagged, distinct=True),
    ).order_by("-at", "-pk")


def document_in(community: Community, number: int) -> BroughtDocument | None:
    """Return one document, where it was brought to this community."""
    rows = BroughtDocument.objects.filter(community=community, pk=number)
    return rows.select_related("community", "by").first()


def line_in(document: BroughtDocument, number: int) -> KeptLine | None:
    """Return one line of a document."""
    return next(iter(_kept(document.lines.filter(pk=number))), None)


def lines_of(document: BroughtDocument) -> list[KeptLine]:
    """Return all lines of a document in their order. Two queries."""
    return _kept(document.lines.all())


def counted_lines(lines: list[KeptLine]) -> list[TaggedLine]:
    """Return what counts of the lines: not those that were left out."""
    return [each.said for each in lines if not each.left_out]


def _kept(rows: QuerySet[BroughtLine]) -> list[KeptLine]:
    tags: dict[int, list[str]] = defaultdict(list)
    open_tags = LineTag.objects.filter(line__in=rows, ended_at__isnull=True)
    for line, code in open_tags.order_by("pk").values_list("line", "code"):
        tags[line].append(code)
    return [_as_line(row, tuple(tags[row.pk])) for row in rows]


def _as_line(row: BroughtLine, elements: tuple[str, ...]) -> KeptLine:
    said = TaggedLine(row.text, row.minutes, row.day, row.who, elements)
    return KeptLine(row.pk, row.place, said, row.left_out, row.looked_at is not None, row.became)
