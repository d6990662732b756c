"""Messages that leave for people: their kinds, their neutral words, and what becomes of them.

No message says what is in a record: it says that something waits, and where to read it. A text
message may light up on a table, so each one is the same sentence with the same address.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID


class MessageKind(StrEnum):
    """What a message is about. Each has its words in `WORDINGS`."""

    PLAN_READY = "plan ready to answer"
    WAITS_FOR_SIGNATURE = "waits for a signature"
    SIGNATURE_LATE = "signature is late"
    GLASS_BROKEN = "record opened in an emergency"
    GLASS_TO_REVIEW = "emergency opening to review"
    APPEAL_STEP = "news about a disagreement"
    APPEAL_WAITS = "disagreement waits for an answer"
    SHARE_MADE = "something was shared"
    SHARE_ENDED = "sharing ended"
    INVITATION = "invitation"
    REMINDER = "reminder"
    REVIEW_DUE = "review is due"
    QUALITY_LOOK = "plans to look at"
    DEATH_REPORTED = "death reported"
    ASKED_FOR = "someone asks for a conversation"
    ASK_ANSWERED = "answer to a request"
    MEETING = "meeting of a group: invitation"
    MEETING_MOVED = "meeting of a group: moved"
    MEETING_OFF = "meeting of a group: called off"
    RECALL_INVITATION = "time to talk: invitation"
    RECALL_REMINDER = "time to talk: reminder"
    RECALL_PREPARATION = "time to talk: getting ready"
    RECALL_FOLLOW_UP = "time to talk: how it goes"
    RECALL_NO_REPLY = "time to talk: last letter"
    GROUP_ASKED = "group: somebody would like to come"
    GROUP_REMINDED = "group: somebody waits for an answer"
    GROUP_HOW = "group: did they come"
    GROUP_NOT_COMING = "group: somebody is not coming"
    GROUP_STILL_RIGHT = "group: is your entry still right"
    GROUP_ENTRY_LINK = "group: change your entry"
    GROUP_ENTRY_ANSWER = "group: answer about your entry"
    INTRODUCTION_NEWS = "introduction: news"
    INTRODUCTION_HOW = "introduction: how did it go"
    UNMET_ANSWERED = "unmet need: answer"


class MessageWay(StrEnum):
    """How a message travels."""

    EMAIL = "email"
    TEXT = "text message"
    LETTER = "letter"


class Audience(StrEnum):
    """Who receives a message: the person whom it is about, a supporter, staff, or a group."""

    PERSON = "person"
    SUPPORTER = "supporter"
    STAFF = "staff"
    GROUP = "group"


@dataclass(frozen=True)
class Recipient:
    """To whom a message goes. `address`: an e-mail address, a mobile number, or lines of post."""

    way: MessageWay
    address: str
    name: str
    audience: Audience
    account_id: int | None = None


@dataclass(frozen=True)
class Wording:
    """The subject and the sentence of one kind. `fields` are the facts that it may be given."""

    subject: str
    sentence: str
    fields: frozenset[str] = frozenset()


def _says(subject: str, sentence: str, *fields: str) -> Wording:
    return Wording(subject, sentence, frozenset(fields))


WORDINGS: Mapping[MessageKind, Wording] = {
    MessageKind.PLAN_READY: _says(
        "Something is ready for you",
        "Your plan is ready. You can read it, and say yes or no.",
    ),
    MessageKind.WAITS_FOR_SIGNATURE: _says(
        "Something waits for you to sign", "A plan waits for you to read and sign by {day}.", "day"
    ),
    MessageKind.SIGNATURE_LATE: _says(
        "Something is late", "A plan should have been signed by {day}. It comes to you now.", "day"
    ),
    MessageKind.GLASS_BROKEN: _says(
        "Someone opened your record",
        "Someone opened your record in an emergency. You can see who it was, and why.",
    ),
    MessageKind.GLASS_TO_REVIEW: _says(
        "A record was opened in an emergency",
        "Someone opened a record in an emergency. Please check if it was right.",
    ),
    MessageKind.APPEAL_STEP: _says(
        "There is news for you", "There is news about what you told us."
    ),
    MessageKind.APPEAL_WAITS: _says(
        "Someone does not agree", "Someone does not agree with a plan. Please answer by {day}.",
        "day",
    ),
    MessageKind.SHARE_MADE: _says(
        "Something was shared with you", "Someone chose to share something with you."
    ),
    MessageKind.SHARE_ENDED: _says(
        "Something is no longer shared", "Something is no longer shared with you."
    ),
    MessageKind.INVITATION: _says(
        "You are invited to help", "Someone asks you to help them. Ask them for the code."
    ),
    MessageKind.REMINDER: _says("A reminder", "Something waits for you. The day is {day}.", "day"),
    MessageKind.REVIEW_DUE: _says(
        "Time to look again", "It is time to look at your plan again. Please choose a time."
    ),
    MessageKind.QUALITY_LOOK: _says(
        "Plans wait for a look", "This month’s plans wait for you to look at them."
    ),
    MessageKind.DEATH_REPORTED: _says(
        "Please check what we were told",
        "Someone told us that a person has died. Please check it today.",
    ),
    MessageKind.ASKED_FOR: _says(
        "Someone asks for a conversation",
        "Someone asks for a conversation. Please answer them soon.",
    ),
    MessageKind.ASK_ANSWERED: _says(
        "There is an answer for you", "There is an answer to what you asked."
    ),
    MessageKind.MEETING: _says(
        "Your group meets",
        "Your group meets on {when}. You find what it is about, and a file for your calendar, on"
        " the page of the meeting.", "when",
    ),
    MessageKind.MEETING_MOVED: _says(
        "A meeting has changed",
        "The time or the place of a meeting has changed. Your group now meets on {when}. Take the"
        " file for your calendar again.", "when",
    ),
    MessageKind.MEETING_OFF: _says(
        "A meeting is called off", "Your group does not meet on {when}.", "when",
    ),
    MessageKind.RECALL_INVITATION: _says(
        "Time to talk about what matters to you",
        "We would like to talk with you about what matters to you, and what would help. You can"
        " bring someone. To choose a time, call us on {telephone}. You can also say “not now” or"
        " “no”.", "telephone",
    ),
    MessageKind.RECALL_REMINDER: _says(
        "We would still like to talk with you",
        "We asked if you would like to talk about what matters to you. To choose a time, call us"
        " on {telephone}. You can also say “not now” or “no”.", "telephone",
    ),
    MessageKind.RECALL_PREPARATION: _says(
        "Getting ready to talk",
        "Something is ready for you to read before we talk. If you want it on paper, call us on"
        " {telephone}.", "telephone",
    ),
    MessageKind.RECALL_FOLLOW_UP: _says(
        "How is it going?",
        "You are getting ready for our talk. If you want help with it, call us on {telephone}.",
        "telephone",
    ),
    MessageKind.RECALL_NO_REPLY: _says(
        "The door stays open",
        "We wrote to you, and we have not heard from you. We will not write again for now. If you"
        " want to talk, call us on {telephone} at any time.", "telephone",
    ),
    MessageKind.GROUP_ASKED: _says(
        "Somebody would like to come",
        "Somebody would like to come to something that you run. Please tell us if they can. It"
        " takes two taps, and you need no sign-in.",
    ),
    MessageKind.GROUP_REMINDED: _says(
        "Somebody waits for your answer",
        "Somebody would still like to come to something that you run. Please tell us if they can."
        " It takes two taps, and you need no sign-in.",
    ),
    MessageKind.GROUP_HOW: _says(
        "Did they come?",
        "We put somebody in touch with you a while ago. Please tell us how it went. It takes two"
        " taps, and you need no sign-in.",
    ),
    MessageKind.GROUP_NOT_COMING: _says(
        "Somebody is not coming after all",
        "Somebody who wanted to come to something that you run has changed their mind. You need"
        " not do anything. What we told you about them is no longer there.",
    ),
    MessageKind.GROUP_STILL_RIGHT: _says(
        "Is what we say about you still right?",
        "People find you in our list of things near them. Please look if it is still right. One"
        " tap says yes, and you can change it. You need no sign-in.",
    ),
    MessageKind.GROUP_ENTRY_LINK: _says(
        "Change what we say about you",
        "Somebody asked for a link to change your entry in our list of things near people. If it"
        " was not you, you need not do anything.",
    ),
    MessageKind.GROUP_ENTRY_ANSWER: _says(
        "There is an answer about your entry",
        "We have looked at what you told us about your entry in our list of things near people.",
    ),
    MessageKind.INTRODUCTION_NEWS: _says(
        "There is news for you", "There is news about something that you asked us for."
    ),
    MessageKind.INTRODUCTION_HOW: _says(
        "How did it go?", "We have a short question for you. It takes two taps."
    ),
    MessageKind.UNMET_ANSWERED: _says(
        "You told us, and we listened",
        "You told us about something that you could not find. There is an answer for you.",
    ),
}  # fmt: skip

TEXT_SENTENCE = "You have a new message. Sign in to read it:"
"""The only words of a text message: they say neither what it is about nor who sends it."""

LINK_SENTENCE = "There is a short question for you. It takes two taps:"
"""The words of a text message whose link needs no sign-in. They say no more than the others."""

OPENS_WITHOUT_SIGN_IN = frozenset(
    {
        MessageKind.GROUP_ASKED,
        MessageKind.GROUP_REMINDED,
        MessageKind.GROUP_HOW,
        MessageKind.GROUP_STILL_RIGHT,
        MessageKind.GROUP_ENTRY_LINK,
        MessageKind.GROUP_ENTRY_ANSWER,
        MessageKind.INTRODUCTION_HOW,
    }
)
"""Kinds whose link is the key: who holds it may answer, and sees only what that answer needs."""

LEADS_NOWHERE = frozenset({MessageKind.GROUP_NOT_COMING})
"""Kinds that have no link."""


@dataclass(frozen=True)
class Written:
    """A message in words. A text message has no subject."""

    subject: str
    body: str


def field_problems(kind: MessageKind, fields: Mapping[str, str]) -> list[str]:
    """List the facts that this kind lacks, or that it may not be given."""
    wanted = WORDINGS[kind].fields
    lacking = [f"“{kind.value}” needs “{name}”." for name in sorted(wanted - set(fields))]
    return lacking + [
        f"“{kind.value}” cannot say “{name}”." for name in sorted(set(fields) - wanted)
    ]


def write(
    kind: MessageKind, way: MessageWay, *, name: str, fields: Mapping[str, str], site: str,
    path: str = "/", signs_in: bool = True,
) -> Written:  # fmt: skip
    """Put a message into words. `site` is where Hearth is reached ("https://plans.example.org").

    A text message takes nothing from its kind or its fields; it has a path of its own only where
    that link needs no sign-in. Who has no sign-in is not told to sign in, where the message says
    whom to call instead.
    """
    is_open = kind in OPENS_WITHOUT_SIGN_IN
    if way is MessageWay.TEXT:
        text = f"{LINK_SENTENCE} {site}{path}" if is_open else f"{TEXT_SENTENCE} {site}/"
        return Written("", text)
    wording = WORDINGS[kind]
    parts = [f"Hello {name}", wording.sentence.format_map(fields)]
    if is_open:
        parts.append(f"Open this page: {site}{path}")
    elif kind not in LEADS_NOWHERE and (signs_in or "telephone" not in wording.fields):
        parts.append(f"Sign in to read more: {site}{path}")
    return Written(wording.subject, "\n\n".join(parts) + "\n")


class Outcome(StrEnum):
    """How one try to hand a message over ended."""

    HANDED_OVER = "handed over"
    NOT_NOW = "not now"
    UNSURE = "no answer came"
    REFUSED = "refused"
    STOPPED = "stopped"
    HELD = "held back"


class State(StrEnum):
    """Where a message stands, from what happened to it."""

    QUEUED = "queued"
    HANDED_OVER = "handed over"
    FAILED = "failed for good"
    STOPPED = "stopped"


MOST_TRIES = 12
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
HELD_WAIT = timedelta(hours=1)

ENDS: Mapping[Outcome, State] = {
    Outcome.HANDED_OVER: State.HANDED_OVER,
    Outcome.REFUSED: State.FAILED,
    Outcome.STOPPED: State.STOPPED,
}


def state(outcomes: Sequence[Outcome]) -> State:
    """Say where a message stands; `outcomes` are its tries, oldest first."""
    for outcome in outcomes:
        if outcome in ENDS:
            return ENDS[outcome]
    return State.FAILED if tries(outcomes) >= MOST_TRIES else State.QUEUED


def tries(outcomes: Sequence[Outcome]) -> int:
    """Count the tries that failed; being held back is nobody's failure."""
    return sum(outcome in (Outcome.NOT_NOW, Outcome.UNSURE) for outcome in outcomes)


