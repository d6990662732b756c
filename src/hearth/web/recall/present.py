"""The recall in words: how people stand, why they are due, how a letter would reach them.

The names of lists can say what somebody lives with. They are for who may read results, on the
person's own page: a list of people says only how many lists there are.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils import timezone

from hearth.core.messages import MessageWay
from hearth.core.people import Format
from hearth.core.recall.facts import Letter
from hearth.core.recall.stages import STAGE_WORDS, Stage
from hearth.records.recall.queries.lines import PreviewLine, RecallLine


class Group(StrEnum):
    """How the people of a month are counted. Everyone is in one group."""

    TO_INVITE = "to-invite"
    ASKED = "asked"
    LATER = "later"
    YES = "said-yes"
    MET = "met"
    NO = "said-no"
    LEFT_OUT = "left-out"


GROUP_WORDS: dict[Group, str] = {
    Group.TO_INVITE: "Not invited yet",
    Group.ASKED: "Asked, no answer yet",
    Group.LATER: "Not now, ask later",
    Group.YES: "Said yes",
    Group.MET: "Met",
    Group.NO: "Said no",
    Group.LEFT_OUT: "Left out",
}
GROUP_OF: dict[Stage, Group] = {
    Stage.TO_INVITE: Group.TO_INVITE,
    Stage.INVITED: Group.ASKED,
    Stage.REMINDED: Group.ASKED,
    Stage.LAST_LETTER: Group.ASKED,
    Stage.LATER: Group.LATER,
    Stage.SAID_YES: Group.YES,
    Stage.PREPARING: Group.YES,
    Stage.NUDGED: Group.YES,
    Stage.READY: Group.YES,
    Stage.MET: Group.MET,
    Stage.SAID_NO: Group.NO,
}

LETTERS: dict[Letter, tuple[str, str]] = {
    Letter.INVITATION: ("invitation", "invitations"),
    Letter.REMINDER: ("reminder", "reminders"),
    Letter.PREPARATION: ("letter to get ready", "letters to get ready"),
    Letter.FOLLOW_UP: ("question how it goes", "questions how it goes"),
    Letter.NO_REPLY: ("last letter", "last letters"),
}
"""One of a letter, and many of it."""

WAYS: dict[MessageWay, str] = {
    MessageWay.EMAIL: "By email",
    MessageWay.TEXT: "By text message",
    MessageWay.LETTER: "On paper",
}


def group_of(line: RecallLine) -> Group:
    """In which group somebody is counted."""
    return Group.LEFT_OUT if line.is_left_out else GROUP_OF[line.stage]


def counted(lines: Sequence[RecallLine]) -> list[tuple[Group, str, int]]:
    """How many people are in each group; groups without anyone are left out."""
    found = Counter(group_of(line) for line in lines)
    return [(group, words, found[group]) for group, words in GROUP_WORDS.items() if found[group]]


def how_many(letter: Letter, count: int) -> str:
    """'1 reminder', '200 invitations'."""
    one, many = LETTERS[letter]
    return f"{count:,} {one if count == 1 else many}"


def size_of(batch: Any) -> str:
    """How many letters a batch holds: those who are told in person count too."""
    return how_many(Letter(batch.letter), batch.messages + batch.papers + batch.tasks)


@dataclass(frozen=True)
class Row:
    """One person of the month, in words."""

    line: RecallLine
    why: str
    stands: str
    next: str


def row_of(line: RecallLine) -> Row:
    """Say why somebody is due, how it stands, and what comes next."""
    stands = line.decision.reasons[0] if line.is_left_out else STAGE_WORDS[line.stage]
    return Row(line, why_in_brief(line), stands, _next(line))


def why_in_brief(line: RecallLine) -> str:
    """Why somebody is due, without the names of lists."""
    month, lists = f"{line.recall.month:%B %Y}", len(line.facts.listed)
    if not lists:
        return f"Due in {month}"
    return f"Due in {month}, on {lists} {'list' if lists == 1 else 'lists'}"


def _next(line: RecallLine) -> str:
    if line.is_left_out:
        return ""
    if any(each.waits for each in line.facts.sent):
        return "Someone still has to tell them."
    if line.next is None or line.stage is Stage.TO_INVITE:
        return ""
    day, words = line.next.from_day, LETTERS[line.next.letter][0]
    if day <= timezone.localdate():
        return f"Next: {words}, now."
    return f"Next: {words}, from {day.day} {day:%B}."


def how(each: PreviewLine) -> str:
    """By what way a letter would reach somebody, and in which format: a sentence."""
    if each.reach is None:
        return each.why_not
    if each.way is None:
        return each.reach.words
    helper = ", to the one who helps them" if each.reach.to_supporter else ""
    return f"{WAYS[each.way]}{helper}{in_format(each.way, each.there.contact.format)}."


def in_format(way: MessageWay | None, wanted: Format | str) -> str:
    """What is special about the paper: the size of its print."""
    return ", in large print" if way is MessageWay.LETTER and wanted == Format.LARGE_PRINT else ""


def by_way(ready: Sequence[PreviewLine]) -> list[str]:
    """How many go by each way, for one sentence: '150 by email', '40 on paper'."""
    found = Counter(each.way for each in ready)
    told = [f"{found[way]:,} {WAYS[way].lower()}" for way in WAYS if found[way]]
    return [*told, f"{found[None]:,} that someone has to tell"] if found[None] else told
