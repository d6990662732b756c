"""What is written down while people meet: who is there, what is said, decided, and taken on."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from hearth.core.house.minutes import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_WORDS,
    words_obstacles,
)
from hearth.core.house.work import MOST_ELEMENTS, MOST_LETTERS, Said
from hearth.core.words import Refusal, Refused
from hearth.records.audit import changes as audit
from hearth.records.meetings.changes.planning import CannotMeet, ChangedMeanwhile, open_meeting
from hearth.records.meetings.models import (
    Attendance,
    Decision,
    Item,
    ItemDraft,
    ItemWords,
    Meeting,
    Task,
)
from hearth.records.people.models import Account
from hearth.records.workplan.changes import add_work


class MovedOn(Refused):
    """Somebody else wrote on this item meanwhile. Carries both texts: none is lost."""

    def __init__(self, *, now: ItemWords, yours: str) -> None:
        super().__init__("Somebody else wrote here while you did. Both texts are shown.")
        self.now, self.yours = now, yours


@transaction.atomic
def write_words(*, item: Item, words: str, base: int, by: Account, at: datetime) -> ItemWords:
    """Keep what was said on an item. `base`: the number of the text that it was written over."""
    meeting = open_meeting(item.meeting)
    if len(words) > LONGEST_WORDS:
        raise CannotMeet([Refusal(f"Use {LONGEST_WORDS} letters or fewer.", "words")])
    newest = item.said.order_by("-number").first()
    if newest is None and base:
        raise ChangedMeanwhile
    if newest and newest.number != base:
        raise MovedOn(now=newest, yours=words)
    words = words.replace("\0", "").strip()
    row = ItemWords.objects.create(item=item, number=base + 1, words=words, at=at, by=by)
    item.drafts.filter(account=by).delete()
    audit.note(did="wrote minutes of a meeting", by=by, at=at, what=str(meeting))
    return row


@transaction.atomic
def keep_draft(*, item: Item, words: str, base: int, by: Account, at: datetime) -> ItemDraft:
    """Keep what somebody types, so that a lost connection loses nothing. No minutes yet."""
    open_meeting(item.meeting)
    if len(words) > LONGEST_WORDS:
        raise CannotMeet([Refusal(f"Use {LONGEST_WORDS} letters or fewer.", "words")])
    held = {"words": words.replace("\0", ""), "base": base, "saved_at": at}
    draft, _ = ItemDraft.objects.update_or_create(item=item, account=by, defaults=held)
    return draft


@transaction.atomic
def decide(
    *, meeting: Meeting, item: Item | None, words: str, by: Account, at: datetime
) -> Decision:
    """Keep a decision as it was said."""
    row = open_meeting(meeting)
    if problems := words_obstacles(words, longest=LONGEST_LINE, where="words"):
        raise CannotMeet(problems)
    made = Decision.objects.create(meeting=row, item=item, words=words.strip(), at=at, by=by)
    audit.note(did="wrote down a decision", by=by, at=at, what=str(row))
    return made


@transaction.atomic
def take_out_decision(*, decision: Decision, by: Account, at: datetime) -> None:
    """Strike out what was not decided after all, before the minutes are agreed."""
    row = open_meeting(decision.meeting)
    Decision.objects.filter(pk=decision.pk, taken_out_at__isnull=True).update(taken_out_at=at)
    audit.note(did="took out a decision", by=by, at=at, what=str(row))


@transaction.atomic
def settle_decision(*, decision: Decision, by: Account, at: datetime) -> None:
    """Say that a decision is done. It no longer comes up at the next meeting."""
    Decision.objects.filter(pk=decision.pk, done_at__isnull=True).update(done_at=at)
    audit.note(did="said that a decision is done", by=by, at=at, what=str(decision.meeting))


@transaction.atomic
def take_on(
    *,
    meeting: Meeting,
    item: Item | None,
    what: str,
    who: str,
    due: date | None,
    by: Account,
    at: datetime,
    owner: Account | None = None,
) -> Task:
    """Keep who does what by when, in the minutes and in the work plan. Raises CannotMeet.

    `owner` is who does it, where they have an account. The work is tied to the item's elements.
    """
    row = open_meeting(meeting)
    problems = words_obstacles(what, longest=MOST_LETTERS["title"], where="words")
    problems += words_obstacles(who, longest=LONGEST_NAME, where="who")
    problems += [] if due else [Refusal("Say by when.", "due")]
    if problems:
        raise CannotMeet(problems)
    said = Said(title=what.strip(), owner=who.strip(), due=due)
    elements = item.elements[:MOST_ELEMENTS] if item else ()
    work = add_work(
        community=row.community, said=said, owner=owner, elements=elements,
        source=str(row), by=by, at=at,
    )  # fmt: skip
    made = Task.objects.create(
        meeting=row, item=item, work=work, what=said.title, who=said.owner, due=due, at=at, by=by
    )
    audit.note(did="wrote down an action", by=by, at=at, what=str(row))
    return made


@transaction.atomic
def note_people(
    *,
    meeting: Meeting,
    here: Collection[tuple[str, Account | None]],
    sorry: Collection[tuple[str, Account | None]],
    base: int,
    by: Account,
    at: datetime,
) -> None:
    """Say who is there, and who could not come: the whole list anew."""
    row = open_meeting(meeting)
    if row.people_number != base:
        raise ChangedMeanwhile
    given = {name.strip(): (account, False) for name, account in sorry}
    given |= {name.strip(): (account, True) for name, account in here}
    if any(len(name) > LONGEST_NAME for name in given):
        raise CannotMeet([Refusal(f"Use {LONGEST_NAME} letters or fewer for a name.", "others")])
    row.people.all().delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=row, account=account, name=name, was_there=was_there)
        for name, (account, was_there) in given.items()
        if name
    )
    row.people_number = base + 1
    row.save(update_fields=["people_number"])
    audit.note(did="noted who was at a meeting", by=by, at=at, what=str(row))