def wait_after(outcomes: Sequence[Outcome]) -> timedelta:
    """How long to wait before the next try: half a minute, doubled each time, six hours at most."""
    if outcomes and outcomes[-1] is Outcome.HELD:
        return HELD_WAIT
    return min(FIRST_WAIT * (1 << max(tries(outcomes) - 1, 0)), LONGEST_WAIT)


ASK_STAFF_TO_ACT = frozenset(
    {
        MessageKind.WAITS_FOR_SIGNATURE,
        MessageKind.SIGNATURE_LATE,
        MessageKind.APPEAL_WAITS,
        MessageKind.REVIEW_DUE,
        MessageKind.REMINDER,
        MessageKind.ASKED_FOR,
    }
)


def stops_at_death(kind: MessageKind, audience: Audience, person_id: UUID | None) -> bool:
    """Say whether a message about this person must not leave once they have died.

    Nothing goes to the person or, in their grief, to those close to them. Staff are no longer
    asked to act, but what must be looked into (an emergency opening) still reaches the auditor.
    """
    if person_id is None:
        return False
    return audience is not Audience.STAFF or kind in ASK_STAFF_TO_ACT


class Silence(StrEnum):
    """Whether messages about a person may leave at all."""

    NONE = "none"
    HELD = "somebody told us that they died; nobody has checked it yet"
    STOPPED = "they died"
