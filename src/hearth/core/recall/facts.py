"""The words of a recall, and what is known of one person when we ask if they are due.

A person is asked once, however many lists they are on. What has happened is kept; how the recall
stands follows from it (`stages.py`), and so does whether they are due (`deciding.py`).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hearth.core.messages import MessageKind, MessageWay
from hearth.core.rounds import Step
from hearth.core.words import Refused


class CannotRecall(Refused):
    """This cannot be done to a recall now. The reasons say why."""


class ListKind(StrEnum):
    """What kind of list brings somebody into the recall."""

    COHORT = "a group of people"
    SOCIAL_CARE = "social care review"
    BUDGET = "personal budget review"
    ASKED = "asked for it"


class Letter(StrEnum):
    """The letters of a recall, in their order. Each is sent by a person who pressed a button."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    PREPARATION = "preparation letter"
    FOLLOW_UP = "follow-up"
    NO_REPLY = "last letter"


KIND_OF: dict[Letter, MessageKind] = {
    Letter.INVITATION: MessageKind.RECALL_INVITATION,
    Letter.REMINDER: MessageKind.RECALL_REMINDER,
    Letter.PREPARATION: MessageKind.RECALL_PREPARATION,
    Letter.FOLLOW_UP: MessageKind.RECALL_FOLLOW_UP,
    Letter.NO_REPLY: MessageKind.RECALL_NO_REPLY,
}
"""The message in which each letter travels."""


class WhyNot(StrEnum):
    """Why somebody is left out of the recall."""

    DECLINED = "they do not want it"
    NOT_NOW = "not now"
    NOT_SUITABLE = "it does not suit them"
    DIED = "they died"
    MOVED = "they moved away"


class Answer(StrEnum):
    """What somebody says to an invitation."""

    YES = "yes"
    LATER = "later"
    NO = "no"


class Ending(StrEnum):
    """Why a recall is over."""

    MET = "they had their conversation"
    DECLINED = "they said no"
    LEFT_OUT = "they were left out"
    NO_REPLY = "they did not reply"
    OFF_LISTS = "they are on no list any more"
    DIED = "they died"


ENDING_OF: dict[WhyNot, Ending] = {
    WhyNot.DECLINED: Ending.DECLINED,
    WhyNot.NOT_SUITABLE: Ending.LEFT_OUT,
    WhyNot.MOVED: Ending.LEFT_OUT,
}
"""Which reasons end an open recall at once. “Not now” only moves it; a death is told to staff."""


@dataclass(frozen=True)
class RecallRule:
    """The days of a recall, from the jurisdiction pack.

    `invite_before`: days before the month in which somebody is due that they may be invited.
    `reminder_after`, `last_letter_after`, `follow_up_after`: days without an answer.
    `preparation_before`: days before the conversation. `rest_months`: nobody on a list is asked
    again so soon after a conversation. `look_ahead_months`: a date further off does not count yet.
    `declined_months`: how long a no holds, if they do not say. `undo_minutes`: before a batch
    leaves. `least_shown`: smaller counts are hidden from who sees figures alone.
    """

    invite_before: int = 28
    reminder_after: int = 21
    last_letter_after: int = 21
    preparation_before: int = 14
    follow_up_after: int = 7
    rest_months: int = 6
    look_ahead_months: int = 12
    declined_months: int = 12
    undo_minutes: int = 10
    least_shown: int = 5


@dataclass(frozen=True)
class Listed:
    """A list that somebody is on: since when, why in words, and the date owed to them, if any."""

    name: str
    since: date
    kind: ListKind = ListKind.COHORT
    due: date | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """Somebody is left out from a day on, until a day (itself left out too) or for good."""

    why: WhyNot
    since: date
    until: date | None = None
    words: str = ""

    def runs(self, today: date) -> bool:
        return self.since <= today and (self.until is None or today <= self.until)


@dataclass(frozen=True)
class Sent:
    """A letter went out at a moment (local time), by a way; with none, somebody told them.

    `failed`: it did not arrive. `waits`: somebody still has to tell them.
    """

    letter: Letter
    way: MessageWay | None
    at: datetime
    failed: bool = False
    waits: bool = False


@dataclass(frozen=True)
class Said:
    """What they answered, when; for “later”, until when."""

    answer: Answer
    at: datetime
    until: date | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of one person. `month`: the first day of the month of their open recall.

    `review_due`: the review that their last plan names, as long as it was not held. `last_met`:
    the last planning conversation; `last_asked`: when an earlier recall ended without one, because
    they said no or nothing. `step`: where their running round stands. `met_on`: when they
    met since this recall was opened. `urgent`: a result waits to be told by a person.
    """

    born: date
    listed: tuple[Listed, ...] = ()
    review_due: date | None = None
    last_met: date | None = None
    last_asked: date | None = None
    died: bool = False
    death_told: bool = False
    left_out: tuple[LeftOut, ...] = ()
    month: date | None = None
    sent: tuple[Sent, ...] = ()
    said: tuple[Said, ...] = ()
    step: Step | None = None
    conversation_on: date | None = None
    handed_in: bool = False
    met_on: date | None = None
    urgent: bool = False
