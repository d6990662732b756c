"""What was said, as it may be shown: themes, quotations with consent, and counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hearth.core.days import QUARTER, months_from, quarter_of
from hearth.core.feedback import (
    About,
    Answer,
    Did,
    How,
    MayQuote,
    Standing,
    Way,
    how_many,
    may_show,
    month_of,
    said_when,
    standing_of,
)
from hearth.core.metrics.small_numbers import Table, published, rounded
from hearth.records.community.models import Community
from hearth.records.feedback.models import FeedbackGiven, Placed, Theme, ThemeAnswer
from hearth.records.people.models import Account


@dataclass(frozen=True)
class Quotation:
    """Somebody's own words, with their consent. `when`: a month, a year or nothing."""

    feedback: FeedbackGiven
    when: str

    @property
    def words(self) -> str:
        return self.feedback.words


@dataclass(frozen=True)
class ThemeShown:
    """A theme, where it stands, its answers (the newest last), and what may be quoted."""

    theme: Theme
    standing: Standing
    count: int
    answers: tuple[Answer, ...]
    quotations: tuple[Quotation, ...]

    @property
    def name(self) -> str:
        return self.theme.name

    @property
    def said_by(self) -> str:
        """How many said it; a small number is not told."""
        return how_many(self.count)

    @property
    def newest(self) -> Answer | None:
        """What was answered last."""
        return self.answers[-1] if self.answers else None


def themes_of(community: Community, *, on: date, to_everyone: bool = False) -> list[ThemeShown]:
    """Return the themes as they stood at the end of a day: the longest wait first. Five queries."""
    rows = Theme.objects.filter(community=community, raised__lte=on)
    themes = rows.prefetch_related("answers__by", "placed__feedback__hidden")
    months = _months(community)
    shown = [_shown(theme, months, on, to_everyone) for theme in themes]
    return sorted(
        shown, key=lambda each: (not each.standing.is_open, each.standing.since, each.name)
    )


def open_themes(community: Community, *, on: date) -> list[ThemeShown]:
    """Return the themes that wait for an answer, or for what was promised; the longest first."""
    return [each for each in themes_of(community, on=on) if each.standing.is_open]


def theme_of(community: Community, key: int, *, on: date) -> ThemeShown | None:
    """Return one theme of this community."""
    return next((each for each in themes_of(community, on=on) if each.theme.pk == key), None)


def _shown(theme: Theme, months: Mapping[date, int], on: date, to_everyone: bool) -> ThemeShown:
    placed = [each for each in theme.placed.all() if timezone.localdate(each.at) <= on]
    days = [timezone.localdate(each.at) for each in placed]
    said = [each.feedback for each in placed]
    answers = tuple(
        answer for each in _in_order(theme.answers.all()) if (answer := _answer(each)).on <= on
    )
    return ThemeShown(
        theme=theme,
        standing=standing_of(theme.raised, days, answers, today=on),
        count=len(said),
        answers=answers,
        quotations=tuple(_quotations(said, months, to_everyone)),
    )


def _in_order(answers: Iterable[ThemeAnswer]) -> list[ThemeAnswer]:
    return sorted(answers, key=lambda each: (each.at, each.pk))


def _answer(row: ThemeAnswer) -> Answer:
    by = row.by.full_name if row.by else ""
    return Answer(Did(row.did), row.words, timezone.localdate(row.at), by, row.due)


def _quotations(
    said: Iterable[FeedbackGiven], months: Mapping[date, int], to_everyone: bool
) -> list[Quotation]:
    """What may be shown, in an order that tells nothing of when it was said."""
    found = [
        Quotation(each, said_when(each.day, months))
        for each in said
        if each.words
        and not hasattr(each, "hidden")
        and may_show(MayQuote(each.may_quote), to_everyone=to_everyone)
    ]
    return sorted(found, key=lambda each: str(each.feedback.pk))


def _months(community: Community) -> Counter[date]:
    days = FeedbackGiven.objects.filter(community=community).values_list("day", flat=True)
    return Counter(map(month_of, days))


def unplaced(community: Community, *, on: date) -> list[FeedbackGiven]:
    """Return what nobody has read yet, the oldest day first.

    What is said online comes in on the day after: who watches the door and this list would else
    know whose it is.
    """
    is_in = Q(day__lt=on) | ~Q(way=Way.ONLINE.value)
    return list(_unread(community).filter(is_in).order_by("day", "pk"))


def _unread(community: Community) -> QuerySet[FeedbackGiven]:
    placed = Placed.objects.filter(feedback=OuterRef("pk"))
    return FeedbackGiven.objects.filter(~Exists(placed), community=community)


def feedback_in(community: Community, key: UUID) -> FeedbackGiven | None:
    """Return one thing that was said in this community."""
    rows = FeedbackGiven.objects.filter(community=community, pk=key)
    return rows.select_related("hidden").first()


def own_feedback(account: Account) -> QuerySet[FeedbackGiven]:
    """Return what somebody said with their name, the newest first. For their eyes only."""
    rows = FeedbackGiven.objects.filter(by=account).select_related("community")
    return rows.prefetch_related("placed__theme").order_by("-day", "pk")


def new_since(community: Community, moment: datetime) -> int:
    """Return how many spoke since the day of a moment (that day included)."""
    day = timezone.localdate(moment)
    return FeedbackGiven.objects.filter(community=community, day__gte=day).count()


def quarters_with_feedback(community: Community, *, on: date) -> list[date]:
    """Return the first days of the quarters that are over and in which anybody spoke."""
    days = FeedbackGiven.objects.filter(community=community, day__lt=quarter_of(on))
    return sorted({quarter_of(day) for day in days.values_list("day", flat=True)}, reverse=True)


EVERYONE = "everyone"
Columns = tuple[tuple[How, ...], ...]
ALL_FOUR: Columns = tuple((how,) for how in How)
WELL_OR_NOT: Columns = ((How.GOOD, How.ALL_RIGHT), (How.NOT_SO_GOOD, How.BAD))


@dataclass(frozen=True)
class Counted:
    """How it was, by what it was about or of everyone; each column is of one or more answers."""

    columns: Columns
    table: Table[str]


def counts_in(community: Community, quarter: date) -> Counted:
    """Return how it was in a quarter, as finely as small numbers allow. One table, never two.

    Quarters do not overlap, and there is one table of each: nothing can be got by taking away. All
    is rounded to five: somebody may take theirs back, and anybody can fill a small number up with
    what they made up, and take that away again.
    """
    inside = Q(day__gte=quarter, day__lt=months_from(quarter, QUARTER))
    rows = FeedbackGiven.objects.filter(inside, community=community)
    tally = Counter(rows.values_list("about", "how"))
    ways: list[tuple[Columns, dict[str, list[str]]]] = [
        (columns, groups)
        for groups in (
            {each.value: [each.value] for each in About},
            {EVERYONE: [each.value for each in About]},
        )
        for columns in (ALL_FOUR, WELL_OR_NOT)
    ]
    found = [Counted(columns, _table(tally, columns, groups)) for columns, groups in ways]
    shown = [each for each in found if not each.table.is_withheld]
    whole = [each for each in shown if not each.table.hides_any]
    finest = next(iter([*whole, *shown, *found]))
    return Counted(finest.columns, rounded(finest.table))


def _table(
    tally: Mapping[tuple[str, str], int], columns: Columns, groups: Mapping[str, list[str]]
) -> Table[str]:
    return published(
        {
            name: tuple(
                sum(tally.get((about, how), 0) for about in abouts for how in column)
                for column in columns
            )
            for name, abouts in groups.items()
        }
    )
