"""Keep what was said, put it in themes, answer it; take it back, and keep a quotation hidden.

What is said without a name leaves no trace of who, nor of when: its day is all that is kept. It
has no audit row: its place in the chain, between rows with their times, would tell the minute.
"""

from collections.abc import Collection
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils import timezone

from hearth.core.feedback import (
    LONGEST_NAME,
    CannotAnswer,
    CannotKeep,
    Did,
    Given,
    Way,
    answer_problems,
    given_problems,
)
from hearth.core.words import Refusal
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.feedback.models import (
    FeedbackGiven,
    Placed,
    QuotationHidden,
    Theme,
    ThemeAnswer,
)
from hearth.records.people.models import Account

NO_NAME = "Write a name that says what people told us."


def only_the_day(at: datetime) -> datetime:
    """Return the start of the day: when something was said without a name, to us as well."""
    return timezone.make_aware(datetime.combine(timezone.localdate(at), time.min))


@transaction.atomic
def give(*, community: Community, given: Given, by: Account | None, at: datetime) -> FeedbackGiven:
    """Keep what somebody said. `by` None: without a name, and then nothing tells who it was."""
    row = _keep(community, given, Way.ONLINE, timezone.localdate(at), by=by)
    if by:
        audit.note(did="said how it went", by=by, at=at, what=community.name)
    return row


@transaction.atomic
def type_in(
    *, community: Community, given: Given, way: Way, by: Account, at: datetime
) -> FeedbackGiven:
    """Staff type in what came on paper or by telephone. Whose it is, is not kept."""
    row = _keep(community, given, way, timezone.localdate(at), typed_in_by=by)
    audit.note(did="typed in feedback", by=by, at=at, what=community.name)
    return row


def _keep(
    community: Community, given: Given, way: Way, day: date, **who: Account | None
) -> FeedbackGiven:
    if problems := given_problems(given):
        raise CannotKeep(problems)
    assert given.how
    assert given.about
    assert given.may_quote
    return FeedbackGiven.objects.create(
        community=community, day=day, how=given.how.value, about=given.about.value,
        may_quote=given.may_quote.value, words=given.words.strip(), way=way.value, **who,
    )  # fmt: skip


@transaction.atomic
def take_back(*, feedback: FeedbackGiven, by: Account, at: datetime) -> None:
    """Who signed takes it back: nothing of it is kept."""
    if feedback.by_id is None or feedback.by_id != by.pk:
        raise CannotKeep("Only the one who signed this can take it back.")
    feedback.delete()
    audit.note(did="took feedback back", by=by, at=at, what=str(feedback.community))


@transaction.atomic
def raise_theme(
    *,
    community: Community,
    name: str,
    elements: Collection[str],
    by: Account | None,
    at: datetime,
) -> Theme:
    """Begin a theme; the one that has this name already is found again."""
    name = " ".join(name.split())
    if not name:
        raise CannotKeep([Refusal(NO_NAME, "name")])
    if len(name) > LONGEST_NAME:
        raise CannotKeep([Refusal(f"Keep it under {LONGEST_NAME} letters.", "name")])
    theme, is_new = Theme.objects.get_or_create(
        community=community, name=name,
        defaults={
            "elements": sorted(set(elements)), "raised": timezone.localdate(at), "raised_by": by,
        },
    )  # fmt: skip
    if is_new:
        audit.note(did="began a theme in the feedback", by=by, at=at, what=name)
    return theme


@transaction.atomic
def place(
    *, feedback: FeedbackGiven, themes: Collection[Theme], by: Account | None, at: datetime
) -> None:
    """Put what was said in themes, once. No themes: it was read, and fits none."""
    held = FeedbackGiven.objects.select_for_update().get(pk=feedback.pk)
    if held.placed.exists():
        raise CannotKeep("Someone has put this in a theme already.")
    if any(theme.community_id != held.community_id for theme in themes):
        raise CannotKeep([Refusal("Choose a theme of this community.", "themes")])
    Placed.objects.bulk_create(
        Placed(feedback=held, theme=theme, by=by, at=at) for theme in (themes or (None,))
    )
    named = ", ".join(theme.name for theme in themes) or "no theme"
    audit.note(did="put feedback in a theme", by=by, at=at, what=named[:200])


@transaction.atomic
def answer(
    *, theme: Theme, did: Did | None, words: str, by: Account, at: datetime, due: date | None = None
) -> ThemeAnswer:
    """Answer a theme: done, promised by a day, or not possible, and why."""
    if problems := answer_problems(did, words, due, today=timezone.localdate(at)):
        raise CannotAnswer(problems)
    assert did is not None
    row = ThemeAnswer.objects.create(
        theme=theme, did=did.value, words=words.strip(), due=due if did is Did.WILL else None,
        by=by, at=at,
    )  # fmt: skip
    audit.note(did="answered a theme of the feedback", by=by, at=at, what=theme.name)
    return row


@transaction.atomic
def hide(*, feedback: FeedbackGiven, reason: str, by: Account, at: datetime) -> QuotationHidden:
    """Keep a quotation from all pages, with the reason. Its words stay as they were said."""
    if not reason.strip():
        raise CannotKeep([Refusal("Say why it must not be shown.", "reason")])
    try:
        with transaction.atomic():
            row = QuotationHidden.objects.create(
                feedback=feedback, reason=reason.strip()[:300], by=by, at=at
            )
    except IntegrityError as error:
        raise CannotKeep("This is hidden already.") from error
    audit.note(did="hid a quotation", by=by, at=at, what=str(feedback.community))
    return row
